package org.netdiffus.tile;

/**
 * The area average of a field, {@code R(Y) = P Y P'}, from two averages of n numbers and never from
 * n x n: {@code Y_ij = (1 + x_i x_j - s_i s_j) / 2} with {@code s = sqrt(1 - x^2)} is a sum of
 * products, so with {@code p = P x} and {@code d = P (1 - s)}
 *
 * <pre>R(Y)_ij = (p_i p_j + d_i + d_j - d_i d_j) / 2.</pre>
 *
 * <p>{@code 1 - s} is computed as {@code x^2 / (1 + s)}. The shorter form with {@code P s}
 * subtracts two numbers near 1 where traffic is idle, and a gamma below 1 magnifies what is left.
 * Here {@code d_i d_j} is at most half of {@code d_i + d_j}, so nothing cancels.
 *
 * @param values p, the averaged series, each 0..1
 * @param deficits d, each 0..1 and at most {@code p}
 */
record AveragedField(double[] values, double[] deficits) {
  /**
   * Averages a field.
   *
   * @param series n values in 0..1; not changed
   * @param size m, 1 to n
   */
  static AveragedField of(double[] series, int size) {
    double[] deficits = new double[series.length];
    for (int k = 0; k < deficits.length; k++) {
      double x = series[k];
      deficits[k] = x * x / (1 + Math.sqrt((1 - x) * (1 + x)));
    }
    return new AveragedField(
        PiecewiseAverage.of(series, size), PiecewiseAverage.of(deficits, size));
  }

  /** Side of the average. */
  int size() {
    return values.length;
  }

  /** The averaged field at a place, 0..1. */
  double at(int row, int column) {
    double product = values[row] * values[column];
    double sum = deficits[row] + deficits[column] - deficits[row] * deficits[column];
    return Math.min(1, (product + sum) / 2);
  }
}
