package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.measure.Accuracy;

/**
 * The control of usefulness: classifiers learn from real training tiles under shuffled labels, by
 * the same code as from synthetic ones, and must stay at chance on the real test tiles.
 *
 * @param real the real tiles
 * @param count tiles to learn from, about: as many as a classifier sees of a candidate
 * @param seed of the shuffles
 */
record ShuffledLabels(JudgedTiles real, int count, long seed) {
  /** Trainings of each classifier. */
  static final int RUNS = 1;

  /**
   * The accuracy of each classifier but the CNN, which {@link CnnTrainings} trains.
   *
   * @param settings which classifiers, and how they are trained
   */
  List<Accuracy> accuracies(SparkSession spark, EvaluateSettings settings) {
    List<Accuracy> accuracies = new ArrayList<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<JudgeKind> others =
        settings.classifiers().stream().filter(kind -> kind != JudgeKind.CNN).toList();
    for (JudgeKind kind : others) {
      Broadcast<JudgedTiles> tiles = context.broadcast(real.beside(of(kind)));
      try {
        accuracies.addAll(
            new TabularJudging(
                    tiles,
                    List.of(kind),
                    settings.forestTrees(),
                    settings.boostingRounds(),
                    settings.seed())
                .accuracies(spark, List.of(Scenario.SHUFFLED), RUNS));
      } finally {
        tiles.destroy();
      }
    }
    return accuracies;
  }

  /**
   * The tiles that a classifier learns from: training tiles in random order, over and over where
   * they are fewer, each class the label of as many. Every classifier has a shuffle of its own, so
   * that what one finds by accident another does not.
   */
  JudgedTiles.Labelled of(JudgeKind kind) {
    int classes = real.labels().size();
    int all = classes * Math.max(1, count / classes);
    JudgedTiles.Labelled training = real.training();
    int[] places = new int[all];
    for (int from = 0, pass = 1; from < all; from += training.count(), pass++) {
      int[] order = random(kind, pass).permutation(training.count());
      System.arraycopy(order, 0, places, from, Math.min(order.length, all - from));
    }
    int[] labels =
        IntStream.of(random(kind, 0).permutation(all)).map(place -> place % classes).toArray();
    return new JudgedTiles.Labelled(training.at(places).tiles(), labels);
  }

  /** Streams apart from those of the noise of other controls, whose steps are classes. */
  private CounterRandom random(JudgeKind kind, int pass) {
    return CounterRandom.of(
        seed, Purpose.CONTROL, kind.settingName().hashCode(), Long.MIN_VALUE + pass);
  }
}
