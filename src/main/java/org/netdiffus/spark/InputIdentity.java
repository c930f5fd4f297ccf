package org.netdiffus.spark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.netdiffus.capture.AddressNames;

/**
 * What a job read, told apart by content.
 *
 * @param path path relative to the input folder, with {@code /}; {@code run.json} for the whole of
 *     a run folder
 * @param bytes size in bytes
 * @param sha256 SHA-256 of the content, in hexadecimal, of a large file as {@link
 *     InputFiles#identities} makes it of its parts; empty where it was not read
 */
public record InputIdentity(
    @JsonProperty("path") String path,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("sha256") String sha256) {

  /** A file that was listed and not read. */
  public static InputIdentity listed(String path, long bytes) {
    return new InputIdentity(path, bytes, "");
  }

  /** Whether it is a whole run folder. */
  @JsonIgnore
  public boolean isRun() {
    return path.equals(RunFolder.RUN);
  }

  /** Whether both may be the same content: as far as each was looked at. */
  public boolean mayBe(InputIdentity other) {
    return path.equals(other.path)
        && bytes == other.bytes
        && (sha256.isEmpty() || other.sha256.isEmpty() || sha256.equals(other.sha256));
  }

  /** The same with the addresses in its path called by other names. */
  public InputIdentity named(AddressNames names) {
    return new InputIdentity(names.inText(path), bytes, sha256);
  }

  /** The identity of some bytes. */
  public static InputIdentity of(String path, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new InputIdentity(path, bytes.length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
