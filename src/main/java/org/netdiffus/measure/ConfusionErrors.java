package org.netdiffus.measure;

import java.util.Arrays;

/**
 * Figures of a confusion matrix with the error that comes from the finite number of examples of
 * each class: what the bootstrap of the examples within their classes tends to, in closed form (for
 * F1 by the delta method, as in Takahashi and others 2022, doi:10.1007/s10489-021-02635-5). As
 * Agresti and Coull (1998) do for a share, two examples named right and two named wrong are added
 * before the error is taken, so that it is not 0 where nothing was confused; the figures are those
 * of the examples alone.
 */
final class ConfusionErrors {
  /** Examples named right that are added, and as many named wrong. */
  private static final double ADDED = 2;

  private ConfusionErrors() {}

  /** Share of a class that is named right; 0 for a class without examples. */
  static Measured recall(ConfusionMatrix matrix, int of) {
    double count = Arrays.stream(matrix.counts()[of]).sum() + 2 * ADDED;
    double share = (matrix.counts()[of][of] + ADDED) / count;
    return new Measured(matrix.recalls()[of], Math.sqrt(share * (1 - share) / count));
  }

  /** Mean F1 of the classes; the added examples are shared among all classes. */
  static Measured macroF1(ConfusionMatrix matrix) {
    int classes = matrix.counts().length;
    double[] weights = new double[classes];
    Arrays.fill(weights, 1.0 / classes);
    return new Measured(matrix.macroF1(), error(counts(matrix, ADDED / classes), weights));
  }

  /** F1 of a class; the examples are added to every class. */
  static Measured f1(ConfusionMatrix matrix, int of) {
    double[] weights = new double[matrix.counts().length];
    weights[of] = 1;
    return new Measured(matrix.f1()[of], error(counts(matrix, ADDED), weights));
  }

  /** With so many more of each class named right, and as many named wrong, alike for all others. */
  private static double[][] counts(ConfusionMatrix matrix, double added) {
    int classes = matrix.counts().length;
    double[][] counts = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        counts[i][j] = matrix.counts()[i][j] + (i == j ? added : added / (classes - 1));
      }
    }
    return counts;
  }

  /**
   * Error of the weighted sum of the F1 of the classes. The rows are independent multinomials,
   * whose totals are given; an example of class i that is named j changes the sum by its gradient.
   */
  private static double error(double[][] counts, double[] weights) {
    int classes = counts.length;
    // Twice the right ones over all of the class and all that were named so.
    double[] slope = new double[classes];
    double[] loss = new double[classes];
    for (int i = 0; i < classes; i++) {
      double all = 0;
      for (int j = 0; j < classes; j++) {
        all += counts[i][j] + counts[j][i];
      }
      slope[i] = 2 * weights[i] / all;
      loss[i] = 2 * weights[i] * counts[i][i] / (all * all);
    }
    double variance = 0;
    for (int i = 0; i < classes; i++) {
      double total = Arrays.stream(counts[i]).sum();
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < classes; j++) {
        double gradient = (i == j ? slope[i] : 0) - loss[j];
        sum += counts[i][j] * gradient;
        squares += counts[i][j] * gradient * gradient;
      }
      variance += squares - sum * sum / total;
    }
    return Math.sqrt(Math.max(0, variance));
  }
}
