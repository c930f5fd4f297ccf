package org.netdiffus.dl4j;

/**
 * What a training has just done between two averages.
 *
 * @param step steps done since the beginning of the training
 * @param loss mean loss of the round's steps, over all workers
 * @param byLevel squared errors of the round's examples by noise level
 * @param learningRate rate of the last step
 * @param images tiles that all workers looked at in the round
 * @param seconds time that the round took
 */
public record TrainingRound(
    int step, double loss, LevelLosses byLevel, double learningRate, long images, double seconds) {}
