package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.netdiffus.dl4j.ClassifiedTiles;
import org.netdiffus.dl4j.ClassifierWeights;
import org.netdiffus.dl4j.TileClassifier;
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
   * Trains one network on real tiles and lets it look at these and at every other set.
   *
   * @param cnn how, and all tiles
   */
  static Run train(CnnJudging cnn, CnnJudging.Task task) {
    TileClassifier network = cnn.train(task);
    Map<String, ClassifiedTiles> seen = new TreeMap<>();
    seen.put(TRAINING, network.see(cnn.tiles().value().training().tiles()));
    seen.put(TEST, network.see(cnn.tiles().value().test().tiles()));
    cnn.sets().value().forEach((name, tiles) -> seen.put(name, network.see(tiles.tiles())));
    // One is enough to look at all tiles, and each is some megabytes.
    return new Run(
        cnn.result(task, network), seen, task.run() == 0 ? List.of(network.weights()) : List.of());
  }

  /** The first network. */
  ClassifierWeights first() {
    return runs.get(0).network().get(0);
  }
}
