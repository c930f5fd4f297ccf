package org.netdiffus.diffusion;

/**
 * Decay of the exponential moving average of weights: {@code average = d average + (1 - d)
 * weights}. The decay grows with the updates done, since a constant 0.9999 would leave the
 * untrained weights a share of 0.905 after 1,000 updates; with this warm-up it is below 1e-20.
 */
public final class ExponentialAverage {
  /** The usual bound of the decay. */
  public static final double GREATEST_DECAY = 0.9999;

  private ExponentialAverage() {}

  /**
   * {@code min(0.9999, (1 + n)/(10 + n))}.
   *
   * @param update number n of the update that the weights have just had, from 1 on
   * @throws IllegalArgumentException when {@code update} is below 1
   */
  public static double decay(long update) {
    return decay(update, GREATEST_DECAY);
  }

  private static double decay(long update, double greatest) {
    if (update < 1) {
      throw new IllegalArgumentException("update = " + update + " is below 1");
    }
    return Math.min(greatest, (1.0 + update) / (10.0 + update));
  }

  /**
   * Decay for averaging once after several updates: the product of their decays, so that the
   * average forgets as fast as if it had been taken after each.
   *
   * @param done updates that the average had seen already
   * @param updates updates since, from 0 on
   * @throws IllegalArgumentException when one of them is negative
   */
  public static double decayOver(long done, int updates) {
    return decayOver(done, updates, GREATEST_DECAY);
  }

  /**
   * As {@link #decayOver(long, int)} with another bound of the decay.
   *
   * @param greatest bound, 0 to 1
   */
  public static double decayOver(long done, int updates, double greatest) {
    if (done < 0 || updates < 0) {
      throw new IllegalArgumentException(updates + " updates after " + done + ": both from 0 on");
    }
    double product = 1;
    for (int i = 1; i <= updates; i++) {
      product *= decay(done + i, greatest);
    }
    return product;
  }
}
