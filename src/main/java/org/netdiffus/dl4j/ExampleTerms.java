package org.netdiffus.dl4j;

import org.netdiffus.diffusion.VarianceBound;

/**
 * What the loss knows of each example besides its target: a row of numbers, which travels as the
 * mask of the labels. A network with a fixed variance has the weight of the squared error only.
 *
 * @param columns numbers of one example
 * @param numbers all rows, one after the other
 */
record ExampleTerms(int columns, double[] numbers) {
  /** Numbers of an example for a fixed variance. */
  static final int FIXED = 1;

  /** Numbers of an example for a learned variance. */
  static final int LEARNED = 5;

  /** Number of examples. */
  int examples() {
    return numbers.length / columns;
  }

  /** Weight of an example's squared error. */
  double weight(int example) {
    return numbers[example * columns];
  }

  /** The bound that the variance of an example learns from. */
  VarianceBound bound(int example) {
    int at = example * columns;
    return new VarianceBound(
        numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at + 4] > 0);
  }

  /** Writes a row as {@link #bound} reads it, behind the weight. */
  static void write(VarianceBound bound, float[] out, int row) {
    out[row + 1] = (float) bound.logSmall();
    out[row + 2] = (float) bound.logLarge();
    out[row + 3] = (float) bound.meanFactor();
    out[row + 4] = bound.first() ? 1 : 0;
  }
}
