package org.netdiffus.jobs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.netdiffus.measure.ComparedSet;
import org.netdiffus.measure.FidelityScores;
import org.netdiffus.measure.Resampling;
import org.netdiffus.measure.Score;
import org.netdiffus.measure.Standardisation;
import org.netdiffus.measure.TrafficScores;

/**
 * The figures of a set of tiles that look at pairs: on a sample of three sets that are as large and
 * mixed alike.
 *
 * @param yardstick what the CNN trained on real tiles sees
 * @param told two-sample tests of every set, by its name
 * @param most tiles of a set at most
 * @param feature what the series of the first channel hold
 */
record PairFigures(
    Yardstick yardstick,
    Map<String, List<FidelityScores.ToldApart>> told,
    int most,
    String feature) {
  /**
   * The figures.
   *
   * @param name of the set among what the yardstick has seen
   * @param sample the set beside the real tiles
   */
  List<Score> scores(String name, TileSample sample, Resampling resampling) {
    int[][] places = sample.judged().alike(most);
    ComparedSet training = set(Yardstick.TRAINING, sample, sample.training(), places[0]);
    ComparedSet test = set(Yardstick.TEST, sample, sample.test(), places[1]);
    ComparedSet made = set(name, sample, sample.synthetic(), places[2]);
    Standardisation units = units(sample.training());
    return Stream.of(
            FidelityScores.of(
                made,
                training,
                test,
                sample.trainingPixels(),
                Objects.requireNonNull(told.get(name), name),
                resampling),
            TrafficScores.of(
                made,
                training,
                test,
                units,
                TileMeasuring.profile(sample.training().get(0).tile()),
                feature,
                resampling))
        .flatMap(List::stream)
        .toList();
  }

  /** By all of them: a feature that hardly varies among a few would outweigh all others. */
  static Standardisation units(List<MeasuredTile> training) {
    return Standardisation.of(
            training.stream().map(MeasuredTile::features).toArray(double[][]::new))
        .noFinerThan(leastUnits(training));
  }

  private ComparedSet set(String name, TileSample sample, List<MeasuredTile> part, int[] places) {
    List<MeasuredTile> tiles = IntStream.of(places).mapToObj(part::get).toList();
    return new ComparedSet(
        tiles.stream().mapToInt(tile -> sample.labels().indexOf(tile.label())).toArray(),
        tiles.stream().map(MeasuredTile::pixels).toArray(float[][]::new),
        yardstick.runs().stream().map(run -> run.seen(name, places)).toList(),
        tiles.stream().mapToDouble(MeasuredTile::gramianResidual).toArray(),
        tiles.stream().mapToDouble(MeasuredTile::asymmetry).toArray(),
        tiles.stream().map(MeasuredTile::features).toArray(double[][]::new),
        tiles.stream().map(MeasuredTile::traffic).toList());
  }

  /** Of all tiles the coarsest unit of each feature. */
  private static double[] leastUnits(List<MeasuredTile> tiles) {
    double[] least = tiles.get(0).leastUnits().clone();
    for (MeasuredTile tile : tiles) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.max(least[i], tile.leastUnits()[i]);
      }
    }
    return least;
  }
}
