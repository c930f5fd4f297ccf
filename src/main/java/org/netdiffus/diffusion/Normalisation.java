package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Brings tiles to the scale that the noise schedule is made for: {@code (value - mean) / (2
 * deviation)} for each channel, mean and deviation of the training tiles. Tiles of sparse traffic
 * fill a small part of 0..1, where the noise would drown them.
 *
 * @param mean mean of each channel over the training tiles; owned by the record
 * @param deviation deviation of each channel, above 0; owned by the record
 */
public record Normalisation(float[] mean, float[] deviation) implements Serializable {
  /** Checks that the channels match and that every deviation is above 0. */
  public Normalisation {
    if (mean.length != deviation.length || mean.length == 0) {
      throw new IllegalArgumentException(
          mean.length + " means and " + deviation.length + " deviations");
    }
    for (int channel = 0; channel < mean.length; channel++) {
      if (!Float.isFinite(mean[channel]) || !(deviation[channel] > 0)) {
        throw new IllegalArgumentException(
            "channel "
                + channel
                + " has mean "
                + mean[channel]
                + " and deviation "
                + deviation[channel]);
      }
    }
  }

  /** Brings tiles of {@code [row][column][channel]} to the network's units, in place. */
  public void apply(float[] tiles) {
    int channels = mean.length;
    for (int i = 0; i < tiles.length; i++) {
      int channel = i % channels;
      tiles[i] = (tiles[i] - mean[channel]) / (2 * deviation[channel]);
    }
  }

  /** Brings tiles back from the network's units, in place. */
  public void undo(float[] tiles) {
    int channels = mean.length;
    for (int i = 0; i < tiles.length; i++) {
      int channel = i % channels;
      tiles[i] = tiles[i] * (2 * deviation[channel]) + mean[channel];
    }
  }

  /** The range of tiles in the network's units. */
  public ClippingRange normalised(ClippingRange tiles) {
    float[] lower = tiles.lower().clone();
    float[] upper = tiles.upper().clone();
    apply(lower);
    apply(upper);
    return new ClippingRange(lower, upper);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Normalisation that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
  }

  @Override
  public String toString() {
    return "Normalisation[" + Arrays.toString(mean) + ", " + Arrays.toString(deviation) + "]";
  }
}
