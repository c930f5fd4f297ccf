package org.netdiffus.tile;

import java.util.Arrays;

/**
 * Area averages of a field with gamma, {@code P Y^g P'}, without the field: rows are drawn one at a
 * time, only to the right of the diagonal's block, and added to the band of the row of pixels that
 * they belong to. Takes {@code n^2 / 2} powers and memory for a few times n numbers.
 */
final class StreamedField {
  private StreamedField() {}

  /**
   * Draws the averages.
   *
   * @param series n values in 0..1; not changed
   * @param size m, 1 to n
   * @return m * m pixels in 0..1, row after row, symmetric to the last bit; a new array
   */
  static double[] average(double[] series, int size, Gamma gamma) {
    int n = series.length;
    Gasf field = Gasf.of(series);
    double[] row = new double[n];
    double[] band = new double[n];
    double[] pixels = new double[size * size];
    for (int i = 0; i < size; i++) {
      // Ends of the band in units of 1/m, as of a piecewise average.
      long from = (long) i * n;
      long to = from + n;
      int first = Math.toIntExact(from / size);
      boolean sharesFirst = i > 0 && from % size != 0;
      Arrays.fill(band, first, n, 0);
      for (int k = first; (long) k * size < to; k++) {
        if (k > first || !sharesFirst) { // the row that two bands share is still in place
          field.fill(k, first, gamma, row);
        }
        long covered = Math.min(to, (k + 1L) * size) - Math.max(from, (long) k * size);
        add(band, row, (double) covered, first);
      }
      for (int j = i; j < size; j++) {
        double pixel = Math.min(1, PiecewiseAverage.sum(band, j, size) / n / n);
        pixels[i * size + j] = pixel;
        pixels[j * size + i] = pixel;
      }
    }
    return pixels;
  }

  private static void add(double[] band, double[] row, double weight, int from) {
    for (int j = from; j < band.length; j++) {
      band[j] += weight * row[j];
    }
  }
}
