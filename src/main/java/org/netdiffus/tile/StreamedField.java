package org.netdiffus.tile;

import java.util.Arrays;

/**
 * Area averages of a field with gamma, {@code P Y^g P'}, without the field: rows are drawn one at a
 * time, only to the right of the diagonal's block, and added to the band of the row of pixels that
 * they belong to. Takes {@code n^2 / 2} powers and memory for a few times n numbers.
 */
final class StreamedField {
  private final double[] series;
  private final double[] cosineOfHalf;
  private final double[] sineOfHalf;
  private final Gamma gamma;
  private final double[] row;
  private final double[] band;

  private StreamedField(double[] series, Gamma gamma) {
    int n = series.length;
    this.series = series;
    this.cosineOfHalf = new double[n];
    this.sineOfHalf = new double[n];
    this.gamma = gamma;
    this.row = new double[n];
    this.band = new double[n];
    for (int i = 0; i < n; i++) {
      cosineOfHalf[i] = Math.sqrt((1 + series[i]) / 2);
      sineOfHalf[i] = Math.sqrt((1 - series[i]) / 2);
    }
  }

  /**
   * Draws the averages.
   *
   * @param series n values in 0..1; not changed
   * @param size m, 1 to n
   * @return m * m pixels in 0..1, row after row, symmetric to the last bit; a new array
   */
  static double[] average(double[] series, int size, Gamma gamma) {
    return new StreamedField(series, gamma).average(size);
  }

  private double[] average(int size) {
    int n = series.length;
    double[] pixels = new double[size * size];
    for (int i = 0; i < size; i++) {
      long from = (long) i * n;
      long to = from + n;
      int first = Math.toIntExact(from / size);
      Arrays.fill(band, first, n, 0);
      for (int k = first; (long) k * size < to; k++) {
        long head = Math.max(from, (long) k * size);
        long tail = Math.min(to, (k + 1L) * size);
        boolean drawn = k == first && i > 0 && from % size != 0;
        if (drawn) {
          add((double) (tail - head), first);
        } else {
          drawAndAdd(k, (double) (tail - head), first);
        }
      }
      for (int j = i; j < size; j++) {
        double pixel = Math.min(1, PiecewiseAverage.sum(band, j, size) / n / n);
        pixels[i * size + j] = pixel;
        pixels[j * size + i] = pixel;
      }
    }
    return pixels;
  }

  /** The row that a band shares with the one before is drawn once. */
  private void add(double weight, int from) {
    for (int j = from; j < row.length; j++) {
      band[j] += weight * row[j];
    }
  }

  private void drawAndAdd(int i, double weight, int from) {
    if (gamma.exponent() == 0.25) {
      drawRoots(row, band, weight, i, from);
    } else {
      for (int j = from; j < row.length; j++) {
        double root =
            (series[i] + series[j])
                / 2
                / (cosineOfHalf[i] * cosineOfHalf[j] + sineOfHalf[i] * sineOfHalf[j]);
        row[j] = gamma.pixel(root);
      }
      add(weight, from);
    }
  }

  /** Plain loops over local arrays, which the compiler turns into vector instructions. */
  private void drawRoots(double[] row, double[] band, double weight, int i, int from) {
    double[] x = series;
    double[] a = cosineOfHalf;
    double[] b = sineOfHalf;
    double xi = x[i] / 2;
    double ai = a[i];
    double bi = b[i];
    for (int j = from; j < row.length; j++) {
      double pixel = Math.sqrt((xi + x[j] * 0.5) / (ai * a[j] + bi * b[j]));
      row[j] = pixel;
      band[j] += weight * pixel;
    }
  }
}
