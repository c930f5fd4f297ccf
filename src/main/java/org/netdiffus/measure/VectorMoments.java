package org.netdiffus.measure;

import java.io.Serializable;

/**
 * Weighted mean and covariance of vectors that come one by one, in parts that merge. Sums are whole
 * numbers of 2^-16, so that they are the same in any order and grouping; bring vectors to a
 * deviation of about 1 at most first. Numbers beyond 1,024 count as 1,024. Not for several threads.
 */
public final class VectorMoments implements Serializable {
  private static final long serialVersionUID = 1;
  private static final double UNIT = 0x1p16;

  /** With it 2^27 vectors, more than a hundred million, stay within a long. */
  private static final double MOST = 0x1p10;

  private final long[] sums;
  private final long[] products;
  private long weight;
  private long count;

  /**
   * Of no vector yet.
   *
   * @param dimension numbers of a vector, at least 1
   */
  public VectorMoments(int dimension) {
    sums = new long[dimension];
    products = new long[dimension * (dimension + 1) / 2];
  }

  /**
   * Adds a vector.
   *
   * @param vector finite numbers, not changed
   * @param times its weight, above 0
   * @throws IllegalArgumentException when a number is not finite or the length does not fit
   * @throws ArithmeticException when sums are beyond a long
   */
  public void add(double[] vector, double times) {
    if (vector.length != sums.length) {
      throw new IllegalArgumentException(vector.length + " numbers, not " + sums.length);
    }
    double[] bounded = new double[vector.length];
    int at = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException("vector[" + i + "] = " + vector[i]);
      }
      bounded[i] = Math.min(MOST, Math.max(-MOST, vector[i]));
      double weighted = times * bounded[i] * UNIT;
      sums[i] = Math.addExact(sums[i], Math.round(weighted));
      for (int j = 0; j <= i; j++) {
        products[at] = Math.addExact(products[at], Math.round(weighted * bounded[j]));
        at++;
      }
    }
    weight = Math.addExact(weight, Math.round(times * UNIT));
    count++;
  }

  /** Adds the vectors of another part. */
  public void add(VectorMoments other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.addExact(sums[i], other.sums[i]);
    }
    for (int i = 0; i < products.length; i++) {
      products[i] = Math.addExact(products[i], other.products[i]);
    }
    weight = Math.addExact(weight, other.weight);
    count += other.count;
  }

  /** Vectors added. */
  public long count() {
    return count;
  }

  /** The weighted mean; of no vector it is no number. */
  public double[] mean() {
    double[] mean = new double[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (double) sums[i] / weight;
    }
    return mean;
  }

  /** The weighted covariance, over n - 1 where all weights are the same. */
  public double[][] covariance() {
    double[] mean = mean();
    double unbiased = count / (count - 1.0);
    double[][] covariance = new double[mean.length][mean.length];
    int at = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = unbiased * ((double) products[at] / weight - mean[i] * mean[j]);
        covariance[j][i] = covariance[i][j];
        at++;
      }
    }
    return covariance;
  }
}
