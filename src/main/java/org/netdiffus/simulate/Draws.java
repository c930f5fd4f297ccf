package org.netdiffus.simulate;

import java.util.SplittableRandom;

/**
 * The random numbers of one trace: a function of (seed, class, trace) alone. Only whole numbers
 * come from the generator and only {@link StrictMath} is used on them, since the other elementary
 * functions may differ in their last bit between machines.
 */
final class Draws {
  private static final double UNIT = 0x1.0p-53;

  private final SplittableRandom random;

  private Draws(long state) {
    this.random = new SplittableRandom(state);
  }

  /** The numbers of the trace with this index of a class, given by its label. */
  static Draws of(long seed, String label, long trace) {
    long state = new SplittableRandom(seed).nextLong() ^ label.hashCode();
    return new Draws(new SplittableRandom(state).nextLong() ^ trace);
  }

  /** Any 32 bits. */
  int bits() {
    return (int) (random.nextLong() >>> 32);
  }

  /** A number from {@code least} to below {@code most}, all alike. */
  double uniform(double least, double most) {
    return least + (most - least) * unit();
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  int wholeNumber(int least, int most) {
    return least + (int) (unit() * (most - least + 1));
  }

  /** A number above 0 whose logarithm is normal with standard deviation {@code sigma}. */
  double logNormal(double median, double sigma) {
    // Box and Muller; 1 - unit is never 0.
    double normal =
        StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * Math.PI * unit());
    return median * StrictMath.exp(sigma * normal);
  }

  /** A waiting time of events that come independently, {@code mean} apart on average. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - unit());
  }

  /** Fills a part of an array with any bytes. */
  void fill(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      long word = random.nextLong();
      for (int end = Math.min(at + Long.BYTES, to); at < end; at++) {
        bytes[at] = (byte) word;
        word >>>= Byte.SIZE;
      }
    }
  }

  private double unit() {
    return (random.nextLong() >>> 11) * UNIT;
  }
}
