package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.dl4j.ClassifierSettings;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ConfusionMatrix;

/**
 * Trains the CNN in a scenario with every seed, each training one Spark task, and judges it on the
 * real test tiles.
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
  static final double LEARNING_RATE = 0.01;

  /** One training. */
  record Task(Scenario scenario, int run) implements Serializable {}

  /**
   * What came out of a training.
   *
   * @param confusion what it names for the real test tiles
   * @param trainingAccuracy the same of its own training tiles
   * @param converged whether the updates were enough
   */
  record Result(Task task, ConfusionMatrix confusion, double trainingAccuracy, boolean converged)
      implements Serializable {}

  /** Runs every training of these scenarios. */
  List<Result> all(JavaSparkContext spark, List<Scenario> scenarios, int runs) {
    List<Task> tasks =
        scenarios.stream()
            .flatMap(s -> IntStream.range(0, runs).mapToObj(run -> new Task(s, run)))
            .toList();
    return spark.parallelize(tasks, tasks.size()).map(this).collect();
  }

  /** The accuracy of a scenario. */
  Accuracy accuracy(Scenario scenario, List<Result> results) {
    List<Result> runs = results.stream().filter(r -> r.task().scenario() == scenario).toList();
    return new Accuracy(
        "cnn",
        scenario.title(),
        scenario.training(tiles.value()).count(),
        tiles.value().test().count(),
        runs.stream().map(result -> result.confusion().accuracy()).toList(),
        updates,
        runs.stream().allMatch(Result::converged),
        runs.stream().map(Result::confusion).toList());
  }

  @Override
  public Result call(Task task) {
    return result(task, train(task));
  }

  /** The network of a task, in this process. */
  TileClassifier train(Task task) {
    JudgedTiles all = tiles.value();
    JudgedTiles.Labelled training = task.scenario().training(all);
    ClassifierSettings settings =
        new ClassifierSettings(
            all.height(),
            all.width(),
            all.channels(),
            all.labels().size(),
            updates,
            batch,
            LEARNING_RATE,
            seed + task.run());
    return TileClassifier.train(training.tiles(), training.classes(), settings, () -> done.add(1));
  }

  /** How a network does. */
  Result result(Task task, TileClassifier network) {
    JudgedTiles.Labelled test = tiles.value().test();
    return new Result(
        task,
        test.confusion(network.predict(test.tiles()), tiles.value().labels().size()),
        network.trainingAccuracy(),
        network.converged());
  }
}
