package org.netdiffus.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether synthetic features lie where real ones do, and whether all places of the real ones are
 * taken. A real set's manifold is the union of balls around its features, each as wide as the
 * distance to the k-th nearest other feature of its set.
 *
 * <p>Given as contributions of single features, so that means and their intervals follow: {@link
 * #precision} and {@link #clippedDensity} of each synthetic one, {@link #recall}, {@link #coverage}
 * and {@link #clippedCoverage} of each real one.
 *
 * <p>Every pair is looked at: give it a bounded sample.
 *
 * @param precision 1 for a synthetic feature within a real ball, else 0 (Kynkäänniemi et al. 2019,
 *     arXiv:1904.06991)
 * @param recall 1 for a real feature within a synthetic ball, else 0 (the same)
 * @param coverage 1 for a real feature whose ball holds a synthetic one, else 0 (Naeem et al. 2020,
 *     arXiv:2002.09797)
 * @param clippedDensity real balls around a synthetic feature, over k (the density of Naeem et
 *     al.), with balls no wider than the median one and at most 1 for a feature: a few outliers,
 *     real or synthetic, cannot raise it (after Salvy et al. 2025, arXiv:2507.01761, whose
 *     calibration is left out: the same figure of real test tiles stands beside it)
 * @param clippedCoverage synthetic features within a real feature's ball, over k, at most 1 (the
 *     same)
 */
public record Manifolds(
    double[] precision,
    double[] recall,
    double[] coverage,
    double[] clippedDensity,
    double[] clippedCoverage) {
  /** Neighbours that decide the width of a ball, as Naeem et al. take them. */
  public static final int NEIGHBOURS = 5;

  /**
   * The contributions.
   *
   * @param real at least two features
   * @param synthetic at least two features of as many numbers
   * @param neighbours k; less where a set has no k others
   * @throws IllegalArgumentException when there are too few features, or they do not fit
   */
  public static Manifolds of(double[][] real, double[][] synthetic, int neighbours) {
    return of(PairDistances.of(real, synthetic), neighbours);
  }

  /** The contributions of all rows of two sets. */
  static Manifolds of(PairDistances pairs, int neighbours) {
    return of(
        pairs,
        IntStream.range(0, pairs.realRows()).toArray(),
        IntStream.range(0, pairs.syntheticRows()).toArray(),
        neighbours);
  }

  /**
   * The contributions of some rows, as if there were no others.
   *
   * @param real at least two places in the real set
   * @param synthetic at least two places in the synthetic set
   */
  static Manifolds of(PairDistances pairs, int[] real, int[] synthetic, int neighbours) {
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours = " + neighbours + " is below 1");
    }
    int k = Math.min(neighbours, Math.min(real.length, synthetic.length) - 1);
    double[] realBalls = squaredRadii(real, k, pairs::real);
    double[] syntheticBalls = squaredRadii(synthetic, k, pairs::synthetic);
    double[] sorted = realBalls.clone();
    Arrays.sort(sorted);
    double median = sorted[(sorted.length - 1) / 2];
    double[] precision = new double[synthetic.length];
    double[] clippedDensity = new double[synthetic.length];
    double[] recall = new double[real.length];
    double[] coverage = new double[real.length];
    double[] clippedCoverage = new double[real.length];
    for (int i = 0; i < real.length; i++) {
      int inBall = 0;
      for (int j = 0; j < synthetic.length; j++) {
        double distance = pairs.between(real[i], synthetic[j]);
        if (distance <= realBalls[i]) {
          precision[j] = 1;
          inBall++;
        }
        if (distance <= Math.min(realBalls[i], median)) {
          clippedDensity[j]++;
        }
        if (distance <= syntheticBalls[j]) {
          recall[i] = 1;
        }
      }
      coverage[i] = inBall > 0 ? 1 : 0;
      clippedCoverage[i] = Math.min(1, (double) inBall / k);
    }
    for (int j = 0; j < synthetic.length; j++) {
      clippedDensity[j] = Math.min(1, clippedDensity[j] / k);
    }
    return new Manifolds(precision, recall, coverage, clippedDensity, clippedCoverage);
  }

  /** Of each row the distance to its k-th nearest other. */
  private static double[] squaredRadii(int[] rows, int k, PairDistances.OfPair set) {
    double[] radii = new double[rows.length];
    double[] least = new double[k];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int j = 0; j < rows.length; j++) {
        double distance = j == i ? Double.POSITIVE_INFINITY : set.squared(rows[i], rows[j]);
        if (distance < least[k - 1]) {
          insert(least, distance);
        }
      }
      radii[i] = least[k - 1];
    }
    return radii;
  }

  /** In place of the largest, keeping the order. */
  private static void insert(double[] least, double distance) {
    int at = least.length - 1;
    for (; at > 0 && least[at - 1] > distance; at--) {
      least[at] = least[at - 1];
    }
    least[at] = distance;
  }
}
