package org.netdiffus.dl4j;

/**
 * The examples of one worker in one step.
 *
 * @param noisy noised tiles, {@code n * values}
 * @param steps time steps, n
 * @param classes class numbers, n; K where the class is not shown
 * @param targets what the network should return, {@code n * values}
 * @param terms what else the loss knows of each example, rows of {@link ExampleTerms}
 */
record TrainingBatch(
    float[] noisy, float[] steps, float[] classes, float[] targets, float[] terms) {
  /** Weight of an example's squared error. */
  double weight(int example) {
    return terms[example * (terms.length / steps.length)];
  }
}
