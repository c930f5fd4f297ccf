package org.netdiffus.tile;

/**
 * The plane of a symmetric matrix that holds its largest positive and its most negative eigenvalue,
 * where those are the two of largest size: the best approximation of signature (1, 1). Found by
 * orthogonal iteration, which on a matrix of rank 2 is done after one step.
 *
 * @param positive eigenvector of the positive eigenvalue times its root; 0 when there is none
 * @param negative eigenvector of the negative eigenvalue times the root of its size, its sum not
 *     negative; 0 when there is none
 */
record EigenPair(double[] positive, double[] negative) {
  private static final int MOST_STEPS = 200;
  private static final double SETTLED = 1e-14;

  /**
   * Finds the pair.
   *
   * @param matrix size * size numbers, symmetric
   */
  static EigenPair of(double[] matrix, int size) {
    double[] first = new double[size];
    double[] second = new double[size];
    for (int i = 0; i < size; i++) {
      first[i] = 1;
      second[i] = matrix[i * size + i] + 1e-3 * (i % 2 == 0 ? 1 : -1);
    }
    orthonormalise(first, second);
    double before = Double.MAX_VALUE;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] nextFirst = times(matrix, first);
      double[] nextSecond = times(matrix, second);
      double size2 = dot(nextFirst, nextFirst) + dot(nextSecond, nextSecond);
      first = nextFirst;
      second = nextSecond;
      orthonormalise(first, second);
      if (Math.abs(size2 - before) <= SETTLED * size2) {
        break;
      }
      before = size2;
    }
    return ofPlane(matrix, first, second);
  }

  /** Eigenvectors of the matrix within a plane, by one rotation. */
  private static EigenPair ofPlane(double[] matrix, double[] first, double[] second) {
    double[] image = times(matrix, first);
    double a = dot(first, image);
    double b = dot(second, image);
    double c = dot(second, times(matrix, second));
    double angle = Math.atan2(2 * b, a - c) / 2; // of the larger eigenvalue
    double mean = (a + c) / 2;
    double radius = Math.hypot((a - c) / 2, b);
    double[] positive = combined(first, Math.cos(angle), second, Math.sin(angle));
    double[] negative = combined(first, -Math.sin(angle), second, Math.cos(angle));
    scale(positive, Math.sqrt(Math.max(0, mean + radius)));
    scale(negative, Math.sqrt(Math.max(0, radius - mean)));
    double sum = 0;
    for (double value : negative) {
      sum += value;
    }
    scale(negative, sum < 0 ? -1 : 1);
    return new EigenPair(positive, negative);
  }

  /** The factors with the positive eigenvector as it is or turned round. */
  FactorReading factors(int sign) {
    double[] plus = new double[positive.length];
    double[] minus = new double[positive.length];
    for (int i = 0; i < plus.length; i++) {
      plus[i] = sign * positive[i] + negative[i];
      minus[i] = sign * positive[i] - negative[i];
    }
    return FactorReading.of(plus, minus);
  }

  /** A vector of no length stays so: it stands for an eigenvalue of 0. */
  private static void orthonormalise(double[] first, double[] second) {
    normalise(first, 0);
    double before = Math.sqrt(dot(second, second));
    for (int pass = 0; pass < 2; pass++) { // once more for what rounding has left
      double along = dot(first, second);
      for (int i = 0; i < first.length; i++) {
        second[i] -= along * first[i];
      }
    }
    normalise(second, 1e-15 * before);
  }

  private static void normalise(double[] vector, double least) {
    double length = Math.sqrt(dot(vector, vector));
    scale(vector, length > least ? 1 / length : 0);
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static double[] combined(double[] first, double cosine, double[] second, double sine) {
    double[] sum = new double[first.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = cosine * first[i] + sine * second[i];
    }
    return sum;
  }

  private static double[] times(double[] matrix, double[] vector) {
    int size = vector.length;
    double[] product = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += matrix[i * size + j] * vector[j];
      }
      product[i] = sum;
    }
    return product;
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
