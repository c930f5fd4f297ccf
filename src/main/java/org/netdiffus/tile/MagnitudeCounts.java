package org.netdiffus.tile;

import java.io.Serializable;

/**
 * How often absolute values other than 0 occur, for a quantile that is exact and the same for any
 * grouping of the values. A positive float's bits are in the order of its value: a first pass
 * counts by the upper 16 bits, a second one by the lower 16 bits of the values in the bucket that
 * the first has found. Each takes half a megabyte, whatever the number of values.
 *
 * <p>Silence is left out: with it, a quantile of sparse traffic would be 0.
 */
public final class MagnitudeCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LOWER_BITS = 16;
  private static final int LOWER_MASK = (1 << LOWER_BITS) - 1;

  private final long[] counts = new long[1 << LOWER_BITS];
  private final boolean all;
  private final int bucket;

  private MagnitudeCounts(boolean all, int bucket) {
    this.all = all;
    this.bucket = bucket;
  }

  /**
   * A place in the order of the counted values.
   *
   * @param index the upper or the lower bits
   * @param rank rank among the values with these bits, from 1
   */
  public record Place(int index, long rank) implements Serializable {
    /** The value, this being the place by upper bits and {@code lower} that by lower bits. */
    public float value(Place lower) {
      return Float.intBitsToFloat(index << LOWER_BITS | lower.index);
    }
  }

  /** Empty counts by upper bits. */
  public static MagnitudeCounts byUpperBits() {
    return new MagnitudeCounts(true, 0);
  }

  /** Empty counts by lower bits of the values with the upper bits of a place. */
  public static MagnitudeCounts byLowerBits(Place upper) {
    return new MagnitudeCounts(false, upper.index);
  }

  /**
   * Counts the first values of a series.
   *
   * @param values finite values; not changed
   * @param length how many of them, from the first
   * @return these counts
   */
  public MagnitudeCounts add(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      int bits = Float.floatToRawIntBits(Math.abs(values[i]));
      if (bits != 0 && all) {
        counts[bits >>> LOWER_BITS]++;
      } else if (bits != 0 && bits >>> LOWER_BITS == bucket) {
        counts[bits & LOWER_MASK]++;
      }
    }
    return this;
  }

  /**
   * Adds counts of the same kind.
   *
   * @return these counts
   */
  public MagnitudeCounts add(MagnitudeCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  /** How many values were counted. */
  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /**
   * Place of the smallest value that at least a share of all does not exceed.
   *
   * @param share above 0 up to 1, of at least one value
   */
  public Place placeOfShare(double share) {
    return placeOfRank(Math.max(1, (long) Math.ceil(share * total())));
  }

  /**
   * Place of the value of a rank.
   *
   * @param rank 1 to {@link #total}
   */
  public Place placeOfRank(long rank) {
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      if (rank <= before + counts[i]) {
        return new Place(i, rank - before);
      }
      before += counts[i];
    }
    throw new IllegalArgumentException("rank " + rank + " of " + before + " values");
  }
}
