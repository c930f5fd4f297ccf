package org.netdiffus.capture;

/** The kinds of capture that are read, told by their first bytes. */
public enum CaptureFormat {
  /** Classic pcap with times in microseconds. */
  PCAP("pcap"),
  /** Classic pcap with times in nanoseconds. */
  NANOSECOND_PCAP("nanosecond pcap"),
  /** Classic pcap with the longer record headers of A. Kuznetzov. */
  MODIFIED_PCAP("modified pcap"),
  /** pcapng. */
  PCAPNG("pcapng");

  private final String description;

  CaptureFormat(String description) {
    this.description = description;
  }

  /** A name for tables and summaries. */
  public String description() {
    return description;
  }
}
