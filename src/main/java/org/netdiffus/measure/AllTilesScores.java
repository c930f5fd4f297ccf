package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.netdiffus.measure.Score.Better;
import org.netdiffus.measure.Score.Group;

/**
 * The figures of {@link FidelityScores} and {@link TrafficScores} that need no pairs, over every
 * tile of sets of any size, each beside the same figure of the real test tiles. Classes weigh as
 * they do in the training part. Earth mover's distances take values for the middle of a fine bin.
 */
public final class AllTilesScores {
  /** How the name of a figure over all tiles ends. */
  static final String SUFFIX = "-all";

  private final BlockTotals set;
  private final BlockTotals training;
  private final BlockTotals test;
  private final String counted;
  private final int least;

  private AllTilesScores(BlockTotals set, BlockTotals training, BlockTotals test) {
    this.set = set;
    this.training = training;
    this.test = test;
    long[] counts = {set.all().count(), training.all().count(), test.all().count()};
    this.counted =
        String.format(
            Locale.ROOT,
            "Over all %d synthetic, %d training and %d test tiles.",
            counts[0],
            counts[1],
            counts[2]);
    this.least = (int) Math.min(Integer.MAX_VALUE, Arrays.stream(counts).min().orElseThrow());
  }

  /**
   * The figures.
   *
   * @param set tiles to judge, at least 2
   * @param training the training tiles, at least 2
   * @param test the test tiles, at least 2
   * @param feature what the series of the first channel hold, such as {@code bytes-down}
   */
  public static List<Score> of(
      BlockTotals set, BlockTotals training, BlockTotals test, String feature) {
    return new AllTilesScores(set, training, test).all(feature);
  }

  private List<Score> all(String feature) {
    TileAxes axes = training.all().axes();
    double[] one = new double[axes.domain().dimension()];
    Arrays.fill(one, 1);
    List<Score> scores =
        new ArrayList<>(
            List.of(
                score(
                    "frechet-classifier",
                    Group.TILES,
                    "Fréchet distance, classifier features",
                    Better.LOWER,
                    "",
                    "As the first CNN trained on originals sees them.",
                    (a, b) -> FrechetDistance.between(a.seen(), b.seen(), axes.seen().deviation())),
                score(
                    "pixel-jsd",
                    Group.TILES,
                    "Divergence of pixel values",
                    Better.LOWER,
                    "bits",
                    "Mean over the classes.",
                    AllTilesScores::pixelDivergence),
                score(
                    "gramian-residual",
                    Group.TILES,
                    "Gramian residual",
                    Better.LOWER,
                    "",
                    "How far a tile is from the picture of any series.",
                    (a, b) -> a.meanResidual()),
                score(
                    "gramian-asymmetry",
                    Group.TILES,
                    "Asymmetry",
                    Better.LOWER,
                    "",
                    "Mean difference of a tile and its mirror image.",
                    (a, b) -> a.meanAsymmetry()),
                score(
                    "trts",
                    Group.TILES,
                    "Recognised by the CNN trained on real tiles",
                    Better.HIGHER_SHARE,
                    "",
                    "By the first one.",
                    (a, b) -> a.recognised()),
                score(
                    "frechet-domain",
                    Group.TRAFFIC,
                    "Fréchet distance, traffic features",
                    Better.LOWER,
                    "",
                    "Of the recovered series.",
                    (a, b) -> FrechetDistance.between(a.domain(), b.domain(), one))));
    axes.traffic().keySet().stream()
        .sorted()
        .forEach(quantity -> scores.addAll(traffic(quantity, axes, feature)));
    scores.add(
        score(
            "autocorrelation",
            Group.TRAFFIC,
            "Autocorrelation",
            Better.LOWER,
            "",
            "Mean difference of the mean autocorrelations at lags 1, 2, 4 and 8.",
            (a, b) -> autocorrelation(a, b, axes.domain().deviation())));
    return List.copyOf(scores);
  }

  private List<Score> traffic(TrafficQuantity quantity, TileAxes axes, String feature) {
    TrafficAxis axis = axes.traffic().get(quantity);
    if (axis == null) {
      return List.of();
    }
    String title = TrafficScores.title(quantity, feature);
    return List.of(
        score(
            "jsd-" + quantity.key(),
            Group.TRAFFIC,
            title + ", divergence",
            Better.LOWER,
            "bits",
            "Jensen-Shannon divergence over 32 bins.",
            (a, b) -> axis.divergence(a.counts(quantity), b.counts(quantity))),
        score(
            "emd-" + quantity.key(),
            Group.TRAFFIC,
            title + ", earth mover's distance",
            Better.LOWER,
            TrafficScores.unit(quantity, feature),
            "How far the numbers have to be moved, on average.",
            (a, b) -> axis.distance(a.counts(quantity), b.counts(quantity))));
  }

  private Score score(
      String name,
      Group group,
      String title,
      Better better,
      String unit,
      String meaning,
      ToDoubleBiFunction<TileTotals, TileTotals> figure) {
    return new Score(
        name + SUFFIX,
        group,
        title + ", all tiles",
        set.measured(training, figure),
        test.measured(training, figure),
        better,
        unit,
        least,
        meaning + " " + counted);
  }

  /** Mean over the classes that both have. */
  private static double pixelDivergence(TileTotals a, TileTotals b) {
    SortedMap<String, BinCounts> first = new TreeMap<>(a.pixels());
    Map<String, BinCounts> second = new TreeMap<>(b.pixels());
    first.keySet().retainAll(second.keySet());
    second.keySet().retainAll(first.keySet());
    return PixelDivergence.mean(first, second);
  }

  private static double autocorrelation(TileTotals a, TileTotals b, double[] units) {
    double[] one = a.domain().mean();
    double[] other = b.domain().mean();
    int first = DomainFeatures.NAMES.indexOf("autocorrelation at 1");
    double sum = 0;
    for (int i = first; i < DomainFeatures.NAMES.size(); i++) {
      sum += Math.abs(one[i] - other[i]) * units[i];
    }
    return sum / (DomainFeatures.NAMES.size() - first);
  }
}
