package org.netdiffus.dl4j;

import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * The random streams of one classifier: every number is a function of the seed, of what it is for
 * and of its place, so threads and tasks cannot change it.
 */
final class ClassifierRandom {
  private static final int SIXTEEN_BITS = 1 << 16;
  private static final long ORDER = -1;

  private ClassifierRandom() {}

  /** Starting weights of a layer. */
  static CounterRandom weights(long seed, int layer) {
    return CounterRandom.of(seed, Purpose.CLASSIFIER, layer, -1);
  }

  /** Order of the tiles in one pass over them. */
  static CounterRandom order(long seed, long pass) {
    return CounterRandom.of(seed, Purpose.CLASSIFIER, ORDER, pass);
  }

  /**
   * Dropout factors: 0 with the given probability, else 1 / (1 - probability), so that the mean
   * stays 1. The probability is rounded to a multiple of 2^-16.
   */
  static float[] dropout(long seed, int layer, int update, double probability, int count) {
    CounterRandom random = CounterRandom.of(seed, Purpose.CLASSIFIER, layer, update);
    long dropped = Math.round(probability * SIXTEEN_BITS);
    float kept = (float) (1 / (1 - (double) dropped / SIXTEEN_BITS));
    float[] factors = new float[count];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      // Four decisions from one draw: the draws are a noticeable part of an update.
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      factors[i] = (bits & (SIXTEEN_BITS - 1)) < dropped ? 0 : kept;
    }
    return factors;
  }
}
