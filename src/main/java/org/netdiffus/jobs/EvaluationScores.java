package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.netdiffus.measure.BinCounts;
import org.netdiffus.measure.FrechetDistance;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.NearestDistance;
import org.netdiffus.measure.PixelDivergence;
import org.netdiffus.measure.Score;
import org.netdiffus.measure.Standardisation;
import org.netdiffus.measure.ValueRange;

/** The figures of a sample of tiles, each beside the same figure of the real test tiles. */
final class EvaluationScores {
  private static final int DOMAIN_BINS = 32;

  private EvaluationScores() {}

  /**
   * All scores.
   *
   * @param name of the candidate among what the yardstick has seen
   */
  static List<Score> of(
      String name, TileSample sample, Yardstick yardstick, NearestJudging nearest) {
    int[][] places = sample.judged().alike(Integer.MAX_VALUE);
    int alike = places[0].length;
    List<MeasuredTile> alikeTraining = at(sample.training(), places[0]);
    List<MeasuredTile> alikeTest = at(sample.test(), places[1]);
    List<MeasuredTile> alikeSynthetic = at(sample.synthetic(), places[2]);
    double[] domain = domainDistances(sample, places);
    SortedMap<String, BinCounts> training = pixels(alikeTraining, sample);
    return List.of(
        new Score(
            "frechet-classifier",
            "Fréchet distance, classifier features",
            mean(yardstick.runs(), run -> seen(run, name, places[2], places[0])),
            mean(yardstick.runs(), run -> seen(run, Yardstick.TEST, places[1], places[0])),
            Score.Better.LOWER,
            "",
            alike,
            "Distance of the tiles to the training tiles as the CNN trained on originals sees them"
                + " (64 features, same number of each class, mean over the seeds)."),
        new Score(
            "frechet-domain",
            "Fréchet distance, traffic features",
            domain[0],
            domain[1],
            Score.Better.LOWER,
            "",
            alike,
            "Distance of the recovered series to those of the training tiles in volume, idle time,"
                + " bursts, gaps and autocorrelation, each in deviations of the training tiles."),
        new Score(
            "pixel-jsd",
            "Divergence of pixel values",
            PixelDivergence.mean(training, pixels(alikeSynthetic, sample)),
            PixelDivergence.mean(training, pixels(alikeTest, sample)),
            Score.Better.LOWER,
            "bits",
            alike,
            "Jensen-Shannon divergence of the histograms of pixels, mean over the classes; blind to"
                + " structure."),
        new Score(
            "gramian-residual",
            "Gramian residual",
            mean(alikeSynthetic, MeasuredTile::gramianResidual),
            mean(alikeTest, MeasuredTile::gramianResidual),
            Score.Better.LOWER,
            "",
            alike,
            "How far a tile is from the picture of any series, mean difference of a pixel."),
        new Score(
            "nearest-training",
            "Distance to the nearest training tile",
            NearestDistance.median(nearest.synthetic()),
            NearestDistance.median(nearest.test()),
            Score.Better.NEAR_FLOOR,
            "",
            nearest.test().length,
            "Median Euclidean distance; far below that of the test tiles the model has copied."));
  }

  /** Pixels of all classes, and three traffic features of the first channel. */
  static List<Histogram> histograms(TileSample sample) {
    List<Histogram> histograms = new ArrayList<>();
    histograms.add(
        BinCounts.histogram(
            "Pixel values",
            sum(pixels(sample.training(), sample)),
            sum(pixels(sample.test(), sample)),
            sum(pixels(sample.synthetic(), sample))));
    histograms.add(domain(sample, "total volume", "Total volume of a recovered series"));
    histograms.add(domain(sample, "idle share", "Share of idle time"));
    histograms.add(domain(sample, "mean burst length", "Mean length of a burst, pixels"));
    return histograms;
  }

  private static Histogram domain(TileSample sample, String feature, String title) {
    float[] training = TileSample.feature(sample.training(), feature);
    BinCounts bins = ValueRange.NONE.plus(training).bins(DOMAIN_BINS);
    return BinCounts.histogram(
        title,
        bins.plus(training),
        bins.plus(TileSample.feature(sample.test(), feature)),
        bins.plus(TileSample.feature(sample.synthetic(), feature)));
  }

  /** Fréchet distance of a set to the training tiles in the features of one network. */
  private static double seen(Yardstick.Run run, String name, int[] places, int[] training) {
    return FrechetDistance.between(
        run.seen(name).features(places), run.seen(Yardstick.TRAINING).features(training));
  }

  /** Of the synthetic and of the test tiles to the training tiles. */
  private static double[] domainDistances(TileSample sample, int[][] alike) {
    // By all training tiles: a feature that hardly varies among a few would outweigh all others.
    Standardisation units =
        Standardisation.of(
            sample.training().stream().map(MeasuredTile::features).toArray(double[][]::new));
    double[][] standard = units.apply(TileSample.features(sample.training(), alike[0]));
    return new double[] {
      FrechetDistance.between(
          units.apply(TileSample.features(sample.synthetic(), alike[2])), standard),
      FrechetDistance.between(units.apply(TileSample.features(sample.test(), alike[1])), standard)
    };
  }

  private static SortedMap<String, BinCounts> pixels(List<MeasuredTile> part, TileSample sample) {
    ValueRange range = ValueRange.NONE;
    for (MeasuredTile tile : sample.training()) {
      range = range.plus(tile.pixels());
    }
    BinCounts none = range.bins(PixelDivergence.BINS);
    SortedMap<String, BinCounts> counts = new TreeMap<>();
    for (MeasuredTile tile : part) {
      counts.put(tile.label(), counts.getOrDefault(tile.label(), none).plus(tile.pixels()));
    }
    return counts;
  }

  private static BinCounts sum(SortedMap<String, BinCounts> counts) {
    return counts.values().stream().reduce(BinCounts::plus).orElseThrow();
  }

  private static List<MeasuredTile> at(List<MeasuredTile> part, int[] places) {
    return IntStream.of(places).mapToObj(part::get).toList();
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> figure) {
    return all.stream().mapToDouble(figure).average().orElseThrow();
  }
}
