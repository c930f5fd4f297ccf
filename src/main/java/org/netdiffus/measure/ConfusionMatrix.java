package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How often each class was named for each; matrices merge in any order and grouping.
 *
 * @param counts {@code [true class][named class]}, square; owned by the record
 */
public record ConfusionMatrix(long[][] counts) implements Serializable {
  /** Checks that the matrix is square. */
  public ConfusionMatrix {
    for (long[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException(
            counts.length + " rows, one of " + row.length + " columns");
      }
    }
  }

  /**
   * Counts predictions.
   *
   * @param classes true class of each, 0 to {@code classCount - 1}
   * @param predicted class named for each, as many
   * @throws IllegalArgumentException when they are not as many
   */
  public static ConfusionMatrix of(int[] classes, int[] predicted, int classCount) {
    if (classes.length != predicted.length) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + classes.length + " examples");
    }
    long[][] counts = new long[classCount][classCount];
    for (int i = 0; i < classes.length; i++) {
      counts[classes[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  /**
   * The counts of both.
   *
   * @throws IllegalArgumentException when their classes are not as many
   */
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (counts.length != other.counts.length) {
      throw new IllegalArgumentException(
          counts.length + " and " + other.counts.length + " classes do not match");
    }
    long[][] sum = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      sum[i] = counts[i].clone();
      for (int j = 0; j < counts.length; j++) {
        sum[i][j] += other.counts[i][j];
      }
    }
    return new ConfusionMatrix(sum);
  }

  /** Examples counted. */
  public long total() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /**
   * Share of the examples that are named right.
   *
   * @throws IllegalStateException when nothing was counted
   */
  public double accuracy() {
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    if (total() == 0) {
      throw new IllegalStateException("nothing was counted, so there is no accuracy");
    }
    return (double) right / total();
  }

  /** Share of the examples of each class that are named right; 0 for a class without examples. */
  public double[] recalls() {
    double[] recalls = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      long all = Arrays.stream(counts[i]).sum();
      recalls[i] = all == 0 ? 0 : (double) counts[i][i] / all;
    }
    return recalls;
  }

  /** Harmonic mean of precision and recall of each class; 0 where both are. */
  public double[] f1() {
    double[] f1 = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      int named = i;
      long all = Arrays.stream(counts[i]).sum();
      long called = Arrays.stream(counts).mapToLong(row -> row[named]).sum();
      f1[i] = all + called == 0 ? 0 : 2.0 * counts[i][i] / (all + called);
    }
    return f1;
  }

  /** Mean of {@link #f1} over the classes. */
  public double macroF1() {
    return Arrays.stream(f1()).average().orElse(0);
  }

  /** The same examples, each named right. */
  public ConfusionMatrix perfect() {
    long[][] right = new long[counts.length][counts.length];
    for (int i = 0; i < counts.length; i++) {
      right[i][i] = Arrays.stream(counts[i]).sum();
    }
    return new ConfusionMatrix(right);
  }

  /**
   * The accuracy if the classes were given to the columns at random, each way equally likely: its
   * mean, 1 over the number of classes, and its standard deviation (Hoeffding 1951, "A
   * combinatorial central limit theorem", theorem 2).
   *
   * @throws IllegalStateException when nothing was counted, or there is one class alone
   */
  public Measured namedAtRandom() {
    int classes = counts.length;
    double total = total();
    if (total == 0 || classes < 2) {
      throw new IllegalStateException("%d classes of %.0f examples".formatted(classes, total));
    }
    double[] rows = new double[classes];
    double[] columns = new double[classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        rows[i] += (double) counts[i][j] / classes;
        columns[j] += (double) counts[i][j] / classes;
      }
    }
    double squares = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        double rest = counts[i][j] - rows[i] - columns[j] + total / classes / classes;
        squares += rest * rest;
      }
    }
    return new Measured(1.0 / classes, Math.sqrt(squares / (classes - 1)) / total);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix that && Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }

  @Override
  public String toString() {
    return "ConfusionMatrix" + Arrays.deepToString(counts);
  }
}
