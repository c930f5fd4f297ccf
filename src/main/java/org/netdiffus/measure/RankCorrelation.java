package org.netdiffus.measure;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** Whether two lists put the same things into the same order (Spearman 1904). */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's coefficient, -1 (the opposite order) to 1 (the same), ties by their mean rank; 0
   * where a list does not vary, which orders nothing.
   *
   * @param first at least two numbers
   * @param second as many
   * @throws IllegalArgumentException when they are fewer, or not as many
   */
  public static double between(double[] first, double[] second) {
    if (first.length < 2 || first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " numbers have no common order");
    }
    double found = new SpearmansCorrelation().correlation(first, second);
    return Double.isNaN(found) ? 0 : found;
  }
}
