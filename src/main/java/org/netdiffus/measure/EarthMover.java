package org.netdiffus.measure;

import java.util.Arrays;

/**
 * Earth mover's distance of two sets of numbers (Wasserstein-1 in one dimension): how far, on
 * average, the values of one have to be moved to become the other.
 */
public final class EarthMover {
  private EarthMover() {}

  /**
   * The distance, in the unit of the numbers: the area between the two distribution functions.
   *
   * @param first not changed, at least one
   * @param second not changed, at least one
   * @throws IllegalArgumentException when a set is empty or a number is not finite
   */
  public static double between(double[] first, double[] second) {
    double[] a = sorted(first);
    double[] b = sorted(second);
    int i = 0;
    int j = 0;
    double distance = 0;
    double at = Math.min(a[0], b[0]);
    while (i < a.length || j < b.length) {
      double next =
          Math.min(
              i < a.length ? a[i] : Double.POSITIVE_INFINITY,
              j < b.length ? b[j] : Double.POSITIVE_INFINITY);
      distance += (next - at) * Math.abs((double) i / a.length - (double) j / b.length);
      at = next;
      while (i < a.length && a[i] == next) {
        i++;
      }
      while (j < b.length && b[j] == next) {
        j++;
      }
    }
    return distance;
  }

  private static double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no distance to others");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("values[" + i + "] = " + values[i]);
      }
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
