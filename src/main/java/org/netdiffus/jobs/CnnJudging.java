package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
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
 * Trains the CNN in scenarios with every seed, each training one Spark task, and judges it on the
 * real test tiles.
 *
 * @param tiles real tiles
 * @param sets synthetic tiles, by the name of the set
 * @param updates gradient updates of each training
 * @param batch tiles in an update
 * @param seed seed of the first training
 * @param done where each training counts its updates
 */
record CnnJudging(
    Broadcast<JudgedTiles> tiles,
    Broadcast<? extends Map<String, JudgedTiles.Labelled>> sets,
    int updates,
    int batch,
    long seed,
    LongAccumulator done)
    implements Function<CnnJudging.Task, CnnJudging.Result> {
  /** As released. */
  static final double LEARNING_RATE = 0.01;

  /**
   * One training.
   *
   * @param set name of the synthetic tiles; of originals alone {@link #NONE}
   */
  record Task(String set, Scenario scenario, int run) implements Serializable {
    /** No synthetic tiles. */
    static final String NONE = "";

    /** The trainings of a scenario. */
    static List<Task> of(String set, Scenario scenario, int runs) {
      return IntStream.range(0, runs).mapToObj(run -> new Task(set, scenario, run)).toList();
    }
  }

  /**
   * What came out of a training.
   *
   * @param confusion what it names for the real test tiles
   * @param trainingAccuracy the same of its own training tiles
   * @param converged whether the updates were enough
   */
  record Result(Task task, ConfusionMatrix confusion, double trainingAccuracy, boolean converged)
      implements Serializable {}

  /** Runs these trainings. */
  List<Result> all(JavaSparkContext spark, List<Task> tasks) {
    return spark.parallelize(tasks, tasks.size()).map(this).collect();
  }

  /** The accuracy of a scenario with a set, from what came out of its trainings among others. */
  Accuracy accuracy(String set, Scenario scenario, List<Result> results) {
    List<Result> runs =
        results.stream()
            .filter(r -> r.task().set().equals(set) && r.task().scenario() == scenario)
            .toList();
    return new Accuracy(
        "cnn",
        scenario.title(),
        training(runs.get(0).task()).count(),
        tiles.value().test().count(),
        runs.stream().map(result -> result.confusion().accuracy()).toList(),
        updates,
        runs.stream().allMatch(Result::converged),
        runs.stream().map(Result::confusion).toList());
  }

  /** The tiles of a task: under shuffled labels as many as the set has. */
  private JudgedTiles.Labelled training(Task task) {
    JudgedTiles real = tiles.value();
    JudgedTiles.Labelled set = sets.value().getOrDefault(task.set(), JudgedTiles.Labelled.NONE);
    return task.scenario() == Scenario.SHUFFLED
        ? new ShuffledLabels(real, set.count(), seed).of(JudgeKind.CNN)
        : task.scenario().training(real.beside(set));
  }

  @Override
  public Result call(Task task) {
    return result(task, train(task));
  }

  /** The network of a task, in this process. */
  TileClassifier train(Task task) {
    JudgedTiles all = tiles.value();
    JudgedTiles.Labelled training = training(task);
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
