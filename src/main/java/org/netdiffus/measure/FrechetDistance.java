package org.netdiffus.measure;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Fréchet distance of two sets of features, each taken for Gaussian: {@code |m_a - m_b|^2 + tr(C_a)
 * + tr(C_b) - 2 tr((C_a C_b)^(1/2))}, covariances over n - 1 (Heusel et al. 2017,
 * arXiv:1706.08500).
 *
 * <p>The trace of the root is the nuclear norm of {@code A B' / sqrt((n_a - 1)(n_b - 1))} on
 * centred features, which needs no root of a matrix and holds for n below d too, where covariances
 * are singular. The distance is biased upwards by small n (Chong, Forsyth 2020, arXiv:1911.07023):
 * compare only figures of the same n, beside that of two real sets.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * The distance, from 0 on, in squared units of the features.
   *
   * @param first n_a features of d numbers each, not changed; n_a at least 2
   * @param second n_b features of d numbers each, not changed; n_b at least 2
   * @throws IllegalArgumentException when a set has fewer than 2 rows, rows differ in length or a
   *     number is not finite
   */
  public static double between(double[][] first, double[][] second) {
    FeatureSet.dimension(first, second, 2);
    double[] firstMean = mean(first);
    double[] secondMean = mean(second);
    return between(
        difference(firstMean, secondMean), root(first, firstMean), root(second, secondMean));
  }

  /**
   * The distance of two sets of which moments were kept, from 0 on, in squared units of the
   * features.
   *
   * @param first of at least 2 vectors of d numbers
   * @param second likewise
   * @param units deviation that one unit of each number stands for
   * @throws IllegalArgumentException when a set has fewer than 2 vectors
   */
  public static double between(VectorMoments first, VectorMoments second, double[] units) {
    if (first.count() < 2 || second.count() < 2) {
      throw new IllegalArgumentException(
          first.count() + " and " + second.count() + " vectors have no covariance");
    }
    double[] difference = difference(first.mean(), second.mean());
    for (int j = 0; j < units.length; j++) {
      difference[j] *= units[j];
    }
    return between(
        difference, rootOf(first.covariance(), units), rootOf(second.covariance(), units));
  }

  private static double[] difference(double[] first, double[] second) {
    double[] difference = new double[first.length];
    for (int j = 0; j < difference.length; j++) {
      difference[j] = first[j] - second[j];
    }
    return difference;
  }

  /**
   * By the difference of the means and roots of the covariances.
   *
   * @param a matrix with a'a the covariance of the first set
   * @param b likewise of the second
   */
  private static double between(double[] difference, RealMatrix a, RealMatrix b) {
    double distance = 0;
    for (double one : difference) {
      distance += one * one;
    }
    distance += squaredNorm(a) + squaredNorm(b) - 2 * nuclearNorm(a.multiply(b.transpose()));
    // Rounding leaves equal sets a little beside 0.
    return Math.max(0, distance);
  }

  /** A matrix R with R'R the covariance, rounding below 0 taken for 0. */
  private static RealMatrix rootOf(double[][] covariance, double[] units) {
    double[][] scaled = new double[units.length][units.length];
    for (int i = 0; i < units.length; i++) {
      for (int j = 0; j < units.length; j++) {
        scaled[i][j] = covariance[i][j] * units[i] * units[j];
      }
    }
    EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
    RealMatrix root = parts.getVT();
    for (int i = 0; i < units.length; i++) {
      double scale = Math.sqrt(Math.max(0, parts.getRealEigenvalue(i)));
      root.setRowVector(i, root.getRowVector(i).mapMultiply(scale));
    }
    return root;
  }

  /** A matrix R of at most d rows with R'R the covariance. */
  private static RealMatrix root(double[][] rows, double[] mean) {
    int dimension = mean.length;
    double scale = 1 / Math.sqrt(rows.length - 1.0);
    double[][] centred = new double[rows.length][dimension];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < dimension; j++) {
        centred[i][j] = (rows[i][j] - mean[j]) * scale;
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(centred, false);
    if (rows.length <= dimension) {
      return matrix;
    }
    return new QRDecomposition(matrix).getR().getSubMatrix(0, dimension - 1, 0, dimension - 1);
  }

  private static double squaredNorm(RealMatrix matrix) {
    double norm = matrix.getFrobeniusNorm();
    return norm * norm;
  }

  private static double nuclearNorm(RealMatrix matrix) {
    double sum = 0;
    for (double singularValue : new SingularValueDecomposition(matrix).getSingularValues()) {
      sum += singularValue;
    }
    return sum;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows.length;
    }
    return mean;
  }
}
