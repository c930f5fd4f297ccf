package org.netdiffus.diffusion;

/**
 * The part of the variational bound that trains a learned variance, for one time step (Nichol,
 * Dhariwal 2021, arXiv:2102.09672, section 3.1): the divergence of the model's step back from the
 * posterior's, and at t = 0 the negative logarithm of the density of the clean tile, in bits for
 * each value. The original scores t = 0 by bins of 8-bit pictures, which tiles of floats have not.
 *
 * <p>The model's variance is {@code exp(f logLarge + (1 - f) logSmall)} with {@code f = (share +
 * 1)/2}; the share is the second half of the network's output.
 *
 * @param logSmall logarithm of the posterior's variance; at t = 0 that of t = 1
 * @param logLarge logarithm of beta
 * @param meanFactor what the squared error of the network's output is multiplied by to be that of
 *     the mean of the step
 * @param first whether t = 0
 */
public record VarianceBound(double logSmall, double logLarge, double meanFactor, boolean first) {
  private static final double BITS = 1 / Math.log(2);

  /** The bound at step t of a schedule, for a model of the given target. */
  public static VarianceBound at(NoiseSchedule schedule, PredictionTarget target, int t) {
    double alphaBar = schedule.alphaBar(t);
    double before = t == 0 ? 1 : schedule.alphaBar(t - 1);
    double cleanFactor =
        switch (target) {
          case EPSILON -> (1 - alphaBar) / alphaBar;
          case V -> 1 - alphaBar;
        };
    double cleanWeight = Posterior.between(before, alphaBar).cleanWeight();
    int second = Math.max(t, 1);
    double small =
        Posterior.between(schedule.alphaBar(second - 1), schedule.alphaBar(second)).variance();
    return new VarianceBound(
        Math.log(small),
        Math.log(schedule.beta(t)),
        cleanWeight * cleanWeight * cleanFactor,
        t == 0);
  }

  /**
   * The bound's term of one value.
   *
   * @param error of the network's output
   * @param share what it says of the variance
   */
  public double bits(double error, double share) {
    double logVariance = logVariance(share);
    double distance = meanFactor * error * error * Math.exp(-logVariance);
    return first
        ? BITS / 2 * (Math.log(2 * Math.PI) + logVariance + distance)
        : BITS / 2 * (logVariance - logSmall - 1 + Math.exp(logSmall - logVariance) + distance);
  }

  /** Derivative of {@link #bits} by the share; the error does not learn from it. */
  public double slope(double error, double share) {
    double logVariance = logVariance(share);
    double distance = meanFactor * error * error * Math.exp(-logVariance);
    double spread = first ? 0 : Math.exp(logSmall - logVariance);
    return BITS / 2 * (1 - spread - distance) * (logLarge - logSmall) / 2;
  }

  private double logVariance(double share) {
    double large = (share + 1) / 2;
    return large * logLarge + (1 - large) * logSmall;
  }
}
