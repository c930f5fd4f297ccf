package org.netdiffus.capture;

/**
 * Where and why the reading of a capture ended before the end of its file. The packets before it
 * are sound; nothing after it is read, since record boundaries are lost there.
 *
 * @param reason what is wrong with the record
 * @param position offset of the record's header in bytes from the start of the capture
 */
public record Damage(Reason reason, long position) {
  /** What is wrong with a record. */
  public enum Reason {
    /** The file ends within a record's header. */
    TRUNCATED_HEADER("record header cut short"),
    /** The file ends within a record's frame. */
    TRUNCATED_RECORD("record cut short"),
    /** The record claims more captured bytes than any capture holds of a frame. */
    IMPLAUSIBLE_LENGTH("record of implausible length");

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
