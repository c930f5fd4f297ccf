package org.netdiffus.capture;

/** Thrown when a file is no capture that can be read, before any packet is read from it. */
public final class NotACaptureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  NotACaptureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  NotACaptureException(Reason reason) {
    this(reason, reason.description());
  }

  /** Why the file is not read; {@link #getMessage} says it with the values found. */
  public Reason reason() {
    return reason;
  }

  /** Why a file is not read. */
  public enum Reason {
    /** The file has no byte. */
    EMPTY("an empty file"),
    /** The file ends within the file header. */
    TRUNCATED_FILE_HEADER("a file that ends within its pcap file header"),
    /** The file starts as gzip, xz, zstd, bzip2 or lz4 do. */
    COMPRESSED("a compressed file; unpack it first"),
    /** The file is classic pcap of a version before 2. */
    UNSUPPORTED_VERSION("a pcap file of an unsupported version"),
    /** The file starts as pcapng does, and its section header cannot be read. */
    UNKNOWN_SECTION("a pcapng file whose section header cannot be read"),
    /** The file starts as nothing that is known here. */
    UNKNOWN_FORMAT("a file that does not start as a capture does");

    private final String description;

    Reason(String description) {
      this.description = description;
    }

    /** A few words for a summary. */
    public String description() {
      return description;
    }
  }
}
