package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where the numbers of a traffic quantity are counted when they are too many to be kept: bins that
 * are even in the inverse hyperbolic sine of the unit, which is linear up to it and logarithmic
 * beyond, so that heavy tails and values around 0 share one axis.
 *
 * <p>The range of some known numbers is cut into 32 bins, each of these into 64, and so is as much
 * again on both sides; what lies farther counts in the first or the last bin.
 *
 * @param lower least known number on the squashed axis
 * @param upper greatest known number on the squashed axis, above {@code lower}
 * @param unit where the axis turns from linear to logarithmic, above 0
 */
public record TrafficAxis(double lower, double upper, double unit) implements Serializable {
  /** Bins that a divergence looks at. */
  static final int COARSE = 32;

  private static final int FINE = 64;
  private static final int KNOWN = COARSE * FINE;

  /** Fine bins in all. */
  static final int BINS = 3 * KNOWN;

  /**
   * The axis for numbers like these.
   *
   * @param known at least one number, not changed
   */
  public static TrafficAxis of(double[] known, double unit) {
    double least = squash(Arrays.stream(known).min().orElseThrow(), unit);
    double greatest = squash(Arrays.stream(known).max().orElseThrow(), unit);
    return least < greatest
        ? new TrafficAxis(least, greatest, unit)
        : new TrafficAxis(least - 0.5, greatest + 0.5, unit);
  }

  /** The inverse hyperbolic sine of a value in units. */
  static double squash(double value, double unit) {
    double share = Math.abs(value) / unit;
    return Math.copySign(StrictMath.log(share + Math.sqrt(share * share + 1)), value);
  }

  /** The fine bin of a value. */
  int bin(double value) {
    double place = (squash(value, unit) - lower) / (upper - lower) * KNOWN + KNOWN;
    return (int) Math.min(Math.max(Math.floor(place), 0), BINS - 1);
  }

  /** The value in the middle of a fine bin. */
  double middle(int bin) {
    return unit * StrictMath.sinh(lower + (bin - KNOWN + 0.5) * (upper - lower) / KNOWN);
  }

  /**
   * Jensen-Shannon divergence of two counts over the 32 bins of the known range, what lies outside
   * counting in the first and the last.
   *
   * @param first of each fine bin, not changed
   * @param second likewise
   * @return bits, 0 to 1; where one is empty 1, where both are 0
   */
  double divergence(long[] first, long[] second) {
    boolean none = isEmpty(first);
    if (none || isEmpty(second)) {
      return none == isEmpty(second) ? 0 : 1;
    }
    return PixelDivergence.between(coarse(first), coarse(second));
  }

  /**
   * Earth mover's distance of two counts, each value as if it lay in the middle of its bin; an
   * empty one counts as if all were 0.
   *
   * @param first of each fine bin, not changed
   * @param second likewise
   * @return distance in the unit of the values
   */
  double distance(long[] first, long[] second) {
    double[] a = shares(first);
    double[] b = shares(second);
    double distance = 0;
    double ahead = 0;
    for (int bin = 0; bin < BINS - 1; bin++) {
      ahead += a[bin] - b[bin];
      distance += Math.abs(ahead) * (middle(bin + 1) - middle(bin));
    }
    return distance;
  }

  private BinCounts coarse(long[] fine) {
    long[] counts = new long[COARSE];
    for (int bin = 0; bin < BINS; bin++) {
      counts[Math.min(Math.max(Math.floorDiv(bin - KNOWN, FINE), 0), COARSE - 1)] += fine[bin];
    }
    return new BinCounts(lower, upper, counts);
  }

  private double[] shares(long[] counts) {
    double[] shares = new double[BINS];
    if (isEmpty(counts)) {
      shares[bin(0)] = 1;
      return shares;
    }
    double total = Arrays.stream(counts).sum();
    Arrays.setAll(shares, bin -> counts[bin] / total);
    return shares;
  }

  private static boolean isEmpty(long[] counts) {
    return Arrays.stream(counts).allMatch(count -> count == 0);
  }
}
