package org.netdiffus.measure;

import java.util.Arrays;

/**
 * Naive Bayes classifier with a Gaussian for each feature and class. Variances are raised by 1e-9
 * of the largest variance of any feature, as scikit-learn's are.
 */
public final class GaussianNaiveBayes {
  private static final double SMOOTHING = 1e-9;

  private final double[] logPriors;
  private final double[][] means;
  private final double[][] variances;

  private GaussianNaiveBayes(double[] logPriors, double[][] means, double[][] variances) {
    this.logPriors = logPriors;
    this.means = means;
    this.variances = variances;
  }

  /**
   * Fits it.
   *
   * @param rows features of each example, all of one length, finite
   * @param classes class of each, 0 to {@code classCount - 1}; a class without examples is never
   *     named
   * @throws IllegalArgumentException when there are no examples, or not as many classes
   */
  public static GaussianNaiveBayes fit(float[][] rows, int[] classes, int classCount) {
    if (rows.length == 0 || rows.length != classes.length) {
      throw new IllegalArgumentException(
          rows.length + " examples of " + classes.length + " classes cannot be learnt");
    }
    int features = rows[0].length;
    int[] counts = new int[classCount];
    double[][] means = new double[classCount][features];
    double[] mean = new double[features];
    for (int i = 0; i < rows.length; i++) {
      counts[classes[i]]++;
      add(means[classes[i]], rows[i]);
      add(mean, rows[i]);
    }
    for (int c = 0; c < classCount; c++) {
      divide(means[c], counts[c]);
    }
    divide(mean, rows.length);
    double[][] variances = new double[classCount][features];
    double[] variance = new double[features];
    for (int i = 0; i < rows.length; i++) {
      addSquares(variances[classes[i]], rows[i], means[classes[i]]);
      addSquares(variance, rows[i], mean);
    }
    divide(variance, rows.length);
    double raise = SMOOTHING * Arrays.stream(variance).max().orElse(0);
    double[] logPriors = new double[classCount];
    for (int c = 0; c < classCount; c++) {
      divide(variances[c], counts[c]);
      logPriors[c] = StrictMath.log((double) counts[c] / rows.length);
      for (int j = 0; j < features; j++) {
        // Where nothing varies at all any positive number will do.
        variances[c][j] += raise > 0 ? raise : 1;
      }
    }
    return new GaussianNaiveBayes(logPriors, means, variances);
  }

  /** Logarithm of prior times likelihood of each class, up to a constant of the row. */
  public double[] logLikelihoods(float[] row) {
    double[] scores = logPriors.clone();
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] == Double.NEGATIVE_INFINITY) {
        continue;
      }
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        double difference = row[j] - means[c][j];
        sum +=
            StrictMath.log(2 * Math.PI * variances[c][j])
                + difference * difference / variances[c][j];
      }
      scores[c] -= sum / 2;
    }
    return scores;
  }

  /** The most likely class of each row, the lower number of equals. */
  public int[] predict(float[][] rows) {
    int[] predicted = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] scores = logLikelihoods(rows[i]);
      for (int c = 1; c < scores.length; c++) {
        if (scores[c] > scores[predicted[i]]) {
          predicted[i] = c;
        }
      }
    }
    return predicted;
  }

  private static void add(double[] sum, float[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += row[j];
    }
  }

  private static void addSquares(double[] sum, float[] row, double[] mean) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
    }
  }

  private static void divide(double[] values, int count) {
    for (int j = 0; j < values.length; j++) {
      values[j] /= Math.max(1, count);
    }
  }
}
