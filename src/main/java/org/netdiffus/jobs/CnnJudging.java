package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.dl4j.ClassifierSettings;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.FrechetDistance;

/**
 * Trains the CNN in every scenario with every seed, each training one Spark task, and judges it on
 * the real test tiles.
 *
 * @param tiles tiles of every task
 * @param updates gradient updates of each training
 * @param batch tiles in an update
 * @param seed seed of the first training
 * @param done where each training counts its updates
 */
record CnnJudging(
    Broadcast<JudgedTiles> tiles, int updates, int batch, long seed, LongAccumulator done)
    implements Function<CnnJudging.Task, CnnJudging.Result> {
  /** As released. */
  private static final double LEARNING_RATE = 0.01;

  /** One training. */
  record Task(Scenario scenario, int run) implements Serializable {}

  /**
   * What came out of a training.
   *
   * @param accuracy share of the real test tiles named right
   * @param trainingAccuracy the same of its own training tiles
   * @param converged whether the updates were enough
   * @param distances Fréchet distances in its features; none unless it was trained on originals
   */
  record Result(
      Task task,
      double accuracy,
      double trainingAccuracy,
      boolean converged,
      List<Distances> distances)
      implements Serializable {}

  /**
   * Fréchet distances to the real training tiles.
   *
   * @param synthetic of the synthetic tiles
   * @param test of the real test tiles
   */
  record Distances(double synthetic, double test) implements Serializable {}

  /** Runs every training. */
  List<Result> all(JavaSparkContext spark, int runs) {
    List<Task> tasks =
        Stream.of(Scenario.values())
            .flatMap(s -> IntStream.range(0, runs).mapToObj(run -> new Task(s, run)))
            .toList();
    return spark.parallelize(tasks, tasks.size()).map(this).collect();
  }

  /** The accuracies of each scenario. */
  List<Accuracy> accuracies(List<Result> results) {
    return Stream.of(Scenario.values())
        .map(
            scenario -> {
              List<Result> runs =
                  results.stream().filter(r -> r.task().scenario() == scenario).toList();
              return new Accuracy(
                  "cnn",
                  scenario.title(),
                  scenario.training(tiles.value()).count(),
                  tiles.value().test().count(),
                  runs.stream().map(Result::accuracy).toList(),
                  updates,
                  runs.stream().allMatch(Result::converged));
            })
        .toList();
  }

  @Override
  public Result call(Task task) {
    JudgedTiles all = tiles.value();
    JudgedTiles.Labelled training = task.scenario().training(all);
    ClassifierSettings settings =
        new ClassifierSettings(
            all.size(),
            all.channels(),
            all.labels().size(),
            updates,
            batch,
            LEARNING_RATE,
            seed + task.run());
    TileClassifier classifier =
        TileClassifier.train(training.tiles(), training.classes(), settings, () -> done.add(1));
    return new Result(
        task,
        all.test().accuracy(classifier.predict(all.test().tiles())),
        classifier.trainingAccuracy(),
        classifier.converged(),
        task.scenario() == Scenario.ORIGINAL ? List.of(distances(classifier, all)) : List.of());
  }

  private static Distances distances(TileClassifier classifier, JudgedTiles all) {
    int[][] alike = all.alike(Integer.MAX_VALUE);
    double[][] training = features(classifier, all.training().at(alike[0]));
    double[][] test = features(classifier, all.test().at(alike[1]));
    double[][] synthetic = features(classifier, all.synthetic().at(alike[2]));
    return new Distances(
        FrechetDistance.between(synthetic, training), FrechetDistance.between(test, training));
  }

  private static double[][] features(TileClassifier classifier, JudgedTiles.Labelled tiles) {
    return Stream.of(classifier.features(tiles.tiles()))
        .map(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray())
        .toArray(double[][]::new);
  }
}
