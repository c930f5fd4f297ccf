package org.netdiffus.measure;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/** Whether two lists put the same things into the same order (Spearman 1904). */
public final class RankCorrelation {
  private static final int DRAWS = 1000;

  /** Share of the draws that lies beyond either end of the interval. */
  private static final double BEYOND = 0.025;

  private RankCorrelation() {}

  /** Ends of an interval of 95 %. */
  public record Interval(double lower, double upper) {}

  /**
   * Spearman's coefficient, -1 (the opposite order) to 1 (the same), ties by their mean rank; 0
   * where a list does not vary, which orders nothing.
   *
   * @param first at least two numbers
   * @param second as many
   * @throws IllegalArgumentException when they are fewer, or not as many
   */
  public static double between(double[] first, double[] second) {
    if (first.length < 2 || first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " numbers have no common order");
    }
    double found = new SpearmansCorrelation().correlation(first, second);
    return Double.isNaN(found) ? 0 : found;
  }

  /**
   * Where the coefficient may lie: 95 % of those of 1,000 draws of every number from the normal
   * distribution of its error, the same draws every time.
   *
   * @param first at least two figures
   * @param second as many
   * @throws IllegalArgumentException when they are fewer, or not as many
   */
  public static Interval interval(List<Measured> first, List<Measured> second) {
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      CounterRandom random = CounterRandom.of(0, Purpose.BOOTSTRAP, draw, 0);
      drawn[draw] = between(drawn(first, random), drawn(second, random));
    }
    Arrays.sort(drawn);
    int beyond = (int) (BEYOND * DRAWS);
    return new Interval(drawn[beyond], drawn[DRAWS - 1 - beyond]);
  }

  private static double[] drawn(List<Measured> figures, CounterRandom random) {
    return figures.stream()
        .mapToDouble(figure -> figure.value() + figure.error() * random.nextGaussian())
        .toArray();
  }
}
