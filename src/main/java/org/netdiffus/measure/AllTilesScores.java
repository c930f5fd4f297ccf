package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/**
 * Figures that need no pairs over every tile of sets of any size, each beside the same figure of
 * all real test tiles. The sets are not equally large, and most distances are the larger the fewer
 * tiles there are (arXiv:1911.07023), so they are to be read with their numbers and are not graded.
 *
 * <p>Classes weigh as they do in the training part, but for the divergence of pixels, which is a
 * mean over the classes. Earth mover's distances take values for the middle of a fine bin.
 *
 * @param set tiles to judge, at least 2
 * @param training the training tiles, at least 2
 * @param test the test tiles, at least 2
 */
public record AllTilesScores(BlockTotals set, BlockTotals training, BlockTotals test) {
  /** How the name of a figure over all tiles ends. */
  private static final String SUFFIX = "-all";

  /**
   * The figures.
   *
   * @param sampled figures of a sample of the same sets: those of them that sums can give are
   *     given, under their names and titles
   */
  public List<Score> beside(List<Score> sampled) {
    long[] counts = Stream.of(set, training, test).mapToLong(one -> one.all().count()).toArray();
    int least = (int) Math.min(Integer.MAX_VALUE, Arrays.stream(counts).min().orElseThrow());
    String counted =
        String.format(
            Locale.ROOT,
            "As %%s, over all %d synthetic, %d training and %d test tiles.",
            counts[0],
            counts[1],
            counts[2]);
    Map<String, ToDoubleBiFunction<TileTotals, TileTotals>> figures = figures();
    List<Score> scores = new ArrayList<>();
    for (Score like : sampled) {
      ToDoubleBiFunction<TileTotals, TileTotals> figure = figures.get(like.name());
      if (figure != null) {
        scores.add(
            new Score(
                like.name() + SUFFIX,
                Score.Group.WHOLE,
                like.title() + ", all tiles",
                set.measured(training, figure),
                test.measured(training, figure),
                like.better(),
                like.unit(),
                least,
                counted.formatted(like.name())));
      }
    }
    return List.copyOf(scores);
  }

  private Map<String, ToDoubleBiFunction<TileTotals, TileTotals>> figures() {
    TileAxes axes = training.axes();
    double[] one = new double[axes.domain().dimension()];
    Arrays.fill(one, 1);
    Map<String, ToDoubleBiFunction<TileTotals, TileTotals>> figures = new TreeMap<>();
    figures.put(
        "frechet-classifier",
        (a, b) -> FrechetDistance.between(a.seen(), b.seen(), axes.seen().deviation()));
    figures.put("pixel-jsd", AllTilesScores::pixelDivergence);
    figures.put("gramian-residual", (a, b) -> a.meanResidual());
    figures.put("gramian-asymmetry", (a, b) -> a.meanAsymmetry());
    figures.put("trts", (a, b) -> a.recognised());
    figures.put("frechet-domain", (a, b) -> FrechetDistance.between(a.domain(), b.domain(), one));
    axes.traffic()
        .forEach(
            (quantity, axis) -> {
              figures.put(
                  "jsd-" + quantity.key(),
                  (a, b) -> axis.divergence(a.counts(quantity), b.counts(quantity)));
              figures.put(
                  "emd-" + quantity.key(),
                  (a, b) -> axis.distance(a.counts(quantity), b.counts(quantity)));
            });
    figures.put("autocorrelation", (a, b) -> autocorrelation(a, b, axes.domain().deviation()));
    return figures;
  }

  /** Mean over the classes that both have; no number where there are none. */
  private static double pixelDivergence(TileTotals a, TileTotals b) {
    Map<String, BinCounts> first = new TreeMap<>(a.pixels());
    Map<String, BinCounts> second = new TreeMap<>(b.pixels());
    first.keySet().retainAll(second.keySet());
    second.keySet().retainAll(first.keySet());
    return first.isEmpty() ? Double.NaN : PixelDivergence.mean(first, second);
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
