package org.netdiffus.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.netdiffus.bench.Machine;
import org.netdiffus.bench.Rates;
import org.netdiffus.spark.RunFolder;

/**
 * Sampling by {@code sample-tiles}: 1,000 tiles of 32 pixels, 20 evaluations of the {@code cpu}
 * network each, on two cores against one, in turn. Each batch is a task's own work and shuffles no
 * pixels, so two cores should bring 2 less what start and end of the job cost. The network is an
 * untrained one: it computes the same.
 */
public final class SamplingBench {
  private static final int EVALUATIONS = 20;
  private static final List<Integer> CORES = List.of(1, 2);

  private SamplingBench() {}

  /**
   * Runs the bench.
   *
   * @param words {@code --quick} for 96 tiles, twice
   */
  public static void main(String[] words) throws IOException {
    boolean quick = List.of(words).contains("--quick");
    int classes = 6;
    int perClass = quick ? 16 : 168;
    int batch = quick ? 16 : 50;
    int repeats = quick ? 2 : 5;
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: preset cpu, %d tiles, %d evaluations, batches of %d, a thread a task%s%n",
        classes * perClass,
        EVALUATIONS,
        batch,
        quick ? ", quick: start and end of the job weigh too much here" : "");
    List<Rates> rates =
        CORES.stream()
            .map(cores -> new Rates("sampling, local[" + cores + "]", "tiles/s"))
            .toList();
    try (SimulatedRuns runs = SimulatedRuns.withTiles(32)) {
      runs.verb(
          1,
          "train-denoiser",
          "train.input=" + runs.path("tiles"),
          "train.output=" + runs.path("model"),
          "train.workers=1",
          "train.steps=1",
          "train.preview-every=0",
          "train.batch=2");
      for (int repeat = 0; repeat < repeats; repeat++) {
        for (int i = 0; i < CORES.size(); i++) {
          runs.verb(
              CORES.get(i),
              "sample-tiles",
              "sample.model=" + runs.path("model"),
              "sample.output=" + runs.path("synthetic"),
              "sample.per-class=" + perClass,
              "sample.batch=" + batch,
              "sample.steps=" + EVALUATIONS,
              "sample.preview=0");
          double seconds =
              RunFolder.at(runs.path("synthetic").toString(), new Configuration())
                  .record()
                  .seconds()
                  .getOrDefault("total", Double.NaN);
          rates.get(i).add(classes * perClass / seconds);
        }
      }
    }
    rates.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT, "two cores over one: %.2f times%n", rates.get(1).over(rates.get(0)));
  }
}
