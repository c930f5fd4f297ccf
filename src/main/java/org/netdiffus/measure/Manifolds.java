package org.netdiffus.measure;

import java.util.Arrays;

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
    FeatureSet.dimension(real, synthetic, 2);
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours = " + neighbours + " is below 1");
    }
    int k = Math.min(neighbours, Math.min(real.length, synthetic.length) - 1);
    double[] realBalls = squaredRadii(real, k);
    double[] syntheticBalls = squaredRadii(synthetic, k);
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
        double distance = FeatureSet.squaredDistance(real[i], synthetic[j]);
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

  private static double[] squaredRadii(double[][] rows, int k) {
    double[] radii = new double[rows.length];
    double[] distances = new double[rows.length - 1];
    for (int i = 0; i < rows.length; i++) {
      int at = 0;
      for (int j = 0; j < rows.length; j++) {
        if (j != i) {
          distances[at] = FeatureSet.squaredDistance(rows[i], rows[j]);
          at++;
        }
      }
      Arrays.sort(distances);
      radii[i] = distances[k - 1];
    }
    return radii;
  }
}
