package org.netdiffus.measure;

/** Squared distances of all pairs of rows of two sets and within each. */
interface PairDistances {
  /** Rows of the real set. */
  int realRows();

  /** Rows of the synthetic set. */
  int syntheticRows();

  /** Of two real rows. */
  double real(int row, int other);

  /** Of two synthetic rows. */
  double synthetic(int row, int other);

  /** Of a real row and a synthetic one. */
  double between(int real, int synthetic);

  /**
   * Distances that are computed whenever they are asked for.
   *
   * @param real at least two rows
   * @param synthetic at least two rows of as many numbers
   * @throws IllegalArgumentException when there are too few, or they do not fit
   */
  static PairDistances of(double[][] real, double[][] synthetic) {
    FeatureSet.dimension(real, synthetic, 2);
    return new Computed(real, synthetic);
  }

  /** The same, computed once and kept in single precision, which leaves equal ones equal. */
  default PairDistances kept() {
    return new Kept(
        matrix(realRows(), realRows(), this::real),
        matrix(syntheticRows(), syntheticRows(), this::synthetic),
        matrix(realRows(), syntheticRows(), this::between));
  }

  /** A distance by two places. */
  interface OfPair {
    double squared(int row, int other);
  }

  private static float[][] matrix(int rows, int columns, OfPair distance) {
    float[][] matrix = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix[i][j] = (float) distance.squared(i, j);
      }
    }
    return matrix;
  }

  /** From the rows. */
  record Computed(double[][] realSet, double[][] syntheticSet) implements PairDistances {
    @Override
    public int realRows() {
      return realSet.length;
    }

    @Override
    public int syntheticRows() {
      return syntheticSet.length;
    }

    @Override
    public double real(int row, int other) {
      return FeatureSet.squaredDistance(realSet[row], realSet[other]);
    }

    @Override
    public double synthetic(int row, int other) {
      return FeatureSet.squaredDistance(syntheticSet[row], syntheticSet[other]);
    }

    @Override
    public double between(int real, int synthetic) {
      return FeatureSet.squaredDistance(realSet[real], syntheticSet[synthetic]);
    }
  }

  /** From matrices. */
  record Kept(float[][] ofReal, float[][] ofSynthetic, float[][] ofBoth) implements PairDistances {
    @Override
    public int realRows() {
      return ofReal.length;
    }

    @Override
    public int syntheticRows() {
      return ofSynthetic.length;
    }

    @Override
    public double real(int row, int other) {
      return ofReal[row][other];
    }

    @Override
    public double synthetic(int row, int other) {
      return ofSynthetic[row][other];
    }

    @Override
    public double between(int real, int synthetic) {
      return ofBoth[real][synthetic];
    }
  }
}
