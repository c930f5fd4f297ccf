package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.netdiffus.measure.Accuracy;

/**
 * Every training of the CNN of an evaluation: on real tiles, on each candidate alone and beside
 * them, and under shuffled labels. None needs another, so all are tasks of one Spark stage.
 *
 * @param cnn how they were trained
 * @param yardstick those on real tiles, and what they see
 * @param results what came out of all of them
 */
record CnnTrainings(CnnJudging cnn, Yardstick yardstick, List<CnnJudging.Result> results) {
  /** What each candidate is trained on; updates are the same however often tiles repeat. */
  private static final List<Scenario> SCENARIOS = List.of(Scenario.SYNTH, Scenario.BOTH);

  /** A training, and what its network sees if it is a yardstick. */
  private record Trained(CnnJudging.Result result, List<Yardstick.Run> yardstick)
      implements Serializable {}

  /**
   * How many there are: with every seed originals once, and each candidate alone and beside them;
   * and with shuffled labels.
   */
  static long count(int candidates, int seeds) {
    return seeds * (1 + (long) SCENARIOS.size() * candidates) + ShuffledLabels.RUNS;
  }

  /**
   * Trains.
   *
   * @param candidates names of the sets; as many tiles as the first has come under shuffled labels
   * @param seeds trainings of each kind
   */
  static CnnTrainings of(
      JavaSparkContext spark, CnnJudging cnn, List<String> candidates, int seeds) {
    List<CnnJudging.Task> tasks =
        new ArrayList<>(CnnJudging.Task.of(CnnJudging.Task.NONE, Scenario.ORIGINAL, seeds));
    for (String candidate : candidates) {
      SCENARIOS.forEach(scenario -> tasks.addAll(CnnJudging.Task.of(candidate, scenario, seeds)));
    }
    tasks.addAll(CnnJudging.Task.of(candidates.get(0), Scenario.SHUFFLED, ShuffledLabels.RUNS));
    List<Trained> trained =
        spark.parallelize(tasks, tasks.size()).map(task -> trained(cnn, task)).collect();
    return new CnnTrainings(
        cnn,
        new Yardstick(trained.stream().flatMap(one -> one.yardstick().stream()).toList()),
        trained.stream().map(Trained::result).toList());
  }

  private static Trained trained(CnnJudging cnn, CnnJudging.Task task) {
    if (task.scenario() != Scenario.ORIGINAL) {
      return new Trained(cnn.call(task), List.of());
    }
    Yardstick.Run run = Yardstick.train(cnn, task);
    return new Trained(run.trained(), List.of(run));
  }

  /** What came out of those that had something to learn. */
  List<CnnJudging.Result> learning() {
    return results.stream()
        .filter(result -> result.task().scenario() != Scenario.SHUFFLED)
        .toList();
  }

  /** Accuracy of the networks that were trained on real tiles. */
  Accuracy original() {
    return cnn.accuracy(CnnJudging.Task.NONE, Scenario.ORIGINAL, results);
  }

  /** Accuracies of those that were trained on a candidate, alone and beside real tiles. */
  List<Accuracy> with(String candidate) {
    return SCENARIOS.stream().map(scenario -> cnn.accuracy(candidate, scenario, results)).toList();
  }

  /** Accuracy of those that were trained under shuffled labels. */
  Accuracy shuffled() {
    String set =
        results.stream()
            .map(CnnJudging.Result::task)
            .filter(task -> task.scenario() == Scenario.SHUFFLED)
            .findFirst()
            .map(CnnJudging.Task::set)
            .orElseThrow();
    return cnn.accuracy(set, Scenario.SHUFFLED, results);
  }
}
