package org.netdiffus.dl4j;

import java.util.Locale;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The rate of each training step: a linear rise, then constant or a fall along half a cosine that
 * would be at 0 at {@code steps}, one step after the last.
 *
 * @param base rate after the rise, above 0
 * @param warmUp steps of the rise, from 0 on; the first has {@code base / warmUp}
 * @param decay what follows
 * @param steps steps of the whole training, above {@code warmUp}
 */
public record LearningRate(
    @JsonProperty("base") double base,
    @JsonProperty("warm-up") int warmUp,
    @JsonProperty("decay") Decay decay,
    @JsonProperty("steps") int steps)
    implements ISchedule {
  private static final int LONGEST_WARM_UP = 500;

  /** Steps that a constant rate's share of warm-up is taken of: its training may be made longer. */
  private static final int STEPS_OF_CONSTANT = 2000;

  /** What the rate does after its rise. */
  public enum Decay {
    /** It stays. */
    CONSTANT,
    /** It falls towards 0. */
    COSINE;

    /** Name in settings and files: {@code constant} or {@code cosine}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  @JsonCreator
  public LearningRate {
    if (!(base > 0) || warmUp < 0 || steps <= warmUp) {
      throw new IllegalArgumentException(
          "rate " + base + ", warm-up of " + warmUp + " steps, " + steps + " steps in all");
    }
  }

  /**
   * A rate that rises over a share of the steps, rounded down, at most 500 steps. The rise of a
   * constant rate does not depend on the steps: it takes that share of 2,000 steps, or all steps
   * but the last of a shorter training.
   *
   * @param share 0 to below 1
   */
  public static LearningRate rising(double base, double share, Decay decay, int steps) {
    int rise =
        switch (decay) {
          case CONSTANT -> Math.min((int) (STEPS_OF_CONSTANT * share), steps - 1);
          case COSINE -> (int) (steps * share);
        };
    return new LearningRate(base, Math.min(LONGEST_WARM_UP, rise), decay, steps);
  }

  /** The rate of a step, counted from 0. */
  public double at(int step) {
    if (step < warmUp) {
      return base * (step + 1) / warmUp;
    }
    return switch (decay) {
      case CONSTANT -> base;
      case COSINE ->
          base * 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / (double) (steps - warmUp)));
    };
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return at(iteration);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
