package org.netdiffus.capture;

/**
 * What is wrong with a capture, and where. The packets before it are sound. In classic pcap nothing
 * after it is read, since record boundaries are lost there; pcapng goes on behind a block of
 * malformed content, and at the next section header otherwise.
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
    IMPLAUSIBLE_LENGTH("record of implausible length"),
    /** The length at the end of a pcapng block is not that at its start. */
    CONTRADICTORY_LENGTH("block whose two lengths differ"),
    /** A pcapng section header without a byte order, or of a version that is not known. */
    UNKNOWN_SECTION("section header of unknown order or version"),
    /**
     * A pcapng block whose content does not fit into it, or names an interface that is not there.
     */
    MALFORMED_BLOCK("block of malformed content");

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
