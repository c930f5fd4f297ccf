package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Arrays;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.MomentNormalisation;

/**
 * Count, sum and range of the pixels of some tiles, for each channel. Sums are whole numbers of
 * 2^-24, the last digit of a float below 1, so that they are the same in any grouping.
 *
 * @param count pixels of one channel
 * @param sums of the pixels, one a channel, in units of 2^-24
 * @param squareSums of their squares, in units of 2^-24
 * @param lower least pixel of each channel
 * @param upper greatest pixel of each channel
 */
record PixelMoments(long count, long[] sums, long[] squareSums, float[] lower, float[] upper)
    implements Serializable {
  private static final double UNIT = 0x1p24;

  /** Pixels of one shade have no deviation, but a network needs a scale. */
  private static final double LEAST_DEVIATION = 1e-3;

  /** The moments of no tile. */
  static PixelMoments none(int channels) {
    float[] lower = new float[channels];
    float[] upper = new float[channels];
    Arrays.fill(lower, Float.POSITIVE_INFINITY);
    Arrays.fill(upper, Float.NEGATIVE_INFINITY);
    return new PixelMoments(0, new long[channels], new long[channels], lower, upper);
  }

  /** With one more tile of {@code [row][column][channel]} in [0, 1]. */
  PixelMoments plus(float[] pixels) {
    int channels = sums.length;
    long[] newSums = sums.clone();
    long[] newSquares = squareSums.clone();
    float[] newLower = lower.clone();
    float[] newUpper = upper.clone();
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % channels;
      double pixel = pixels[i];
      newSums[channel] += Math.round(pixel * UNIT);
      newSquares[channel] += Math.round(pixel * pixel * UNIT);
      newLower[channel] = Math.min(newLower[channel], pixels[i]);
      newUpper[channel] = Math.max(newUpper[channel], pixels[i]);
    }
    return new PixelMoments(
        count + pixels.length / channels, newSums, newSquares, newLower, newUpper);
  }

  /** With other tiles. */
  PixelMoments plus(PixelMoments other) {
    float[] newLower = lower.clone();
    float[] newUpper = upper.clone();
    for (int channel = 0; channel < newLower.length; channel++) {
      newLower[channel] = Math.min(newLower[channel], other.lower[channel]);
      newUpper[channel] = Math.max(newUpper[channel], other.upper[channel]);
    }
    return new PixelMoments(
        count + other.count,
        total(sums, other.sums),
        total(squareSums, other.squareSums),
        newLower,
        newUpper);
  }

  private static long[] total(long[] left, long[] right) {
    long[] total = new long[left.length];
    Arrays.setAll(total, i -> left[i] + right[i]);
    return total;
  }

  /** Mean and deviation of each channel. */
  MomentNormalisation normalisation() {
    float[] mean = new float[sums.length];
    float[] deviation = new float[sums.length];
    for (int channel = 0; channel < mean.length; channel++) {
      double average = sums[channel] / UNIT / count;
      double variance = squareSums[channel] / UNIT / count - average * average;
      mean[channel] = (float) average;
      deviation[channel] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, variance)));
    }
    return new MomentNormalisation(mean, deviation);
  }

  /** Least and greatest pixel of each channel. */
  ClippingRange range() {
    return new ClippingRange(lower, upper);
  }
}
