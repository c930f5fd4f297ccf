package org.netdiffus.measure;

/** Shannon entropy of probabilities (Shannon 1948). */
public final class Entropy {
  private Entropy() {}

  /**
   * Entropy in nats, from 0 (one certain outcome) to the logarithm of the number of outcomes.
   *
   * @param probabilities not negative, adding up to 1 but for rounding
   * @throws IllegalArgumentException when one is negative or no number
   */
  public static double nats(double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      if (!(p >= 0)) {
        throw new IllegalArgumentException("probabilities[" + i + "] = " + p);
      }
      sum -= p == 0 ? 0 : p * StrictMath.log(p);
    }
    return Math.max(0, sum);
  }

  /** Entropy in bits, as {@link #nats}. */
  public static double bits(double[] probabilities) {
    return nats(probabilities) / StrictMath.log(2);
  }
}
