package org.netdiffus.tile;

/**
 * The Gramian angular summation field of a series in 0..1, mapped to 0..1: {@code Y_ij = (cos(
 * theta_i + theta_j) + 1) / 2} with {@code theta = arccos x} (Wang, Oates, arXiv:1506.00327,
 * section 2.1). It is symmetric, and its diagonal is {@code x_i^2}.
 *
 * <p>Computed as {@code [((x_i + x_j) / 2) / (a_i a_j + b_i b_j)]^2} with {@code a = sqrt((1 + x) /
 * 2)} and {@code b = sqrt((1 - x) / 2)}. The plain {@code x_i x_j - s_i s_j} cancels for small
 * values, which a gamma below 1 then magnifies; nothing cancels here, and the denominator is never
 * below {@code sqrt(1/2)}.
 */
public final class Gasf {
  private final double[] series;
  private final double[] cosineOfHalf;
  private final double[] sineOfHalf;

  private Gasf(double[] series, double[] cosineOfHalf, double[] sineOfHalf) {
    this.series = series;
    this.cosineOfHalf = cosineOfHalf;
    this.sineOfHalf = sineOfHalf;
  }

  /**
   * The field of a series.
   *
   * @param series values in 0..1; not copied, not changed
   * @throws IllegalArgumentException for a value outside 0..1 or NaN, naming its place
   */
  public static Gasf of(double[] series) {
    double[] cosineOfHalf = new double[series.length];
    double[] sineOfHalf = new double[series.length];
    for (int i = 0; i < series.length; i++) {
      double x = series[i];
      if (!(x >= 0 && x <= 1)) { // also catches NaN
        throw new IllegalArgumentException("series[" + i + "] = " + x + " is outside 0..1");
      }
      cosineOfHalf[i] = Math.sqrt((1 + x) / 2);
      sineOfHalf[i] = Math.sqrt((1 - x) / 2);
    }
    return new Gasf(series, cosineOfHalf, sineOfHalf);
  }

  /** Points of the series: rows and columns of the field. */
  public int points() {
    return series.length;
  }

  /** The field at a place, 0..1. */
  public double at(int row, int column) {
    double root = rootAt(row, column);
    return root * root;
  }

  /** The square root of the field at a place, {@code cos((theta_i + theta_j) / 2)}, 0..1. */
  double rootAt(int row, int column) {
    double root =
        (series[row] + series[column])
            / 2
            / (cosineOfHalf[row] * cosineOfHalf[column] + sineOfHalf[row] * sineOfHalf[column]);
    return Math.min(1, root); // the last digit of the denominator may lie below its true value
  }

  /**
   * Writes pixels of a row, {@code Y_ij^g}.
   *
   * @param from first column that is wanted
   * @param pixels as long as the series; columns before {@code from} keep what they hold
   */
  void fill(int row, int from, Gamma gamma, double[] pixels) {
    if (gamma.exponent() == QuarterGamma.EXPONENT) {
      fillRoots(pixels, series, cosineOfHalf, sineOfHalf, row, from);
    } else {
      for (int column = from; column < pixels.length; column++) {
        pixels[column] = gamma.pixel(rootAt(row, column));
      }
    }
  }

  /** Arrays that are all indexed alike, so that the compiler makes vector instructions of it. */
  private static void fillRoots(
      double[] pixels, double[] x, double[] a, double[] b, int row, int from) {
    double xi = x[row];
    double ai = a[row];
    double bi = b[row];
    for (int j = from; j < pixels.length; j++) {
      double root = (xi + x[j]) * 0.5 / (ai * a[j] + bi * b[j]);
      pixels[j] = Math.min(1, Math.sqrt(root));
    }
  }
}
