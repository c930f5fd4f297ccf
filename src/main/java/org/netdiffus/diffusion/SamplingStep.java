package org.netdiffus.diffusion;

/**
 * One step of a sampler as the linear combination that it is: after the network has said what the
 * clean tile x_0 may be at step {@code time},
 *
 * <pre>{@code x_next = noisy x_t + clean x_0 + earlierClean x_0' + noise z}</pre>
 *
 * with x_0' the clean tile of the evaluation before, and z standard normal.
 *
 * @param time time step t at which the network is evaluated
 * @param noisy factor of x_t
 * @param clean factor of x_0
 * @param earlierClean factor of the x_0 before; 0 on the first step
 * @param noise factor of fresh noise
 * @param greatestNoise factor where a learned variance is at its largest; {@code noise} is that
 *     where it is at its smallest, and the logarithm runs evenly between the two
 */
public record SamplingStep(
    int time, double noisy, double clean, double earlierClean, double noise, double greatestNoise) {
  /** A step that a learned variance does not change. */
  static SamplingStep fixed(
      int time, double noisy, double clean, double earlierClean, double noise) {
    return new SamplingStep(time, noisy, clean, earlierClean, noise, noise);
  }

  /**
   * Factor of fresh noise for one value.
   *
   * @param share what the model says of its variance, -1 to 1
   */
  double noise(double share) {
    return noise * Math.pow(greatestNoise / noise, (share + 1) / 2);
  }

  /** The last step of every sampler: the clean tile itself. */
  static SamplingStep last(int time) {
    return fixed(time, 0, 1, 0, 0);
  }
}
