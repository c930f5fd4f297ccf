package org.netdiffus.series;

/**
 * The series of one trace, made from its packets in order of time (those of one time in file
 * order). What is kept has the size of the series, however many packets there are.
 */
final class OrderedTrace {
  private final SeriesShape shape;
  private final long mostPackets;
  private final Feature[] features;

  /** Sums stay whole numbers until the end: floats lose single bytes above 2^24. */
  private final long[][] sums;

  private final float[] gaps;
  private long packets;
  private long earliest;
  private long latest;

  /**
   * @param mostPackets how many of the first packets count, at least 1
   */
  OrderedTrace(SeriesShape shape, long mostPackets) {
    this.shape = shape;
    this.mostPackets = mostPackets;
    this.features = shape.features().toArray(new Feature[0]);
    this.sums = new long[features.length][];
    for (int i = 0; i < features.length; i++) {
      sums[i] = features[i] == Feature.GAP ? new long[0] : new long[shape.length()];
    }
    this.gaps = shape.features().contains(Feature.GAP) ? new float[shape.length()] : new float[0];
  }

  /**
   * Adds the next packet.
   *
   * @param timeNanos its time, not below that of the packet before
   * @param size its original length in bytes, 0 or more
   * @param sign +1 from the client, -1 to it, 0 unknown
   */
  void add(long timeNanos, long size, int sign) {
    if (packets >= mostPackets) {
      return;
    }
    if (packets == 0) {
      earliest = timeNanos;
      latest = timeNanos;
    }
    long place = place(timeNanos);
    if (place < shape.length()) {
      for (int i = 0; i < features.length; i++) {
        if (features[i] == Feature.GAP) {
          gaps[(int) place] = packets == 0 ? 0 : (float) (Elapsed.nanos(latest, timeNanos) / 1e9);
        } else {
          sums[i][(int) place] += amount(features[i], size, sign);
        }
      }
    }
    latest = timeNanos;
    packets++;
  }

  /**
   * Takes note of packets that come too late for the series, up to a time.
   *
   * @param lastNanos the time of the last of them
   */
  void addBeyond(long lastNanos) {
    if (packets < mostPackets) {
      latest = lastNanos;
    }
  }

  private long place(long timeNanos) {
    if (shape.sequence()) {
      return packets;
    }
    return shape.binPackets() > 0
        ? packets / shape.binPackets()
        : Elapsed.nanos(earliest, timeNanos) / shape.binWidthNanos();
  }

  private static long amount(Feature feature, long size, int sign) {
    return switch (feature) {
      case BYTES, SIZE -> size;
      case PACKETS -> 1;
      case BYTES_UP -> sign > 0 ? size : 0;
      case BYTES_DOWN -> sign < 0 ? size : 0;
      case SIGNED_SIZE -> size * sign;
      case DIRECTION -> sign;
      case GAP -> throw new IllegalArgumentException("gaps are no sums");
    };
  }

  /** Time of the first packet in nanoseconds, 0 without any. */
  long startNanos() {
    return packets == 0 ? 0 : earliest;
  }

  /** Values before the padding: the packets or the bins up to the last packet, at most the cut. */
  int length() {
    if (packets == 0) {
      return 0;
    }
    long last;
    if (shape.sequence()) {
      last = packets - 1;
    } else if (shape.binPackets() > 0) {
      last = (packets - 1) / shape.binPackets();
    } else {
      last = Elapsed.nanos(earliest, latest) / shape.binWidthNanos();
    }
    return (int) Math.min(last, shape.length() - 1) + 1;
  }

  /** The series of one feature of the shape, padded with 0, a new array. */
  float[] values(Feature feature) {
    int place = shape.features().indexOf(feature);
    if (feature == Feature.GAP) {
      return gaps.clone();
    }
    float[] values = new float[shape.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = sums[place][i];
    }
    return values;
  }
}
