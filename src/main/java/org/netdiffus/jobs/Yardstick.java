package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.netdiffus.dl4j.ClassifiedTiles;
import org.netdiffus.dl4j.ClassifierWeights;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ComparedSet;
import org.netdiffus.measure.Standardisation;

/**
 * The CNN trained on real tiles, once for each seed, and what it sees in every set of tiles that is
 * to be judged: each is looked at by the same networks, in the same way.
 *
 * @param runs one for each seed
 */
record Yardstick(List<Run> runs) {
  /** Name of the real training tiles among the sets. */
  static final String TRAINING = "real: training";

  /** Name of the real test tiles among the sets. */
  static final String TEST = "real: test";

  /**
   * One network.
   *
   * @param trained what came out of its training
   * @param sets what it sees, by the name of the set
   * @param network the network of the first run; of others none
   */
  record Run(
      CnnJudging.Result trained, Map<String, ClassifiedTiles> sets, List<ClassifierWeights> network)
      implements Serializable {
    /** What it sees in some tiles of a set. */
    ComparedSet.Seen seen(String name, int[] places) {
      ClassifiedTiles seen = set(name);
      return new ComparedSet.Seen(
          wide(IntStream.of(places).mapToObj(i -> seen.features()[i])),
          IntStream.of(places).map(i -> seen.predicted()[i]).toArray());
    }

    /** Mean and greatest deviation of what it sees in the training tiles. */
    Standardisation units() {
      return Standardisation.ofOneUnit(wide(Arrays.stream(set(TRAINING).features())));
    }

    private ClassifiedTiles set(String name) {
      return Objects.requireNonNull(sets.get(name), name);
    }

    private static double[][] wide(Stream<float[]> rows) {
      return rows.map(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
          .toArray(double[][]::new);
    }
  }

  /**
   * Trains, each training one Spark task.
   *
   * @param cnn how, and the real tiles
   * @param sets tiles to look at, by name, beside the real ones
   */
  static Yardstick train(
      JavaSparkContext spark,
      CnnJudging cnn,
      Broadcast<? extends Map<String, JudgedTiles.Labelled>> sets,
      int runs) {
    List<Integer> tasks = IntStream.range(0, runs).boxed().toList();
    return new Yardstick(
        spark.parallelize(tasks, runs).map(run -> look(cnn, sets.value(), run)).collect());
  }

  private static Run look(CnnJudging cnn, Map<String, JudgedTiles.Labelled> sets, int run) {
    CnnJudging.Task task = new CnnJudging.Task(Scenario.ORIGINAL, run);
    TileClassifier network = cnn.train(task);
    Map<String, ClassifiedTiles> seen = new TreeMap<>();
    seen.put(TRAINING, network.see(cnn.tiles().value().training().tiles()));
    seen.put(TEST, network.see(cnn.tiles().value().test().tiles()));
    sets.forEach((name, tiles) -> seen.put(name, network.see(tiles.tiles())));
    // One is enough to look at all tiles, and each is some megabytes.
    return new Run(
        cnn.result(task, network), seen, run == 0 ? List.of(network.weights()) : List.of());
  }

  /** The first network. */
  ClassifierWeights first() {
    return runs.get(0).network().get(0);
  }

  /** What came out of the trainings. */
  List<CnnJudging.Result> trainings() {
    return runs.stream().map(Run::trained).toList();
  }

  /** Accuracy on the real test tiles. */
  Accuracy accuracy(CnnJudging cnn) {
    return cnn.accuracy(Scenario.ORIGINAL, trainings());
  }
}
