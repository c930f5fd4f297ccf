package org.netdiffus.diffusion;

/**
 * A trained (or closed-form) denoising model over batches of flat tiles: the seam between the
 * diffusion mathematics and whatever computes the network.
 *
 * <p>A batch of {@code n} tiles is one array of {@code n * values()} floats, tile after tile, each
 * tile {@code [row][column][channel]}, in the network's normalised units. Implementations may keep
 * buffers, so one instance serves one thread.
 */
public interface Denoiser {
  /** Numbers in one tile: {@code size * size * channels}. */
  int values();

  /** Number of classes K; classes are 0 to K - 1, and {@link #noClass} is allowed too. */
  int classes();

  /** What {@link #predict} returns. */
  PredictionTarget target();

  /** Whether the model says how large the noise of a step back is; see {@link #predict}. */
  default boolean learnsVariance() {
    return false;
  }

  /** The class number that stands for "no class" (guidance): K. */
  default int noClass() {
    return classes();
  }

  /**
   * Runs the model once.
   *
   * @param noisy n tiles at their noise levels, {@code n * values()} floats; not kept, not changed
   * @param steps n integer time steps of the training schedule, 0 to T - 1
   * @param classNumbers n class numbers, 0 to K (K is {@link #noClass})
   * @return the predicted targets, {@code n * values()} floats, a new array; of a model that learns
   *     the variance as many more follow: for each value where the logarithm of its variance lies
   *     between that of the small (-1) and of the large one (1)
   */
  float[] predict(float[] noisy, int[] steps, int[] classNumbers);
}
