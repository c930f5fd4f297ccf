package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Brings features of different units to mean 0 and deviation 1 of the training set, so that no unit
 * rules a distance.
 *
 * @param mean mean of each feature; owned by the record
 * @param deviation deviation of each feature, 1 where the training set does not vary; owned by the
 *     record
 */
public record Standardisation(double[] mean, double[] deviation) implements Serializable {
  /** Below this share of the greatest absolute value a deviation is only rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Fitted to the training set, deviations over n.
   *
   * @param rows features of each example, at least one example, all of one length
   * @throws IllegalArgumentException when there is no example
   */
  public static Standardisation of(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("no examples to standardise by");
    }
    int features = rows[0].length;
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int j = 0; j < features; j++) {
      double sum = 0;
      double greatest = 0;
      for (double[] row : rows) {
        sum += row[j];
        greatest = Math.max(greatest, Math.abs(row[j]));
      }
      mean[j] = sum / rows.length;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
      double root = Math.sqrt(squares / rows.length);
      deviation[j] = root > ROUNDING * greatest ? root : 1;
    }
    return new Standardisation(mean, deviation);
  }

  /**
   * Fitted to the training set, with the greatest deviation for every feature, so that none is
   * magnified.
   *
   * @param rows features of each example, at least one example, all of one length
   */
  public static Standardisation ofOneUnit(double[][] rows) {
    Standardisation own = of(rows);
    double greatest = 0;
    for (int j = 0; j < own.dimension(); j++) {
      int feature = j;
      // Features that do not vary have a deviation of 1, which is none of theirs.
      if (Arrays.stream(rows).anyMatch(row -> row[feature] != rows[0][feature])) {
        greatest = Math.max(greatest, own.deviation[j]);
      }
    }
    double[] same = new double[own.dimension()];
    Arrays.fill(same, greatest > 0 ? greatest : 1);
    return new Standardisation(own.mean, same);
  }

  /**
   * These units, but none finer than given: what hardly varies in a training set would else rule
   * every distance.
   *
   * @param least least deviation of each feature
   * @throws IllegalArgumentException when they are not as many as the features
   */
  public Standardisation noFinerThan(double[] least) {
    if (least.length != deviation.length) {
      throw new IllegalArgumentException(
          least.length + " least units for " + deviation.length + " features");
    }
    double[] coarser = new double[least.length];
    for (int j = 0; j < coarser.length; j++) {
      coarser[j] = Math.max(deviation[j], least[j]);
    }
    return new Standardisation(mean, coarser);
  }

  /** The standardised rows, new arrays. */
  public double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  /** Numbers of an example. */
  public int dimension() {
    return mean.length;
  }

  /** The standardised row, a new array. */
  public double[] apply(double[] row) {
    double[] out = new double[row.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = (row[j] - mean[j]) / deviation[j];
    }
    return out;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardisation that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
  }

  @Override
  public String toString() {
    return "Standardisation[" + Arrays.toString(mean) + ", " + Arrays.toString(deviation) + "]";
  }
}
