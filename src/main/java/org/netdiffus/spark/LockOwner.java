package org.netdiffus.spark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a {@link RunLock}: the content of {@code _lock.json}.
 *
 * @param token tells this holding from every other
 * @param verb what is being done
 * @param process the driver
 * @param since when the lock was taken, for people; nothing is decided by it
 * @param application Spark's id of the application
 */
public record LockOwner(
    @JsonProperty("token") String token,
    @JsonProperty("verb") String verb,
    @JsonProperty("process") ProcessPlace process,
    @JsonProperty("since") String since,
    @JsonProperty("application") String application) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * This process.
   *
   * @param verb what it is about to do
   * @param application Spark's id of its application
   * @param clock tells people since when
   */
  public static LockOwner self(String verb, String application, Clock clock) {
    return new LockOwner(
        UUID.randomUUID().toString(),
        verb,
        ProcessPlace.own(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        application);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // texts and numbers alone
    }
  }

  /** Nothing where the bytes are no owner, as when it was killed while it wrote them. */
  static Optional<LockOwner> fromJson(byte[] bytes) {
    try {
      return Optional.of(JSON.readValue(bytes, LockOwner.class));
    } catch (IOException partial) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return verb + ", " + process + " since " + since + ", application " + application;
  }
}
