package org.netdiffus.spark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run was: the content of {@code run.json}.
 *
 * @param program always {@code netdiffus}
 * @param verb verb that made the folder
 * @param settings resolved settings that decide the result, key to value
 * @param inputs what was read
 * @param counts what was read, written and skipped, by reason
 * @param facts further facts about the result in words, such as the labels
 * @param seconds timings by step
 * @param versions versions of the program and its libraries
 * @param files names of what the run wrote into its folder, besides {@code run.json} and the marks
 */
public record RunRecord(
    @JsonProperty("program") String program,
    @JsonProperty("verb") String verb,
    @JsonProperty("settings") SortedMap<String, String> settings,
    @JsonProperty("inputs") List<InputIdentity> inputs,
    @JsonProperty("counts") SortedMap<String, Long> counts,
    @JsonProperty("facts") SortedMap<String, String> facts,
    @JsonProperty("seconds") SortedMap<String, Double> seconds,
    @JsonProperty("versions") SortedMap<String, String> versions,
    @JsonProperty("files") @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> files) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Value of {@link #program}. */
  public static final String PROGRAM = "netdiffus";

  /** The same run, however long it took. */
  RunRecord withoutTimings() {
    return new RunRecord(
        program,
        verb,
        settings,
        inputs,
        counts,
        facts,
        Collections.emptySortedMap(),
        versions,
        files);
  }

  /**
   * Whether a run of this program does the same with a file as another: the same verb, settings and
   * versions.
   */
  public boolean treatsFilesLike(RunRecord other) {
    return verb.equals(other.verb)
        && settings.equals(other.settings)
        && versions.equals(other.versions);
  }

  /** A run that has not written its files yet. */
  public RunRecord(
      String program,
      String verb,
      SortedMap<String, String> settings,
      List<InputIdentity> inputs,
      SortedMap<String, Long> counts,
      SortedMap<String, String> facts,
      SortedMap<String, Double> seconds,
      SortedMap<String, String> versions) {
    this(program, verb, settings, inputs, counts, facts, seconds, versions, List.of());
  }

  /** The same run, having written these. */
  RunRecord withFiles(List<String> names) {
    return new RunRecord(
        program, verb, settings, inputs, counts, facts, seconds, versions, List.copyOf(names));
  }

  /** As it stands in the file. */
  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // texts and numbers alone
    }
  }

  /** Nothing for what is no record of this program's. */
  static Optional<RunRecord> fromJson(byte[] bytes) {
    try {
      RunRecord record = JSON.readValue(bytes, RunRecord.class);
      return PROGRAM.equals(record.program()) ? Optional.of(record) : Optional.empty();
    } catch (IOException other) {
      return Optional.empty();
    }
  }

  /** Whether it is JSON of any kind, unlike what a torn write or a failing disk leaves. */
  static boolean isJson(byte[] bytes) {
    try {
      return !JSON.readTree(bytes).isMissingNode();
    } catch (IOException damaged) {
      return false;
    }
  }

  /** The keys whose values differ between these settings and others, those of one side included. */
  public SortedSet<String> differingKeys(Map<String, String> others) {
    SortedSet<String> keys = new TreeSet<>(settings.keySet());
    keys.addAll(others.keySet());
    keys.removeIf(key -> settings.getOrDefault(key, "\0").equals(others.getOrDefault(key, "\0")));
    return keys;
  }
}
