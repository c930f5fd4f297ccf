package org.netdiffus.series;

import java.util.Arrays;

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
  private final long mostPackets;
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
    this(shape, Long.MAX_VALUE);
  }

  /**
   * @param mostPackets how many of the first packets in order of time count, at least 1
   */
  Trace(SeriesShape shape, long mostPackets) {
    this.shape = shape;
    this.mostPackets = mostPackets;
  }

  /**
   * Adds one packet.
   *
   * @param timeNanos its time
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

  /** The packets in order of time, as far as they can reach a series. */
  OrderedTrace ordered() {
    sort();
    OrderedTrace ordered = new OrderedTrace(shape, mostPackets);
    for (int i = 0; i < kept; i++) {
      ordered.add(times[i], sizes[i], signs[i]);
    }
    if (kept < packets) {
      ordered.addBeyond(latest);
    }
    return ordered;
  }

  private void prune() {
    sort();
    if (shape.timeBinned()) {
      // A later step back of the clock only moves the last bin's end to the front.
      long width = shape.binWidthNanos();
      while (kept > 0 && Elapsed.nanos(earliest, times[kept - 1]) / width >= shape.length()) {
        kept--;
      }
    } else {
      kept = (int) Math.min(kept, shape.packetsByPosition());
    }
    kept = (int) Math.min(kept, mostPackets);
    pruneAt = Math.max(LEAST_TO_PRUNE, Math.addExact(kept, kept));
  }

  private void sort() {
    if (inOrder) {
      return;
    }
    int[] order = TimeOrder.of(times, kept);
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
