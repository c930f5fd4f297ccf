package org.netdiffus.spark;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.LongAccumulatorSource$;
import org.apache.spark.util.LongAccumulator;
import scala.Predef$;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * What the steps of a command have counted, as gauges of Spark's metrics system, for whatever sink
 * Spark is given. A step adds its counts when it is complete, so that no task that ran twice counts
 * twice.
 */
public final class RunCounters {
  private static final String SKIPPED = "skipped: ";

  private final Map<Gauge, LongAccumulator> gauges = new EnumMap<>(Gauge.class);

  /** What is counted; a gauge is called {@code netdiffus.} and its name in small letters. */
  public enum Gauge {
    PACKETS,
    CAPTURES,
    SERIES,
    TILES,
    STEPS,
    SAMPLES,
    JUDGED,
    SKIPPED;

    String gaugeName() {
      return "netdiffus." + name().toLowerCase(Locale.ROOT);
    }
  }

  private RunCounters() {}

  /** Registers the gauges, all 0, with the source {@code AccumulatorSource}. */
  public static RunCounters on(SparkContext spark) {
    RunCounters counters = new RunCounters();
    Map<String, LongAccumulator> named = new HashMap<>();
    for (Gauge gauge : Gauge.values()) {
      LongAccumulator accumulator = spark.longAccumulator(gauge.gaugeName());
      counters.gauges.put(gauge, accumulator);
      named.put(gauge.gaugeName(), accumulator);
    }
    LongAccumulatorSource$.MODULE$.register(
        spark,
        JavaConverters.mapAsScalaMap(named)
            .toMap(Predef$.MODULE$.<Tuple2<String, LongAccumulator>>$conforms()));
    return counters;
  }

  /**
   * Adds what a step has counted.
   *
   * @param gauge what its rows are
   * @param rows how many it wrote
   * @param counts of its record, of which packets and what was skipped count too
   */
  public void add(Gauge gauge, long rows, SortedMap<String, Long> counts) {
    add(gauge, rows);
    add(Gauge.PACKETS, counts.getOrDefault("packets", 0L));
    counts.forEach((name, count) -> add(Gauge.SKIPPED, name.contains(SKIPPED) ? count : 0));
  }

  private void add(Gauge gauge, long count) {
    Objects.requireNonNull(gauges.get(gauge)).add(count); // each is there from the beginning
  }
}
