package org.netdiffus.series;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Packets of some trace keys that were read one after the other, until they become chunks: a column
 * for each part of a packet, so that a packet costs no object and no array of its own.
 */
final class PacketBuffer {
  private static final int FIRST_CAPACITY = 1 << 8;
  private static final int MOST_CHUNK_BYTES = 1 << 17;

  private final TraceNumbers traces = new TraceNumbers();
  private long[] times = new long[FIRST_CAPACITY];
  private long[] positions = new long[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private int[] numbers = new int[FIRST_CAPACITY];
  private byte[] codes = new byte[FIRST_CAPACITY];
  private int count;

  /** How the packets become chunks. */
  record Shape(int file, TraceRule rule, SeriesShape series) {
    private boolean ends(long before, long time) {
      return endsTrace(rule, before, time);
    }

    /** Whether a trace ends without a silence, and the next one may need packets behind. */
    private boolean cutsElsewhere() {
      return rule.activeNanos() > 0 || rule.windowNanos() > 0;
    }

    /** How many packets of a trace can reach its series. */
    private long most() {
      if (cutsElsewhere()) {
        return Long.MAX_VALUE;
      }
      return Math.min(
          rule.packetLimit(), series.timeBinned() ? Long.MAX_VALUE : series.packetsByPosition());
    }

    private boolean isBeyond(long start, long time) {
      return series.timeBinned()
          && !cutsElsewhere()
          && Elapsed.nanos(start, time) / series.binWidthNanos() >= series.length();
    }
  }

  /**
   * Adds a packet that stands behind those before it in the file.
   *
   * @param size 0 to 2^32 - 1
   * @param sign +1, -1 or 0
   * @param fromLower whether the lower end of its flow sent it
   */
  void add(TraceKey key, long timeNanos, long position, long size, int sign, boolean fromLower) {
    if (count == times.length) {
      int capacity = Math.multiplyExact(count, 2);
      times = Arrays.copyOf(times, capacity);
      positions = Arrays.copyOf(positions, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      numbers = Arrays.copyOf(numbers, capacity);
      codes = Arrays.copyOf(codes, capacity);
    }
    times[count] = timeNanos;
    positions[count] = position;
    sizes[count] = (int) size;
    numbers[count] = traces.of(key);
    codes[count] = PacketChunk.code(sign, fromLower);
    count++;
  }

  /** How many packets there are. */
  int count() {
    return count;
  }

  /**
   * Gives the packets as chunks and forgets them. Packets that cannot reach a series whatever else
   * there is in the file are summed up: between two silences that end a trace, those behind as many
   * packets as count, and those behind the last bin. This part of a trace may begin later than the
   * whole trace and have fewer packets, but never the other way round.
   */
  void drain(Shape shape, Consumer<PacketChunk> out) {
    int[] ends = ends();
    int[] order = order(ends);
    int from = 0;
    for (int trace = 0; trace < ends.length; trace++) {
      sortByTime(order, from, ends[trace]);
      write(traces.key(trace), order, from, ends[trace], shape, out);
      from = ends[trace];
    }
    traces.clear();
    count = 0;
  }

  /** Places behind the packets of each trace key when they stand one key after the other. */
  private int[] ends() {
    int[] ends = new int[traces.count()];
    for (int i = 0; i < count; i++) {
      ends[numbers[i]]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    return ends;
  }

  /** The packets one trace key after the other, those of a key as they were added. */
  private int[] order(int[] ends) {
    int[] order = new int[count];
    int[] places = ends.clone();
    for (int i = count - 1; i >= 0; i--) {
      order[--places[numbers[i]]] = i;
    }
    return order;
  }

  private void sortByTime(int[] order, int from, int to) {
    boolean inOrder = true;
    for (int at = from + 1; at < to && inOrder; at++) {
      inOrder = times[order[at - 1]] <= times[order[at]];
    }
    if (!inOrder) {
      int[] packets = Arrays.copyOfRange(order, from, to);
      long[] ofTrace = Arrays.stream(packets).mapToLong(packet -> times[packet]).toArray();
      int[] sorted = TimeOrder.of(ofTrace, ofTrace.length);
      for (int i = 0; i < sorted.length; i++) {
        order[from + i] = packets[sorted[i]];
      }
    }
  }

  private void write(
      TraceKey key, int[] order, int from, int to, Shape shape, Consumer<PacketChunk> out) {
    long most = shape.most();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            (int) Math.min(MOST_CHUNK_BYTES, (to - (long) from) * PacketChunk.OMITTED_BYTES));
    int first = from;
    long start = 0;
    long ofTrace = 0;
    int at = from;
    while (at < to) {
      int packet = order[at];
      if (at == from || shape.ends(times[order[at - 1]], times[packet])) {
        start = times[packet];
        ofTrace = 0;
      }
      if (bytes.remaining() < PacketChunk.OMITTED_BYTES) {
        out.accept(chunk(shape.file(), key, order[first], bytes));
        first = at;
      }
      if (ofTrace >= most || shape.isBeyond(start, times[packet])) {
        at = omit(order, at, to, shape, bytes);
      } else {
        bytes.put(codes[packet]).putLong(times[packet]).putLong(positions[packet]);
        bytes.putInt(sizes[packet]);
        ofTrace++;
        at++;
      }
    }
    if (bytes.position() > 0) {
      out.accept(chunk(shape.file(), key, order[first], bytes));
    }
  }

  /** Sums up the packets from one on to the next silence; returns the place behind them. */
  private int omit(int[] order, int from, int to, Shape shape, ByteBuffer bytes) {
    long plus = 0;
    long minus = 0;
    int at = from;
    do {
      int packet = order[at];
      long size = Integer.toUnsignedLong(sizes[packet]);
      plus += PacketChunk.sign(codes[packet]) > 0 ? size : 0;
      minus += PacketChunk.sign(codes[packet]) < 0 ? size : 0;
      at++;
    } while (at < to && !shape.ends(times[order[at - 1]], times[order[at]]));
    bytes
        .put(PacketChunk.OMITTED)
        .putLong(times[order[from]])
        .putLong(positions[order[from]])
        .putLong(times[order[at - 1]])
        .putLong(plus)
        .putLong(minus);
    return at;
  }

  static boolean endsTrace(TraceRule rule, long before, long time) {
    return rule.idleNanos() > 0 && Elapsed.nanos(before, time) > rule.idleNanos();
  }

  private PacketChunk chunk(int file, TraceKey key, int first, ByteBuffer bytes) {
    byte[] packets = new byte[bytes.position()];
    bytes.flip().get(packets).clear();
    return new PacketChunk(PacketChunk.key(file, key, times[first], positions[first]), packets);
  }
}
