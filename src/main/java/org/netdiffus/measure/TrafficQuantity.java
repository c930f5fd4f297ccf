package org.netdiffus.measure;

/**
 * What is compared of the series that are recovered from tiles, as distributions over all samples,
 * bursts or series.
 */
public enum TrafficQuantity {
  /** Each sample that is not idle: a size, a gap, or the volume of a bin. */
  VALUE("value", "Values that are not idle"),
  /** Samples of a burst, a run that is not idle. */
  BURST_LENGTH("burst-length", "Length of a burst"),
  /** Volume of a burst. */
  BURST_VOLUME("burst-volume", "Volume of a burst"),
  /** Idle samples between two bursts. */
  IDLE_TIME("idle-time", "Idle time between bursts"),
  /** Volume of a series. */
  TOTAL("total", "Total of a series"),
  /** Samples of a series, to the end of traffic. */
  LENGTH("length", "Length of a series"),
  /** Lag of the strongest repetition in a series, 0 for none. */
  PERIOD("period", "Period of a series"),
  /** Share of outgoing samples among those that are not idle, of series that have directions. */
  DIRECTION("direction", "Outgoing share of a series");

  private final String key;
  private final String title;

  TrafficQuantity(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Part of the names of its scores. */
  public String key() {
    return key;
  }

  /** What a reader sees. */
  public String title() {
    return title;
  }

  /**
   * What NetShare (Yin et al. 2022, doi 10.1145/3544216.3544251) calls the field that comes
   * closest; empty where it has none. Its PAT is the arrival time of a packet, which no quantity
   * here is: gaps are differences of it.
   *
   * @param feature what the series holds, such as {@code bytes-down} or {@code size}
   */
  public String inNetShare(String feature) {
    boolean packetList =
        feature.equals("size")
            || feature.equals("signed-size")
            || feature.equals("gap")
            || feature.equals("direction");
    return switch (this) {
      case VALUE -> feature.endsWith("size") ? "PS" : "";
      case TOTAL -> feature.equals("packets") ? "PKT" : feature.startsWith("bytes") ? "BYT" : "";
      case LENGTH -> packetList ? "FS" : "TD";
      case BURST_LENGTH, BURST_VOLUME, IDLE_TIME, PERIOD, DIRECTION -> "";
    };
  }
}
