package org.netdiffus.diffusion;

import java.util.Arrays;

/**
 * The normalisation {@code (value - mean) / (2 deviation)} of each channel, with mean and deviation
 * of the training tiles.
 *
 * @param mean mean of each channel over the training tiles; owned by the record
 * @param deviation deviation of each channel, above 0; owned by the record
 */
public record MomentNormalisation(float[] mean, float[] deviation) implements Normalisation {
  /** Checks that the channels match and that every deviation is above 0. */
  public MomentNormalisation {
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

  @Override
  public int channels() {
    return mean.length;
  }

  @Override
  public void apply(float[] tiles) {
    int channels = mean.length;
    for (int i = 0; i < tiles.length; i++) {
      int channel = i % channels;
      tiles[i] = (tiles[i] - mean[channel]) / (2 * deviation[channel]);
    }
  }

  @Override
  public void undo(float[] tiles) {
    int channels = mean.length;
    for (int i = 0; i < tiles.length; i++) {
      int channel = i % channels;
      tiles[i] = tiles[i] * (2 * deviation[channel]) + mean[channel];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MomentNormalisation that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
  }

  @Override
  public String toString() {
    return "MomentNormalisation[" + Arrays.toString(mean) + ", " + Arrays.toString(deviation) + "]";
  }
}
