package org.netdiffus.measure;

import java.io.Serializable;

/**
 * Least and greatest of some values; ranges merge in any order and grouping.
 *
 * @param least least value, positive infinity when there is none
 * @param greatest greatest value, negative infinity when there is none
 */
public record ValueRange(float least, float greatest) implements Serializable {
  /** Of no values: the neutral element of {@link #plus(ValueRange)}. */
  public static final ValueRange NONE =
      new ValueRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

  /** This range and {@code values}. */
  public ValueRange plus(float[] values) {
    float low = least;
    float high = greatest;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new ValueRange(low, high);
  }

  /** The range of both. */
  public ValueRange plus(ValueRange other) {
    return new ValueRange(Math.min(least, other.least), Math.max(greatest, other.greatest));
  }

  /**
   * Equal bins over this range with nothing in them. Values that are all the same get a range of
   * one unit around them.
   *
   * @throws IllegalStateException when there were no values
   */
  public BinCounts bins(int count) {
    if (least > greatest) {
      throw new IllegalStateException("no values, so their range has no bins");
    }
    if (least == greatest) {
      return BinCounts.none(least - 0.5, greatest + 0.5, count);
    }
    return BinCounts.none(least, greatest, count);
  }
}
