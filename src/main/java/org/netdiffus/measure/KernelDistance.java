package org.netdiffus.measure;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Squared maximum mean discrepancy of two sets of features, unbiased (Gretton et al. 2012, Journal
 * of Machine Learning Research 13, lemma 6): 0 on average for two sets of one distribution, at any
 * number of rows, and so a little below 0 half of the time.
 *
 * <p>Every pair of rows is looked at: give it a bounded sample.
 */
public final class KernelDistance {
  private static final double COEFFICIENT = 1;

  private KernelDistance() {}

  /**
   * Kernel Inception distance's estimator (Bińkowski et al. 2018, arXiv:1801.01401): the kernel is
   * {@code (x'y / d + 1)^3}, whatever the features are.
   *
   * @param first at least 2 features of d numbers each
   * @param second likewise
   * @throws IllegalArgumentException when there are too few, or they do not fit
   */
  public static double cubic(double[][] first, double[][] second) {
    int dimension = FeatureSet.dimension(first, second, 2);
    return unbiased(
        first,
        second,
        (x, y) -> {
          double base = FeatureSet.product(x, y) / dimension + COEFFICIENT;
          return base * base * base;
        });
  }

  /**
   * With a Gaussian kernel {@code exp(-|x - y|^2 / (2 s^2))}.
   *
   * @param width s, above 0
   */
  public static double gaussian(double[][] first, double[][] second, double width) {
    FeatureSet.dimension(first, second, 2);
    return unbiased(first, second, gaussian(width));
  }

  /**
   * Median distance of two different rows of both sets together, the usual width of the Gaussian
   * kernel; 1 where most rows are the same.
   */
  public static double medianDistance(double[][] first, double[][] second) {
    FeatureSet.dimension(first, second, 1);
    double[][] all = joined(first, second);
    double[] distances = new double[all.length * (all.length - 1) / 2];
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[at] = Math.sqrt(FeatureSet.squaredDistance(all[i], all[j]));
        at++;
      }
    }
    double median = NearestDistance.median(distances);
    return median > 0 ? median : 1;
  }

  /**
   * How likely two sets of one distribution would be at least so far apart, by the Gaussian kernel:
   * the share of random divisions of all rows into two sets that are, the true one among them.
   *
   * @param width s, above 0
   * @param divisions random divisions, at least 1
   * @param seed of the divisions
   * @return from 1 / (divisions + 1) to 1
   */
  public static double permutationChance(
      double[][] first, double[][] second, double width, int divisions, long seed) {
    FeatureSet.dimension(first, second, 2);
    double[][] all = joined(first, second);
    ToDoubleBiFunction<double[], double[]> kernel = gaussian(width);
    float[][] kernels = new float[all.length][all.length];
    double total = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        float value = (float) kernel.applyAsDouble(all[i], all[j]);
        kernels[i][j] = value;
        kernels[j][i] = value;
        total += 2.0 * value;
      }
    }
    boolean[] inFirst = new boolean[all.length];
    Arrays.fill(inFirst, 0, first.length, true);
    double truth = discrepancy(kernels, inFirst, first.length, total);
    int atLeast = 1;
    for (int division = 0; division < divisions; division++) {
      int[] order = CounterRandom.of(seed, Purpose.SELECTION, division, 0).permutation(all.length);
      Arrays.fill(inFirst, false);
      for (int i = 0; i < first.length; i++) {
        inFirst[order[i]] = true;
      }
      if (discrepancy(kernels, inFirst, first.length, total) >= truth) {
        atLeast++;
      }
    }
    return atLeast / (divisions + 1.0);
  }

  /** Kernels of a row with itself are 0 here, as the unbiased estimate leaves them out. */
  private static double discrepancy(
      float[][] kernels, boolean[] inFirst, int firstCount, double total) {
    double within = 0;
    double across = 0;
    for (int i = 0; i < kernels.length; i++) {
      if (!inFirst[i]) {
        continue;
      }
      for (int j = 0; j < kernels.length; j++) {
        if (inFirst[j]) {
          within += kernels[i][j];
        } else {
          across += kernels[i][j];
        }
      }
    }
    double n = firstCount;
    double m = kernels.length - n;
    double others = total - within - 2 * across;
    return within / (n * (n - 1)) + others / (m * (m - 1)) - 2 * across / (n * m);
  }

  private static double unbiased(
      double[][] first, double[][] second, ToDoubleBiFunction<double[], double[]> kernel) {
    double across = 0;
    for (double[] x : first) {
      for (double[] y : second) {
        across += kernel.applyAsDouble(x, y);
      }
    }
    return within(first, kernel)
        + within(second, kernel)
        - 2 * across / ((double) first.length * second.length);
  }

  private static double within(double[][] rows, ToDoubleBiFunction<double[], double[]> kernel) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * kernel.applyAsDouble(rows[i], rows[j]);
      }
    }
    return sum / ((double) rows.length * (rows.length - 1));
  }

  private static ToDoubleBiFunction<double[], double[]> gaussian(double width) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("width = " + width + " is not above 0");
    }
    return (x, y) -> Math.exp(-FeatureSet.squaredDistance(x, y) / (2 * width * width));
  }

  private static double[][] joined(double[][] first, double[][] second) {
    double[][] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
