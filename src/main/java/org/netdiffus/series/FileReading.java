package org.netdiffus.series;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.netdiffus.capture.PacketTotals;

/** One file while it is read: where its series go and what is counted. */
final class FileReading {
  private final String path;
  private final ReadRules rules;
  private final Consumer<Series> consumer;
  private final SortedMap<String, Skipped> skipped = new TreeMap<>();
  private final SortedMap<String, String> faults = new TreeMap<>();
  private final PacketTotals totals = new PacketTotals();
  private String format = "";
  private long traces;
  private long packets;
  private long bytes;
  private long upBytes;
  private long downBytes;

  FileReading(String path, ReadRules rules, Consumer<Series> consumer) {
    this.path = path;
    this.rules = rules;
    this.consumer = consumer;
  }

  String path() {
    return path;
  }

  ReadRules rules() {
    return rules;
  }

  SeriesShape shape() {
    return rules.shape();
  }

  /** Counts something left out at a line or frame of the file, from 1. */
  void skip(String reason, long place) {
    skipped.merge(reason, new Skipped(1, path, place), Skipped::plus);
  }

  /** Says why the file was not read to its end, or not at all. */
  void fault(String reason) {
    faults.put(path, reason);
  }

  void fault(Optional<String> reason) {
    reason.ifPresent(this::fault);
  }

  /** Adds a packet to its trace, or counts why it is not there. */
  void add(Trace trace, long timeNanos, long size, Direction direction, long place) {
    packets++;
    bytes += size;
    upBytes += direction == Direction.UP ? size : 0;
    downBytes += direction == Direction.DOWN ? size : 0;
    if (direction == Direction.UNKNOWN && shape().needsDirection()) {
      skip("direction-unknown", place);
      if (shape().sequence()) {
        return;
      }
    }
    trace.add(timeNanos, size, direction);
  }

  /** Counts and hands on a trace of packets. */
  void finish(String traceId, String label, Trace trace) {
    if (trace.packets() == 0) {
      skip("empty-trace", 1);
      return;
    }
    traces++;
    Series.all(traceId, label, path, trace.ordered(), shape(), consumer);
  }

  /** Counts and hands on a trace that a table holds as series already, one for each feature. */
  void finish(String traceId, String label, int length, float[][] values) {
    traces++;
    for (int i = 0; i < values.length; i++) {
      Feature feature = shape().features().get(i);
      consumer.accept(new Series(traceId, label, feature, length, values[i], path, 0));
    }
  }

  /** Identity of a trace within a table whose labels may come from a column. */
  String traceId(String label, String traceInFile) {
    return path
        + "#"
        + (rules.label() instanceof LabelRule.ColumnCell ? label + "/" : "")
        + traceInFile;
  }

  /** Says what the file is told to be. */
  void format(String name) {
    format = name;
  }

  /** The sums over all packets of a capture, those that are left out too. */
  PacketTotals totals() {
    return totals;
  }

  FileRead read() {
    return new FileRead(
        new ReadCounts(1, traces, packets, bytes, skipped, faults.size(), faults),
        format,
        totals,
        upBytes,
        downBytes);
  }
}
