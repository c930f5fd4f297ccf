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
 */
public record SamplingStep(
    int time, double noisy, double clean, double earlierClean, double noise) {
  /** The last step of every sampler: the clean tile itself. */
  static SamplingStep last(int time) {
    return new SamplingStep(time, 0, 1, 0, 0);
  }
}
