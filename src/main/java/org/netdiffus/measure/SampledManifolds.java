package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The figures of {@link Manifolds} with errors that hold the draw of both sets, and that neighbours
 * share balls: the spread of each figure over random halves of the two sets, drawn without repeats,
 * which would be neighbours at no distance.
 *
 * <p>The spread over halves is taken for the error as it is. Of a mean of n values, the mean of b
 * that are drawn from them without repeats has the variance s²(1/b − 1/n), which for b = n / 2 is
 * that of the mean of all. Of any other figure it is no less: its variance in halves is twice that
 * of the whole, where errors fall with the root of n, and the part of it that all halves of one
 * sample share, the variance of a U-statistic of order b, is at most b / n of it (Hoeffding 1948).
 *
 * <p>Of larger sets the halves are those of 2,000 rows that are spread evenly, whose distances are
 * kept, and the error is scaled to the number of rows.
 */
final class SampledManifolds {
  private static final int MOST_KEPT = 2000;

  private final Manifolds whole;
  private final List<Manifolds> halves;
  private final double scale;

  private SampledManifolds(Manifolds whole, List<Manifolds> halves, double scale) {
    this.whole = whole;
    this.halves = halves;
    this.scale = scale;
  }

  /**
   * Looks at all pairs.
   *
   * @param real features of at least two tiles
   * @param realClasses class of each
   * @param synthetic features of at least two tiles
   * @param syntheticClasses class of each
   * @param resampling how many halves are drawn, and from which seed
   */
  static SampledManifolds of(
      double[][] real,
      int[] realClasses,
      double[][] synthetic,
      int[] syntheticClasses,
      Resampling resampling) {
    int[] someReal = evenly(real.length);
    int[] someSynthetic = evenly(synthetic.length);
    PairDistances kept = PairDistances.of(at(real, someReal), at(synthetic, someSynthetic)).kept();
    boolean all = someReal.length == real.length && someSynthetic.length == synthetic.length;
    int[] classesOfReal = IntStream.of(someReal).map(i -> realClasses[i]).toArray();
    int[] classesOfSynthetic = IntStream.of(someSynthetic).map(i -> syntheticClasses[i]).toArray();
    List<Manifolds> halves = new ArrayList<>();
    for (int draw = 0; draw < resampling.draws(); draw++) {
      int[] halfOfReal = resampling.half(classesOfReal, 2L * draw);
      int[] halfOfSynthetic = resampling.half(classesOfSynthetic, 2L * draw + 1);
      if (halfOfReal.length > 1 && halfOfSynthetic.length > 1) {
        halves.add(Manifolds.of(kept, halfOfReal, halfOfSynthetic, Manifolds.NEIGHBOURS));
      }
    }
    return new SampledManifolds(
        Manifolds.of(all ? kept : PairDistances.of(real, synthetic), Manifolds.NEIGHBOURS),
        halves,
        Math.sqrt(
            Math.max(
                (double) someReal.length / real.length,
                (double) someSynthetic.length / synthetic.length)));
  }

  /**
   * The mean of contributions. Its error is no less than that of a share of as many that do not
   * depend on each other, which is not 0 where all are alike.
   */
  Measured measured(Function<Manifolds, double[]> part) {
    Measured share = Resampling.share(part.apply(whole));
    double spread =
        Resampling.deviation(
            halves.stream()
                .mapToDouble(half -> Resampling.mean(part.apply(half)).value())
                .toArray());
    return new Measured(share.value(), Math.max(share.error(), scale * spread));
  }

  private static int[] evenly(int rows) {
    int kept = Math.min(rows, MOST_KEPT);
    return IntStream.range(0, kept).map(i -> (int) ((long) i * rows / kept)).toArray();
  }

  private static double[][] at(double[][] rows, int[] places) {
    return IntStream.of(places).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }
}
