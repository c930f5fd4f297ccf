package org.netdiffus.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.netdiffus.capture.AddressNames;
import org.netdiffus.series.ChunkedTraces;
import org.netdiffus.series.PacketChunk;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.TraceRule;
import scala.Tuple2;

/** Rows of what was gathered from captures: of each file, and of the series of its traces. */
final class TraceRows implements Iterator<Row> {
  private final Iterator<Tuple2<byte[], byte[]>> sorted;
  private final ReadRules rules;
  private final CaptureFiles files;
  private final Map<Integer, Long> ends;
  private final TraceFiles.Grouping grouping;
  private final AddressNames names;
  private final Queue<Row> ready = new ArrayDeque<>();
  private final Map<String, Sums> sums = new TreeMap<>();
  private final ChunkedTraces traces;
  private Optional<Tuple2<byte[], byte[]>> next;

  private record Sums(long traces, long unlabelled, long upBytes, long downBytes) {
    private Sums plus(Sums more) {
      return new Sums(
          traces + more.traces,
          unlabelled + more.unlabelled,
          upBytes + more.upBytes,
          downBytes + more.downBytes);
    }
  }

  /**
   * @param sorted in the order of the keys
   * @param ends places behind which packets of damaged files do not count
   */
  TraceRows(
      Iterator<Tuple2<byte[], byte[]>> sorted,
      ReadRules rules,
      CaptureFiles files,
      Map<Integer, Long> ends,
      TraceFiles.Grouping grouping) {
    this.sorted = sorted;
    this.rules = rules;
    this.files = files;
    this.ends = ends;
    this.grouping = grouping;
    this.names = rules.addresses().names();
    this.next = following();
    while (next.isPresent() && TraceSortKey.isPiece(next.get()._1())) {
      addFile();
    }
    this.traces = new ChunkedTraces(rules, files.relative(), new Chunks());
  }

  private Optional<Tuple2<byte[], byte[]>> following() {
    return sorted.hasNext() ? Optional.of(sorted.next()) : Optional.empty();
  }

  private void addFile() {
    int file = TraceSortKey.file(next.orElseThrow()._1());
    List<CapturePieceRead> parts = new ArrayList<>();
    while (next.isPresent()
        && TraceSortKey.isPiece(next.get()._1())
        && TraceSortKey.file(next.get()._1()) == file) {
      parts.add(RecordBytes.read(next.get()._2(), CapturePieceRead.class));
      next = following();
    }
    CapturePieceRead all = parts.stream().reduce(CapturePieceRead::then).orElseThrow();
    String path = files.relative(file);
    if (rules.traces().unit() == TraceRule.Unit.FILE) {
      all = all.orEmptyTrace(path);
    }
    ready.add(
        ReadTable.file(all.counts(path).named(names), FileTable.row(names.inText(path), all)));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && traces.hasNext()) {
      ChunkedTraces.Group group = traces.next();
      group
          .series()
          .forEach(series -> ready.add(ReadTable.series(series, rules.shape(), grouping, names)));
      sums.merge(
          group.path(),
          new Sums(group.traces(), group.unlabelled(), group.upBytes(), group.downBytes()),
          Sums::plus);
    }
    if (ready.isEmpty()) {
      sums.forEach(
          (path, sum) ->
              ready.add(
                  ReadTable.traced(
                      names.inText(path),
                      sum.traces(),
                      sum.unlabelled(),
                      sum.upBytes(),
                      sum.downBytes())));
      sums.clear();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** The chunks of packets that count. */
  private final class Chunks implements Iterator<PacketChunk> {
    @Override
    public boolean hasNext() {
      while (next.isPresent() && isBehindDamage(next.get()._1())) {
        next = following();
      }
      return next.isPresent();
    }

    private boolean isBehindDamage(byte[] key) {
      byte[] chunk = TraceSortKey.chunkKey(key);
      long end = ends.getOrDefault(PacketChunk.file(chunk), Long.MAX_VALUE);
      return PacketChunk.firstPosition(chunk) >= end;
    }

    @Override
    public PacketChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Tuple2<byte[], byte[]> row = next.orElseThrow();
      next = following();
      return new PacketChunk(TraceSortKey.chunkKey(row._1()), row._2());
    }
  }
}
