package org.netdiffus.series;

import java.util.Optional;
import java.util.function.Consumer;

/** Cuts the packets of one trace key, in order of time, into traces and these into series. */
final class TraceCutting {
  private final ReadRules rules;
  private final TraceRule cuts;
  private final String path;
  private final TraceKey key;
  private final Consumer<Series> consumer;
  private final boolean firstSenderOfFlow;

  private OrderedTrace trace;
  private boolean begun;

  /** What the sign of the conversation's client is turned by, so that it is +1. */
  private int turn = 1;

  private boolean lowIsClient = true;
  private long conversationStart;
  private long traceStart;
  private long window;
  private long latest;
  private long traces;
  private long unlabelled;
  private long upBytes;
  private long downBytes;

  TraceCutting(ReadRules rules, String path, TraceKey key, Consumer<Series> consumer) {
    this.rules = rules;
    this.cuts = rules.traces();
    this.path = path;
    this.key = key;
    this.consumer = consumer;
    this.firstSenderOfFlow = rules.firstSenderOfFlow();
    this.trace = newTrace();
  }

  private OrderedTrace newTrace() {
    return new OrderedTrace(rules.shape(), cuts.packetLimit());
  }

  /**
   * Takes the next packet.
   *
   * @param sign +1 up, -1 down, 0 unknown; where a flow's first sender is its client, +1 from its
   *     lower end and -1 from its higher one
   * @param fromLower whether the lower end of its flow sent it
   */
  void add(long timeNanos, long size, int sign, boolean fromLower) {
    boolean silent = timeNanos > latest && PacketBuffer.endsTrace(cuts, latest, timeNanos);
    if (!begun || silent) {
      finish();
      conversationStart = timeNanos;
      latest = timeNanos;
      turn = firstSenderOfFlow ? sign : 1;
      lowIsClient = firstSenderOfFlow ? fromLower : (sign >= 0) == fromLower;
      begin(timeNanos, 0);
    } else if (windowOf(timeNanos) != window
        || (cuts.activeNanos() > 0 && Elapsed.nanos(traceStart, timeNanos) >= cuts.activeNanos())) {
      finish();
      begin(timeNanos, windowOf(timeNanos));
    }
    latest = Math.max(latest, timeNanos);
    trace.add(timeNanos, size, sign * turn);
    count(sign > 0 ? size : 0, sign < 0 ? size : 0);
  }

  /**
   * Takes note of packets that cannot reach a series, which belong with the packet before.
   *
   * @param lastNanos the time of the last of them
   * @param plusBytes bytes of those whose sign is +1
   * @param minusBytes bytes of those whose sign is -1
   */
  void addOmitted(long lastNanos, long plusBytes, long minusBytes) {
    latest = Math.max(latest, lastNanos);
    trace.addBeyond(latest);
    count(plusBytes, minusBytes);
  }

  private void count(long plusBytes, long minusBytes) {
    upBytes += turn > 0 ? plusBytes : minusBytes;
    downBytes += turn > 0 ? minusBytes : plusBytes;
  }

  private long windowOf(long timeNanos) {
    return cuts.windowNanos() == 0
        ? 0
        : Elapsed.nanos(conversationStart, timeNanos) / cuts.windowNanos();
  }

  private void begin(long timeNanos, long ofWindow) {
    begun = true;
    traceStart = timeNanos;
    window = ofWindow;
    trace = newTrace();
  }

  /** Hands on the series of the trace so far, if there is one. */
  void finish() {
    if (!begun) {
      return;
    }
    begun = false;
    Optional<String> label = label();
    if (label.isEmpty()) {
      unlabelled++;
    } else {
      Series.all(traceId(), label.get(), path, trace, rules.shape(), consumer);
    }
    traces++;
  }

  private Optional<String> label() {
    return rules.label() instanceof LabelRule.Addressed table
        ? AddressLabel.of(table.rows(), cuts.unit(), key, trace.startNanos())
        : rules.label().labelOfFile(path);
  }

  private String traceId() {
    String name = key.name(cuts.unit(), lowIsClient);
    if (cuts.cutsByTime()) {
      name = name.isEmpty() ? Long.toString(traces) : name + "/" + traces;
    }
    return name.isEmpty() ? path : path + "#" + name;
  }

  /** Traces handed on. */
  long traces() {
    return traces - unlabelled;
  }

  /** Traces without a label, which are not. */
  long unlabelled() {
    return unlabelled;
  }

  /** Bytes of all packets that the client sent. */
  long upBytes() {
    return upBytes;
  }

  /** Bytes of all packets that the client got. */
  long downBytes() {
    return downBytes;
  }
}
