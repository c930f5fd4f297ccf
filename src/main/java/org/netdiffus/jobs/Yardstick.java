package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ComparedSet;

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
   */
  record Run(CnnJudging.Result trained, Map<String, Seen> sets) implements Serializable {
    /** What it sees in a set. */
    Seen seen(String name) {
      return Objects.requireNonNull(sets.get(name), name);
    }
  }

  /**
   * Tiles as a network sees them.
   *
   * @param features 64 numbers of each tile; owned by the record
   * @param predicted class that it names for each; owned by the record
   */
  record Seen(float[][] features, int[] predicted) implements Serializable {
    /** The tiles at some places. */
    ComparedSet.Seen at(int[] places) {
      double[][] wide =
          IntStream.of(places)
              .mapToObj(i -> features[i])
              .map(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
              .toArray(double[][]::new);
      return new ComparedSet.Seen(wide, IntStream.of(places).map(i -> predicted[i]).toArray());
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
    Map<String, Seen> seen = new TreeMap<>();
    seen.put(TRAINING, look(network, cnn.tiles().value().training()));
    seen.put(TEST, look(network, cnn.tiles().value().test()));
    sets.forEach((name, tiles) -> seen.put(name, look(network, tiles)));
    return new Run(cnn.result(task, network), seen);
  }

  private static Seen look(TileClassifier network, JudgedTiles.Labelled tiles) {
    return new Seen(network.features(tiles.tiles()), network.predict(tiles.tiles()));
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
