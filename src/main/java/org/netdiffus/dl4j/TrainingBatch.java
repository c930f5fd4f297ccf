package org.netdiffus.dl4j;

/**
 * The examples of one worker in one step.
 *
 * @param noisy noised tiles, {@code n * values}
 * @param steps time steps, n
 * @param classes class numbers, n; K where the class is not shown
 * @param targets what the network should return, {@code n * values}
 * @param weights of the examples in the loss, n
 */
record TrainingBatch(
    float[] noisy, float[] steps, float[] classes, float[] targets, float[] weights) {}
