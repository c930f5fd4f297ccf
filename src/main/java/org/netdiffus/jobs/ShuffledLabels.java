package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
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

  private static final List<Scenario> SCENARIO = List.of(Scenario.SHUFFLED);

  /**
   * The accuracy of each classifier.
   *
   * @param settings which classifiers, and how they are trained
   * @param updates where the CNN counts its updates
   */
  List<Accuracy> accuracies(
      SparkSession spark, EvaluateSettings settings, LongAccumulator updates) {
    List<Accuracy> accuracies = new ArrayList<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    for (JudgeKind kind : settings.classifiers()) {
      Broadcast<JudgedTiles> tiles = context.broadcast(real.beside(of(kind)));
      try {
        accuracies.addAll(
            kind == JudgeKind.CNN
                ? List.of(byNetwork(context, tiles, settings, updates))
                : new TabularJudging(
                        tiles,
                        List.of(kind),
                        settings.forestTrees(),
                        settings.boostingRounds(),
                        settings.seed())
                    .accuracies(spark, SCENARIO, RUNS));
      } finally {
        tiles.destroy();
      }
    }
    return accuracies;
  }

  private static Accuracy byNetwork(
      JavaSparkContext context,
      Broadcast<JudgedTiles> tiles,
      EvaluateSettings settings,
      LongAccumulator updates) {
    CnnJudging cnn =
        new CnnJudging(tiles, settings.updates(), settings.batch(), settings.seed(), updates);
    return cnn.accuracy(Scenario.SHUFFLED, cnn.all(context, SCENARIO, RUNS));
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
