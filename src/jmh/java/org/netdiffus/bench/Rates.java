package org.netdiffus.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Repeated measurements of one rate, such as images per second, in the order they were taken. */
public final class Rates {
  private final String name;
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  /** No measurement yet. */
  public Rates(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  /** Adds one measurement. */
  public void add(double rate) {
    values.add(rate);
  }

  /** The middle one, or the mean of the two middle ones. */
  public double median() {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * How many times as fast as another, measured in turn: the median of the ratios of neighbours,
   * which a machine that slows down or speeds up in between moves least.
   */
  public double over(Rates other) {
    int pairs = Math.min(values.size(), other.values.size());
    return median(
        IntStream.range(0, pairs).mapToDouble(i -> values.get(i) / other.values.get(i)).toArray());
  }

  /** Name, median, spread and number of measurements in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-46s %9.2f %s (%.2f to %.2f, median of %d)",
        name,
        median(),
        unit,
        values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
        values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
        values.size());
  }

  private static double median(double[] measured) {
    double[] sorted = measured.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
