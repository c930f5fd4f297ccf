package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Squared errors of a network by noise level: where a training does not come forward shows here
 * before it shows in the mean. The time steps of the schedule are cut into four quarters of equal
 * length.
 *
 * @param sums of the mean squared errors of single examples, quarter by quarter, the least noisy
 *     first; not weighted; owned by the record
 * @param examples how many there are of each quarter; owned by the record
 */
public record LevelLosses(double[] sums, long[] examples) implements Serializable {
  /** Quarters of the schedule. */
  public static final int QUARTERS = 4;

  /** No example yet. */
  static LevelLosses none() {
    return new LevelLosses(new double[QUARTERS], new long[QUARTERS]);
  }

  /**
   * Those of one batch.
   *
   * @param losses of its examples, each with its weight
   * @param batch its time steps and weights; examples without weight are left out
   * @param timeSteps T, steps of the schedule
   */
  static LevelLosses of(double[] losses, TrainingBatch batch, int timeSteps) {
    LevelLosses found = none();
    for (int i = 0; i < losses.length; i++) {
      double weight = batch.weight(i);
      if (weight > 0) {
        int quarter = (int) (QUARTERS * (long) batch.steps()[i] / timeSteps);
        found.sums[quarter] += losses[i] / weight;
        found.examples[quarter]++;
      }
    }
    return found;
  }

  /** Both together. */
  LevelLosses plus(LevelLosses other) {
    LevelLosses both = none();
    for (int i = 0; i < QUARTERS; i++) {
      both.sums[i] = sums[i] + other.sums[i];
      both.examples[i] = examples[i] + other.examples[i];
    }
    return both;
  }

  /** The mean of each quarter that has examples, by its number from 1, the least noisy. */
  public SortedMap<Integer, Double> means() {
    SortedMap<Integer, Double> means = new TreeMap<>();
    for (int i = 0; i < QUARTERS; i++) {
      if (examples[i] > 0) {
        means.put(i + 1, sums[i] / examples[i]);
      }
    }
    return means;
  }
}
