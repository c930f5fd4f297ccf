package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The range that clean values are held to at every step of sampling, for each channel: that of the
 * training tiles, in the network's normalised units.
 *
 * @param lower least value of each channel; owned by the record
 * @param upper greatest value of each channel, not below {@code lower}; owned by the record
 */
public record ClippingRange(float[] lower, float[] upper) implements Serializable {
  /** Checks that the channels match and that no range is empty. */
  public ClippingRange {
    if (lower.length != upper.length || lower.length == 0) {
      throw new IllegalArgumentException(
          lower.length + " lower and " + upper.length + " upper bounds");
    }
    for (int channel = 0; channel < lower.length; channel++) {
      if (!(lower[channel] <= upper[channel])) {
        throw new IllegalArgumentException(
            "channel "
                + channel
                + " has the empty range "
                + lower[channel]
                + " to "
                + upper[channel]);
      }
    }
  }

  /** One range for all channels. */
  public static ClippingRange of(float lower, float upper) {
    return new ClippingRange(new float[] {lower}, new float[] {upper});
  }

  /** No clipping. */
  public static ClippingRange unlimited() {
    return of(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  /** Clips tiles of {@code [row][column][channel]} in place. */
  public void clip(float[] tiles) {
    int channels = lower.length;
    for (int i = 0; i < tiles.length; i++) {
      int channel = i % channels;
      tiles[i] = Math.min(Math.max(tiles[i], lower[channel]), upper[channel]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClippingRange range
        && Arrays.equals(lower, range.lower)
        && Arrays.equals(upper, range.upper);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  @Override
  public String toString() {
    return "ClippingRange[" + Arrays.toString(lower) + ", " + Arrays.toString(upper) + "]";
  }
}
