package org.netdiffus.series;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The packets of one trace, as far as its series need them.
 *
 * <p>Packets may come in any order: those of one time keep the order in which they came. Memory is
 * bounded by what can still reach a series: the first packets by position, or the packets up to the
 * last bin's end, whichever the shape asks for; only the clock's stepping back can move either, and
 * only towards fewer packets.
 */
final class Trace {
  private static final int FIRST_CAPACITY = 64;
  private static final int LEAST_TO_PRUNE = 4096;

  private final SeriesShape shape;
  private long[] times = new long[FIRST_CAPACITY];
  private long[] sizes = new long[FIRST_CAPACITY];
  private byte[] signs = new byte[FIRST_CAPACITY];
  private int kept;
  private int pruneAt = LEAST_TO_PRUNE;
  private boolean inOrder = true;
  private long packets;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  Trace(SeriesShape shape) {
    this.shape = shape;
  }

  /**
   * Adds one packet.
   *
   * @param timeNanos its time, within half of the range of a {@code long}
   * @param size its original length in bytes, 0 or more
   */
  void add(long timeNanos, long size, Direction direction) {
    if (kept == pruneAt) {
      prune();
    }
    if (kept == times.length) {
      int capacity = Math.multiplyExact(kept, 2);
      times = Arrays.copyOf(times, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      signs = Arrays.copyOf(signs, capacity);
    }
    inOrder &= kept == 0 || timeNanos >= times[kept - 1];
    times[kept] = timeNanos;
    sizes[kept] = size;
    signs[kept] = (byte) direction.sign();
    kept++;
    packets++;
    earliest = Math.min(earliest, timeNanos);
    latest = Math.max(latest, timeNanos);
  }

  /** Packets added, kept or not. */
  long packets() {
    return packets;
  }

  /** Earliest time in nanoseconds, 0 for a trace without packets. */
  long startNanos() {
    return packets == 0 ? 0 : earliest;
  }

  /** Values before the padding: the packets or the bins up to the last packet, at most the cut. */
  int length() {
    if (packets == 0) {
      return 0;
    }
    long length;
    if (shape.sequence()) {
      length = packets;
    } else if (shape.binPackets() > 0) {
      length = (packets + shape.binPackets() - 1) / shape.binPackets();
    } else {
      length = (latest - earliest) / shape.binWidthNanos() + 1;
    }
    return (int) Math.min(length, shape.length());
  }

  /** The series of one feature of the shape, padded with 0, a new array. */
  float[] values(Feature feature) {
    sort();
    return feature.binned() ? bins(feature) : sequence(feature);
  }

  private float[] sequence(Feature feature) {
    float[] values = new float[shape.length()];
    int count = Math.min(kept, values.length);
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (feature) {
            case SIZE -> sizes[i];
            case SIGNED_SIZE -> sizes[i] * signs[i];
            case DIRECTION -> signs[i];
            case GAP -> i == 0 ? 0 : (float) ((times[i] - times[i - 1]) / 1e9);
            case BYTES_DOWN, BYTES_UP, BYTES, PACKETS ->
                throw new IllegalArgumentException(feature + " is no sequence");
          };
    }
    return values;
  }

  private float[] bins(Feature feature) {
    // Sums stay whole numbers until the end: floats lose single bytes above 2^24.
    long[] sums = new long[shape.length()];
    for (int i = 0; i < kept; i++) {
      long bin =
          shape.binPackets() > 0
              ? i / shape.binPackets()
              : (times[i] - earliest) / shape.binWidthNanos();
      if (bin < sums.length) {
        sums[(int) bin] += amount(feature, i);
      }
    }
    float[] values = new float[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sums[i];
    }
    return values;
  }

  private long amount(Feature feature, int packet) {
    return switch (feature) {
      case BYTES -> sizes[packet];
      case PACKETS -> 1;
      case BYTES_UP -> signs[packet] > 0 ? sizes[packet] : 0;
      case BYTES_DOWN -> signs[packet] < 0 ? sizes[packet] : 0;
      case SIZE, SIGNED_SIZE, DIRECTION, GAP ->
          throw new IllegalArgumentException(feature + " has no bins");
    };
  }

  private void prune() {
    sort();
    if (shape.timeBinned()) {
      // A later step back of the clock only moves the last bin's end to the front.
      long width = shape.binWidthNanos();
      while (kept > 0 && (times[kept - 1] - earliest) / width >= shape.length()) {
        kept--;
      }
    } else {
      kept = (int) Math.min(kept, shape.packetsByPosition());
    }
    pruneAt = Math.max(LEAST_TO_PRUNE, Math.addExact(kept, kept));
  }

  private void sort() {
    if (inOrder) {
      return;
    }
    Integer[] order = new Integer[kept];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
    long[] sortedTimes = new long[times.length];
    long[] sortedSizes = new long[times.length];
    byte[] sortedSigns = new byte[times.length];
    for (int i = 0; i < kept; i++) {
      sortedTimes[i] = times[order[i]];
      sortedSizes[i] = sizes[order[i]];
      sortedSigns[i] = signs[order[i]];
    }
    times = sortedTimes;
    sizes = sortedSizes;
    signs = sortedSigns;
    inOrder = true;
  }
}
