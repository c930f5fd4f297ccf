package org.netdiffus.measure;

/**
 * A figure of ours, to stand beside one of the paper's.
 *
 * @param what in words
 * @param value the figure; NaN where there is none, and then {@code what} says why
 * @param error standard error; NaN where none is known
 * @param unit such as {@code %} or {@code points}; empty without one
 * @param n test traces, or tiles on each side, that it rests on
 * @param source report that it was taken from, relative to the experiment's folder
 */
public record MeasuredResult(
    String what, double value, double error, String unit, long n, String source) {
  /** Why there is no gain over something that may be nothing. */
  private static final String NO_RATIO = ": no ratio, the base is within two errors of 0";

  /** In the place of a gain whose base is not told from 0: its ratio could be any. */
  public static MeasuredResult withoutRatio(String what, String unit, long n, String source) {
    return new MeasuredResult(what + NO_RATIO, Double.NaN, Double.NaN, unit, n, source);
  }

  /** Whether there is a figure. */
  public boolean isMeasured() {
    return !Double.isNaN(value);
  }
}
