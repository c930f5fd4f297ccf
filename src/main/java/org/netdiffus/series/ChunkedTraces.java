package org.netdiffus.series;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The traces of chunks of packets. The chunks come in the order of their keys; those whose times
 * overlap are merged, so that memory is what overlaps and the series of one trace, however many
 * packets a trace has.
 */
public final class ChunkedTraces implements Iterator<ChunkedTraces.Group> {
  private static final int MOST_SERIES = 256;

  private final ReadRules rules;
  private final List<String> paths;
  private final Iterator<PacketChunk> chunks;
  private Optional<PacketChunk> next;
  private Optional<Current> current = Optional.empty();

  /**
   * Traces of one trace key: all, or some of many, whose figures come with the last of them.
   *
   * @param path the file's path relative to the input
   * @param traces how many traces
   * @param unlabelled how many more have no label and were left out
   * @param upBytes bytes of their packets that the client sent
   * @param downBytes bytes of their packets that the client got
   * @param series their series
   */
  public record Group(
      String path,
      long traces,
      long unlabelled,
      long upBytes,
      long downBytes,
      List<Series> series) {}

  /**
   * @param paths paths of the files relative to the input, by their numbers
   * @param chunks in the order of their keys
   */
  public ChunkedTraces(ReadRules rules, List<String> paths, Iterator<PacketChunk> chunks) {
    this.rules = rules;
    this.paths = paths;
    this.chunks = chunks;
    this.next = following();
  }

  private Optional<PacketChunk> following() {
    return chunks.hasNext() ? Optional.of(chunks.next()) : Optional.empty();
  }

  @Override
  public boolean hasNext() {
    return current.isPresent() || next.isPresent();
  }

  @Override
  public Group next() {
    if (current.isEmpty()) {
      current = Optional.of(new Current(rules, paths, next.orElseThrow().key()));
    }
    Current traces = current.get();
    while (traces.series.size() < MOST_SERIES) {
      Optional<Cursor> waiting = waiting(traces);
      while (waiting.isPresent() && !traces.isEarlierThan(waiting.get())) {
        traces.open.add(waiting.get());
        next = following();
        waiting = waiting(traces);
      }
      if (traces.open.isEmpty()) {
        current = Optional.empty();
        return traces.last();
      }
      traces.giveSome(waiting);
    }
    return traces.some();
  }

  /** The next chunk, if it is of the same trace key. */
  private Optional<Cursor> waiting(Current traces) {
    return next.filter(chunk -> sameTrace(traces.key, chunk.key()))
        .map(chunk -> new Cursor(chunk.packets()));
  }

  /** One trace key while its packets are merged. */
  private static final class Current {
    private final byte[] key;
    private final String path;
    private final List<Series> series = new ArrayList<>();
    private final PriorityQueue<Cursor> open = new PriorityQueue<>(Cursor.ORDER);
    private final TraceCutting cutting;

    Current(ReadRules rules, List<String> paths, byte[] key) {
      this.key = key;
      this.path = paths.get(PacketChunk.file(key));
      this.cutting = new TraceCutting(rules, path, PacketChunk.traceKey(key), series::add);
    }

    /** Whether packets of open chunks come before those of another one. */
    boolean isEarlierThan(Cursor other) {
      return !open.isEmpty() && open.element().isBefore(other);
    }

    /** Gives the packets of the earliest chunk that come before those of all others. */
    void giveSome(Optional<Cursor> waiting) {
      Cursor first = open.remove();
      boolean more;
      do {
        first.give(cutting);
        more = first.advance();
      } while (more
          && series.size() < MOST_SERIES
          && (open.isEmpty() || first.isBefore(open.element()))
          && (waiting.isEmpty() || first.isBefore(waiting.get())));
      if (more) {
        open.add(first);
      }
    }

    Group some() {
      List<Series> found = List.copyOf(series);
      series.clear();
      return new Group(path, 0, 0, 0, 0, found);
    }

    Group last() {
      cutting.finish();
      return new Group(
          path,
          cutting.traces(),
          cutting.unlabelled(),
          cutting.upBytes(),
          cutting.downBytes(),
          List.copyOf(series));
    }
  }

  private static boolean sameTrace(byte[] one, byte[] other) {
    return Arrays.equals(one, 0, PacketChunk.TRACE_BYTES, other, 0, PacketChunk.TRACE_BYTES);
  }

  /** A place in a chunk. */
  private static final class Cursor {
    static final Comparator<Cursor> ORDER =
        Comparator.<Cursor>comparingLong(cursor -> cursor.timeNanos)
            .thenComparingLong(cursor -> cursor.position);

    private final ByteBuffer packets;
    private byte code;
    private long timeNanos;
    private long position;

    Cursor(byte[] packets) {
      this.packets = ByteBuffer.wrap(packets);
      advance();
    }

    private boolean isBefore(Cursor other) {
      return timeNanos < other.timeNanos
          || (timeNanos == other.timeNanos && position < other.position);
    }

    private boolean advance() {
      if (!packets.hasRemaining()) {
        return false;
      }
      code = packets.get();
      timeNanos = packets.getLong();
      position = packets.getLong();
      return true;
    }

    private void give(TraceCutting cutting) {
      if (code == PacketChunk.OMITTED) {
        cutting.addOmitted(packets.getLong(), packets.getLong(), packets.getLong());
      } else {
        cutting.add(
            timeNanos,
            Integer.toUnsignedLong(packets.getInt()),
            PacketChunk.sign(code),
            PacketChunk.fromLower(code));
      }
    }
  }
}
