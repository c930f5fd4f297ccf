package org.netdiffus.tile;

/**
 * Piecewise aggregate approximation with exact fractional ends: value {@code j} of {@code m} is the
 * mean of the series over {@code [j n / m, (j + 1) n / m)}, sample {@code k} standing for {@code
 * [k, k + 1)}. The same as an area resize of a one-row picture.
 *
 * <p>Weights are whole numbers, and rounding keeps order, so averages never leave the range of the
 * series.
 */
final class PiecewiseAverage {
  private PiecewiseAverage() {}

  /**
   * Averages a series to fewer values.
   *
   * @param series n values; not changed
   * @param size m, 1 to n
   * @return m values, a new array
   */
  static double[] of(double[] series, int size) {
    int n = series.length;
    if (size < 1 || size > n) {
      throw new IllegalArgumentException("cannot average " + n + " values to " + size);
    }
    if (size == n) {
      return series.clone();
    }
    double[] averages = new double[size];
    for (int j = 0; j < size; j++) {
      // Ends in units of 1/m, so that every weight is a whole number and only one rounding is left.
      long from = (long) j * n;
      long to = from + n;
      double sum = 0;
      for (long k = from / size; k * size < to; k++) {
        long weight = Math.min(to, (k + 1) * size) - Math.max(from, k * size);
        sum += weight * series[(int) k];
      }
      averages[j] = sum / n;
    }
    return averages;
  }
}
