package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many values fall into each of some equal bins. Counts are whole numbers, so that parts of a
 * set merge in any order and grouping to the same result.
 *
 * <p>Bins hold their lower edge, the last one its upper edge too; what lies outside the range
 * counts in the first or the last bin.
 *
 * @param lower lower edge of the first bin
 * @param upper upper edge of the last bin, above {@code lower}
 * @param counts values in each bin; owned by the record
 */
public record BinCounts(double lower, double upper, long[] counts) implements Serializable {
  /** Checks the range and that there is a bin. */
  public BinCounts {
    if (!(lower < upper) || counts.length == 0) {
      throw new IllegalArgumentException(
          counts.length + " bins from " + lower + " to " + upper + " hold nothing");
    }
  }

  /** No values yet: the neutral element of {@link #plus(BinCounts)}. */
  public static BinCounts none(double lower, double upper, int bins) {
    return new BinCounts(lower, upper, new long[bins]);
  }

  /**
   * These counts and those of {@code values}.
   *
   * @throws IllegalArgumentException when a value is not a number
   */
  public BinCounts plus(float[] values) {
    long[] sum = counts.clone();
    double binsPerUnit = sum.length / (upper - lower);
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        throw new IllegalArgumentException("values[" + i + "] is not a number");
      }
      double bin = Math.floor((values[i] - lower) * binsPerUnit);
      sum[(int) Math.min(Math.max(bin, 0), sum.length - 1)]++;
    }
    return new BinCounts(lower, upper, sum);
  }

  /**
   * The counts of both.
   *
   * @throws IllegalArgumentException when the bins differ
   */
  public BinCounts plus(BinCounts other) {
    if (!hasBinsOf(other)) {
      throw new IllegalArgumentException(describe() + " and " + other.describe() + " do not match");
    }
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.counts[i];
    }
    return new BinCounts(lower, upper, sum);
  }

  /** Number of values counted. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Share of each bin, adding up to 1.
   *
   * @throws IllegalStateException when nothing was counted
   */
  public double[] shares() {
    long total = total();
    if (total == 0) {
      throw new IllegalStateException("nothing was counted, so bins have no shares");
    }
    return Arrays.stream(counts).mapToDouble(count -> (double) count / total).toArray();
  }

  /**
   * Three sets side by side for the report.
   *
   * @param title what was counted, with its unit
   * @throws IllegalArgumentException when the bins differ
   */
  public static Histogram histogram(
      String title, BinCounts training, BinCounts test, BinCounts synthetic) {
    for (BinCounts other : new BinCounts[] {test, synthetic}) {
      if (!training.hasBinsOf(other)) {
        throw new IllegalArgumentException(
            training.describe() + " and " + other.describe() + " do not match");
      }
    }
    return new Histogram(
        title,
        training.lower,
        training.upper,
        training.shares(),
        test.shares(),
        synthetic.shares());
  }

  boolean hasBinsOf(BinCounts other) {
    return lower == other.lower && upper == other.upper && counts.length == other.counts.length;
  }

  String describe() {
    return counts.length + " bins from " + lower + " to " + upper;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinCounts bins && hasBinsOf(bins) && Arrays.equals(counts, bins.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return describe() + ": " + Arrays.toString(counts);
  }
}
