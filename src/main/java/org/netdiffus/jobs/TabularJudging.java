package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ConfusionMatrix;
import org.netdiffus.measure.GaussianNaiveBayes;
import org.netdiffus.spark.Progress;

/**
 * The classifiers that take a tile as a list of numbers, in every scenario, judged on the real test
 * tiles.
 *
 * @param tiles tiles of every task
 * @param kinds which of them judge
 * @param trees trees of each forest
 * @param rounds rounds of boosting for each class
 * @param seed seed of the first training
 */
record TabularJudging(
    Broadcast<JudgedTiles> tiles, List<JudgeKind> kinds, int trees, int rounds, long seed) {
  private static final int DEPTH = 30;
  private static final int HIDDEN = 100;
  private static final int ITERATIONS = 100;
  private static final int BOOSTED_DEPTH = 6;
  private static final double BOOSTING_RATE = 0.3;

  /** Rows of nodes that are split together; the default makes a pass over the data for a few. */
  private static final int MEGABYTES_FOR_NODES = 512;

  /** The accuracies of these scenarios. */
  List<Accuracy> accuracies(SparkSession spark, List<Scenario> scenarios, int runs) {
    List<JudgeKind> judging = kinds.stream().filter(kind -> kind != JudgeKind.CNN).toList();
    List<Accuracy> accuracies = new ArrayList<>();
    try (Progress progress =
        Progress.of(
            "evaluate", "other classifiers", (long) runs * scenarios.size() * judging.size())) {
      long done = 0;
      for (JudgeKind kind : judging) {
        for (Scenario scenario : scenarios) {
          List<ConfusionMatrix> perSeed = new ArrayList<>();
          for (int run = 0; run < runs; run++) {
            perSeed.add(confusion(spark, kind, scenario, seed + run));
            done++;
            progress.done(done, "");
          }
          accuracies.add(
              new Accuracy(
                  kind.settingName(),
                  scenario.title(),
                  scenario.training(tiles.value()).count(),
                  tiles.value().test().count(),
                  perSeed.stream().map(ConfusionMatrix::accuracy).toList(),
                  0,
                  true,
                  perSeed));
        }
      }
    }
    return accuracies;
  }

  private ConfusionMatrix confusion(
      SparkSession spark, JudgeKind kind, Scenario scenario, long trainingSeed) {
    JudgedTiles all = tiles.value();
    int classes = all.labels().size();
    JudgedTiles.Labelled test = all.test();
    int[] predicted =
        switch (kind) {
          case CNN -> throw new IllegalStateException("the CNN takes tiles as pictures");
          case NAIVE_BAYES -> {
            // Learns one thing from the same tiles, whatever the seed.
            JudgedTiles.Labelled training = scenario.training(all);
            yield GaussianNaiveBayes.fit(training.tiles(), training.classes(), classes)
                .predict(test.tiles());
          }
          case RANDOM_FOREST -> {
            var forest =
                new RandomForestClassifier()
                    .setNumTrees(trees)
                    .setMaxDepth(DEPTH)
                    .setFeatureSubsetStrategy("sqrt")
                    .setMaxMemoryInMB(MEGABYTES_FOR_NODES)
                    .setSeed(trainingSeed)
                    .fit(training(spark, scenario));
            yield IntStream.range(0, test.count())
                .map(i -> (int) forest.predict(VectorRows.vector(test.tiles()[i])))
                .toArray();
          }
          case MLP -> {
            var perceptron =
                new MultilayerPerceptronClassifier()
                    .setLayers(new int[] {test.tiles()[0].length, HIDDEN, classes})
                    .setMaxIter(ITERATIONS)
                    .setSeed(trainingSeed)
                    .fit(training(spark, scenario));
            yield IntStream.range(0, test.count())
                .map(i -> (int) perceptron.predict(VectorRows.vector(test.tiles()[i])))
                .toArray();
          }
          case BOOSTED_TREES -> {
            var trees =
                new GBTClassifier()
                    .setMaxIter(rounds)
                    .setMaxDepth(BOOSTED_DEPTH)
                    .setStepSize(BOOSTING_RATE)
                    .setMaxMemoryInMB(MEGABYTES_FOR_NODES)
                    .setSeed(trainingSeed);
            var boosted = new OneVsRest().setClassifier(trees).fit(training(spark, scenario));
            // One partition holds the order of the test tiles.
            yield boosted.transform(test(spark)).select("prediction").collectAsList().stream()
                .mapToInt(row -> (int) row.getDouble(0))
                .toArray();
          }
        };
    return test.confusion(predicted, classes);
  }

  private Dataset<Row> test(SparkSession spark) {
    Broadcast<JudgedTiles> shared = tiles;
    return VectorRows.of(
        spark,
        tiles.value().test().count(),
        tiles.value().labels().size(),
        () -> shared.value().test());
  }

  private Dataset<Row> training(SparkSession spark, Scenario scenario) {
    Broadcast<JudgedTiles> shared = tiles;
    return VectorRows.of(
        spark,
        scenario.training(tiles.value()).count(),
        tiles.value().labels().size(),
        () -> scenario.training(shared.value()));
  }
}
