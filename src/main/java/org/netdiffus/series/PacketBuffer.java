package org.netdiffus.series;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Packets of one trace key that were read one after the other, until they become chunks. */
final class PacketBuffer {
  private static final int FIRST_CAPACITY = 4;
  private static final int MOST_CHUNK_BYTES = 1 << 17;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] positions = new long[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private byte[] codes = new byte[FIRST_CAPACITY];
  private int count;
  private boolean inOrder = true;

  /**
   * Adds a packet that stands behind those before it in the file.
   *
   * @param size 0 to 2^32 - 1
   * @param sign +1, -1 or 0
   * @param fromLower whether the lower end of its flow sent it
   */
  void add(long timeNanos, long position, long size, int sign, boolean fromLower) {
    if (count == times.length) {
      int capacity = Math.multiplyExact(count, 2);
      times = Arrays.copyOf(times, capacity);
      positions = Arrays.copyOf(positions, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      codes = Arrays.copyOf(codes, capacity);
    }
    inOrder &= count == 0 || timeNanos >= times[count - 1];
    times[count] = timeNanos;
    positions[count] = position;
    sizes[count] = (int) size;
    codes[count] = PacketChunk.code(sign, fromLower);
    count++;
  }

  /**
   * Gives the packets as chunks. Packets that cannot reach a series whatever else there is in the
   * file are summed up: between two silences that end a trace, those behind as many packets as
   * count, and those behind the last bin. This part of a trace may begin later than the whole trace
   * and have fewer packets, but never the other way round.
   */
  void write(int file, TraceKey key, TraceRule rule, SeriesShape shape, Consumer<PacketChunk> out) {
    int[] order = order();
    boolean whole = rule.activeNanos() > 0 || rule.windowNanos() > 0;
    long most =
        Math.min(
            rule.packetLimit(), shape.timeBinned() ? Long.MAX_VALUE : shape.packetsByPosition());
    ByteBuffer bytes =
        ByteBuffer.allocate(
            (int) Math.min(MOST_CHUNK_BYTES, (long) count * PacketChunk.OMITTED_BYTES));
    int first = 0;
    long start = 0;
    long ofTrace = 0;
    int at = 0;
    while (at < count) {
      int packet = order[at];
      if (at == 0 || endsTrace(rule, times[order[at - 1]], times[packet])) {
        start = times[packet];
        ofTrace = 0;
      }
      if (bytes.remaining() < PacketChunk.OMITTED_BYTES) {
        out.accept(chunk(file, key, order[first], bytes));
        first = at;
      }
      if (!whole && (ofTrace >= most || isBeyond(shape, start, times[packet]))) {
        at = omit(order, at, rule, bytes);
      } else {
        bytes.put(codes[packet]).putLong(times[packet]).putLong(positions[packet]);
        bytes.putInt(sizes[packet]);
        ofTrace++;
        at++;
      }
    }
    if (bytes.position() > 0) {
      out.accept(chunk(file, key, order[first], bytes));
    }
  }

  /** Sums up the packets from one on to the next silence; returns the place behind them. */
  private int omit(int[] order, int from, TraceRule rule, ByteBuffer bytes) {
    long plus = 0;
    long minus = 0;
    int at = from;
    do {
      int packet = order[at];
      long size = Integer.toUnsignedLong(sizes[packet]);
      plus += PacketChunk.sign(codes[packet]) > 0 ? size : 0;
      minus += PacketChunk.sign(codes[packet]) < 0 ? size : 0;
      at++;
    } while (at < count && !endsTrace(rule, times[order[at - 1]], times[order[at]]));
    bytes
        .put(PacketChunk.OMITTED)
        .putLong(times[order[from]])
        .putLong(positions[order[from]])
        .putLong(times[order[at - 1]])
        .putLong(plus)
        .putLong(minus);
    return at;
  }

  private static boolean isBeyond(SeriesShape shape, long start, long time) {
    return shape.timeBinned()
        && Elapsed.nanos(start, time) / shape.binWidthNanos() >= shape.length();
  }

  static boolean endsTrace(TraceRule rule, long before, long time) {
    return rule.idleNanos() > 0 && Elapsed.nanos(before, time) > rule.idleNanos();
  }

  private PacketChunk chunk(int file, TraceKey key, int first, ByteBuffer bytes) {
    byte[] packets = new byte[bytes.position()];
    bytes.flip().get(packets).clear();
    return new PacketChunk(PacketChunk.key(file, key, times[first], positions[first]), packets);
  }

  private int[] order() {
    return inOrder ? IntStream.range(0, count).toArray() : TimeOrder.of(times, count);
  }
}
