package org.netdiffus.tile;

/**
 * Piecewise aggregate approximation with exact fractional ends: value {@code j} of {@code m} is the
 * mean of the series over {@code [j n / m, (j + 1) n / m)}, sample {@code k} standing for {@code
 * [k, k + 1)}. The same as an area resize of a one-row picture.
 *
 * <p>Weights are whole numbers, and rounding keeps order, so averages never leave the range of a
 * series in 0..1.
 */
final class PiecewiseAverage {
  private PiecewiseAverage() {}

  /**
   * Averages a series to fewer values.
   *
   * @param series n values, at least 0; not changed
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
      averages[j] = sum(series, j, size) / n;
    }
    return averages;
  }

  /**
   * The sum behind one average. Ends are in units of 1/m, so that every weight is a whole number.
   *
   * @param values n values
   * @param piece number of the average, from 0
   * @param size m, 1 to n
   * @return n times the average
   */
  static double sum(double[] values, int piece, int size) {
    long from = (long) piece * values.length;
    long to = from + values.length;
    int first = Math.toIntExact(from / size);
    int last = Math.toIntExact((to - 1) / size);
    if (first == last) {
      return values.length * values[first];
    }
    double whole = 0;
    for (int k = first + 1; k < last; k++) {
      whole += values[k];
    }
    long head = (first + 1L) * size - from;
    long tail = to - (long) last * size;
    return head * values[first] + size * whole + tail * values[last];
  }
}
