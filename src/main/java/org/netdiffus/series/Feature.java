package org.netdiffus.series;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a series holds. Binned features are sums over equal stretches of time (or over equal numbers
 * of packets); sequences hold one value a packet.
 */
public enum Feature {
  /** Bytes to the client in each bin. */
  BYTES_DOWN("bytes-down", Kind.BINNED, true, false),
  /** Bytes from the client in each bin. */
  BYTES_UP("bytes-up", Kind.BINNED, true, false),
  /** Bytes in each bin. */
  BYTES("bytes", Kind.BINNED, false, false),
  /** Packets in each bin. */
  PACKETS("packets", Kind.BINNED, false, false),
  /** Bytes of each packet. */
  SIZE("size", Kind.SEQUENCE, false, false),
  /** Bytes of each packet, positive from the client, negative to it. */
  SIGNED_SIZE("signed-size", Kind.SEQUENCE, true, true),
  /** +1 for each packet from the client, -1 for each one to it. */
  DIRECTION("direction", Kind.SEQUENCE, true, true),
  /** Seconds since the packet before; 0 for the first. */
  GAP("gap", Kind.SEQUENCE, false, false);

  private enum Kind {
    BINNED,
    SEQUENCE
  }

  private final String settingName;
  private final Kind kind;
  private final boolean directed;
  private final boolean signed;

  Feature(String settingName, Kind kind, boolean directed, boolean signed) {
    this.settingName = settingName;
    this.kind = kind;
    this.directed = directed;
    this.signed = signed;
  }

  /** Name in settings and files, such as {@code bytes-down}. */
  public String settingName() {
    return settingName;
  }

  /** The feature of a setting's name; empty for an unknown name. */
  public static Optional<Feature> named(String settingName) {
    return Arrays.stream(values()).filter(f -> f.settingName.equals(settingName)).findFirst();
  }

  /** All setting names, in the order of the constants. */
  public static List<String> settingNames() {
    return Arrays.stream(values()).map(Feature::settingName).toList();
  }

  /** Whether values are below 0 as well as above, so that 0 is their middle. */
  public boolean signed() {
    return signed;
  }

  /** Whether it is a sum over bins; otherwise it has one value a packet. */
  public boolean binned() {
    return kind == Kind.BINNED;
  }

  /** Whether it cannot be had without knowing which side is the client. */
  public boolean needsDirection() {
    return directed;
  }

  /** Whether it cannot be had without packet sizes. */
  boolean needsSize() {
    return this != PACKETS && this != DIRECTION && this != GAP;
  }

  /**
   * What one value of the series counts, for a reader.
   *
   * @param bin the bin's width in words, such as {@code 0.25 s} or {@code 100 packets}; not used by
   *     sequences
   * @return such as {@code bytes per 0.25 s} or {@code +1 up, -1 down}
   */
  public String unit(String bin) {
    return switch (this) {
      case BYTES_DOWN, BYTES_UP, BYTES -> "bytes per " + bin;
      case PACKETS -> "packets per " + bin;
      case SIZE -> "bytes";
      case SIGNED_SIZE -> "bytes, positive up, negative down";
      case DIRECTION -> "+1 up, -1 down";
      case GAP -> "seconds";
    };
  }
}
