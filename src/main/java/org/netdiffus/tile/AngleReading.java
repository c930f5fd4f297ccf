package org.netdiffus.tile;

import java.util.Arrays;

/**
 * Least squares over the angles of all pixels of a {@code paa} tile: {@code 2 arccos(q_ij) =
 * theta_i + theta_j} with {@code q = T^(1 / 2g)}, so {@code theta_i} is the mean of row i less half
 * the mean of all. {@code arccos(2 q^2 - 1) = 2 arccos(q)} is read without the cancellation near 0,
 * where most traffic is.
 */
final class AngleReading {
  private AngleReading() {}

  static Reading of(PixelSquare square, Gamma gamma) {
    int size = square.size();
    double[] angles = new double[size];
    double[] row = new double[size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(square.middle(), i * size, row, 0, size);
      gamma.replaceByRoots(row);
      ArcCosine.replace(row);
      add(angles, row); // the square is symmetric: sums of columns are those of rows
    }
    double half = Arrays.stream(angles).sum() / size / size; // half of the mean of 2 arccos
    for (int i = 0; i < size; i++) {
      double angle = 2 * angles[i] / size - half;
      angles[i] = Math.cos(Math.max(0, Math.min(Math.PI / 2, angle)));
    }
    return Reading.ofSeries(angles, gamma);
  }

  private static void add(double[] sums, double[] row) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += row[j];
    }
  }
}
