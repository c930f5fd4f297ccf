package org.netdiffus.diffusion;

/**
 * Decay of the exponential moving average of weights: {@code average = d average + (1 - d)
 * weights}, d after update n, from 1 on, being {@code min(greatest, (1 + n)/(10 + n))}. The decay
 * grows with the updates done, since a constant 0.9999 would leave the untrained weights a share of
 * 0.905 after 1,000 updates; with this warm-up it is below 1e-20.
 */
public final class ExponentialAverage {
  private ExponentialAverage() {}

  /**
   * Decay for averaging once after several updates: the product of their decays, so that the
   * average forgets as fast as if it had been taken after each.
   *
   * @param done updates that the average had seen already
   * @param updates updates since, from 0 on
   * @param greatest bound of the decay of one update, 0 to 1
   * @throws IllegalArgumentException when a number of updates is negative
   */
  public static double decayOver(long done, int updates, double greatest) {
    if (done < 0 || updates < 0) {
      throw new IllegalArgumentException(updates + " updates after " + done + ": both from 0 on");
    }
    double product = 1;
    for (int i = 1; i <= updates; i++) {
      product *= Math.min(greatest, (1.0 + done + i) / (10.0 + done + i));
    }
    return product;
  }
}
