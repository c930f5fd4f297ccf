package org.netdiffus.diffusion;

/**
 * The Gaussian of the less noisy x_s given x_t and x_0, for a step s before t (Ho, Jain, Abbeel
 * 2020, arXiv:2006.11239, equations 6 and 7, with {@code beta = 1 - alphaBar_t / alphaBar_s} where
 * steps are left out).
 *
 * @param cleanWeight factor of x_0 in the mean
 * @param noisyWeight factor of x_t in the mean
 * @param variance variance, the "small" one of the two that the paper names
 */
record Posterior(double cleanWeight, double noisyWeight, double variance) {
  /**
   * @param alphaBarAfter alphaBar of s, 1 when s is the clean tile
   * @param alphaBar alphaBar of t, below {@code alphaBarAfter}
   */
  static Posterior between(double alphaBarAfter, double alphaBar) {
    double beta = 1 - alphaBar / alphaBarAfter;
    return new Posterior(
        beta * Math.sqrt(alphaBarAfter) / (1 - alphaBar),
        (1 - alphaBarAfter) * Math.sqrt(1 - beta) / (1 - alphaBar),
        beta * (1 - alphaBarAfter) / (1 - alphaBar));
  }
}
