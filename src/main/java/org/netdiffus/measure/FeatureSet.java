package org.netdiffus.measure;

/** Checks of features that all distances between two sets of them share. */
final class FeatureSet {
  private FeatureSet() {}

  /**
   * Length of the rows of two sets.
   *
   * @throws IllegalArgumentException when a set has fewer than {@code least} rows, rows differ in
   *     length or a number is not finite
   */
  static int dimension(double[][] first, double[][] second, int least) {
    int dimension = first.length == 0 ? 0 : first[0].length;
    check(first, dimension, least);
    check(second, dimension, least);
    return dimension;
  }

  private static void check(double[][] rows, int dimension, int least) {
    if (rows.length < least || dimension == 0) {
      throw new IllegalArgumentException(
          rows.length + " features of " + dimension + " numbers are too few");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != dimension) {
        throw new IllegalArgumentException(
            "features[" + i + "] has " + rows[i].length + " numbers, not " + dimension);
      }
      for (int j = 0; j < dimension; j++) {
        if (!Double.isFinite(rows[i][j])) {
          throw new IllegalArgumentException("features[" + i + "][" + j + "] = " + rows[i][j]);
        }
      }
    }
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
