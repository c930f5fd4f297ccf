package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one or several workers have come to in a round: sums, so that they can be added up.
 *
 * @param state sum of the workers' weights and updater states
 * @param losses sum of the workers' losses, one a step; shorter where a worker broke down
 * @param squaredErrors sum of the workers' weighted squared errors, as many as losses
 * @param byLevel the workers' losses by noise level, of all their examples
 * @param workers how many were added
 */
record WorkerResult(
    NetworkState state, double[] losses, double[] squaredErrors, LevelLosses byLevel, int workers)
    implements Serializable {

  /** Adds another; of floats, so the order of additions shows in the last digits. */
  WorkerResult plus(WorkerResult other) {
    return new WorkerResult(
        new NetworkState(
            sum(state.weights(), other.state.weights()),
            sum(state.updater(), other.state.updater())),
        sum(losses, other.losses),
        sum(squaredErrors, other.squaredErrors),
        byLevel.plus(other.byLevel),
        workers + other.workers);
  }

  /** The mean of the workers. */
  WorkerResult mean() {
    return new WorkerResult(
        new NetworkState(divided(state.weights()), divided(state.updater())),
        divided(losses),
        divided(squaredErrors),
        byLevel,
        1);
  }

  /** Of the steps that both have made. */
  private static double[] sum(double[] left, double[] right) {
    double[] sum = Arrays.copyOf(left, Math.min(left.length, right.length));
    for (int i = 0; i < sum.length; i++) {
      sum[i] += right[i];
    }
    return sum;
  }

  private static float[] sum(float[] left, float[] right) {
    float[] sum = new float[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  private double[] divided(double[] sums) {
    double[] means = sums.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] /= workers;
    }
    return means;
  }

  private float[] divided(float[] sums) {
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / workers;
    }
    return means;
  }
}
