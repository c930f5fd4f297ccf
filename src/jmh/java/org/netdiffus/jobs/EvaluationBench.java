package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.bench.Machine;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesTable;

/**
 * How {@code evaluate} grows: 100,000 real tiles of 32 pixels against 10,000, 100,000 and 1,000,000
 * synthetic ones, all of them a jittered bootstrap of simulated traffic under other seeds. Run it
 * with {@code NETDIFFUS_BENCH_HEAP=2g}: driver and both tasks have to fit.
 *
 * <p>Words: numbers of synthetic tiles. {@code --quick} takes a hundredth of all.
 */
public final class EvaluationBench {
  private static final int CORES = 2;
  private static final int SIZE = 32;
  private static final int CLASSES = 6;
  private static final int UPDATES = 1000;

  private EvaluationBench() {}

  /**
   * Runs the bench.
   *
   * @param words numbers of synthetic tiles; {@code --quick}
   */
  public static void main(String[] words) throws IOException {
    List<String> given = new ArrayList<>(List.of(words));
    int less = given.remove("--quick") ? 100 : 1;
    long[] sizes =
        given.isEmpty()
            ? new long[] {10_000 / less, 100_000 / less, 1_000_000 / less}
            : given.stream().mapToLong(Long::parseLong).toArray();
    System.setProperty("spark.extraListeners", DriverLoad.class.getName());
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: local[%d], heap of at most %d MiB, %d real tiles of %d x %d, CNN of %d updates%n"
            + "%-20s %9s %9s %9s %9s%n",
        CORES,
        Runtime.getRuntime().maxMemory() >> 20,
        100_000 / less / CLASSES * CLASSES,
        SIZE,
        SIZE,
        UPDATES / less,
        "synthetic tiles",
        "seconds",
        "heap MiB",
        "to driver",
        "shuffled");
    try (SimulatedRuns runs = SimulatedRuns.withTiles(SIZE)) {
      bootstrap(runs, "many", 100_000 / less, 1);
      divide(runs);
      runs.verb(
          CORES,
          "render-tiles",
          "render.input=" + runs.path("divided"),
          "render.output=" + runs.path("tiles"),
          "render.size=" + SIZE,
          "render.preview=0");
      for (long size : sizes) {
        bootstrap(runs, "synthetic", size, 2);
        evaluate(runs, size, UPDATES / less);
      }
    }
  }

  private static void bootstrap(SimulatedRuns runs, String output, long series, int seed) {
    runs.verb(
        CORES,
        "train-baseline",
        "baseline.input=" + runs.path("series"),
        "baseline.output=" + runs.path(output),
        "baseline.per-class=" + series / CLASSES,
        "baseline.seed=" + seed);
  }

  /** Series of a baseline as if they had been extracted, a fifth of them in the test part. */
  private static void divide(SimulatedRuns runs) {
    try (SparkSession spark = SparkSession.builder().master("local[" + CORES + "]").getOrCreate()) {
      var configuration = spark.sparkContext().hadoopConfiguration();
      RunRecord record = RunFolder.at(runs.path("series").toString(), configuration).record();
      Dataset<Row> series =
          spark
              .read()
              .schema(SeriesTable.SCHEMA)
              .parquet(RunFolder.at(runs.path("many").toString(), configuration).data())
              .withColumn(
                  "split",
                  when(pmod(xxhash64(col("trace_id")), lit(5)).equalTo(0), "test")
                      .otherwise("train"));
      RunFolder divided = RunFolder.at(runs.path("divided").toString(), configuration);
      divided.begin(record);
      series.write().parquet(divided.workPath(RunFolder.DATA).toString());
      divided.publish(record);
    }
  }

  private static void evaluate(SimulatedRuns runs, long size, int updates) {
    DriverLoad.begin();
    long began = System.nanoTime();
    runs.verb(
        CORES,
        "evaluate",
        "evaluate.real=" + runs.path("tiles"),
        "evaluate.synthetic=" + runs.path("synthetic"),
        "evaluate.output=" + runs.path("report"),
        "evaluate.seeds=1",
        "evaluate.updates=" + updates,
        "evaluate.classifiers=[cnn,naive-bayes]");
    double seconds = (System.nanoTime() - began) / 1e9;
    DriverLoad.Totals totals = DriverLoad.totals();
    System.out.printf(
        Locale.ROOT,
        "%-20d %9.1f %9.0f %8.2fM %8.1fM%n",
        size / CLASSES * CLASSES,
        seconds,
        totals.heapBytes() / 1048576.0,
        totals.resultBytes() / 1048576.0,
        totals.shuffledBytes() / 1048576.0);
  }
}
