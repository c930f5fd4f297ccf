package org.netdiffus.dl4j;

/**
 * A training whose loss or weights are no numbers any more, or whose squared error has grown far
 * beyond where it began. The same plan breaks down again at the same step.
 */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  private TrainingDiverged(int step, String how) {
    super("the training broke down at step " + step + ": " + how);
    this.step = step;
  }

  /** At a step whose loss is no number. */
  static TrainingDiverged byLoss(int step, double loss) {
    return new TrainingDiverged(step, "its loss is " + loss);
  }

  /** At a step whose squared error is too great. */
  static TrainingDiverged bySquaredError(int step, double error) {
    return new TrainingDiverged(step, "its squared error is " + error);
  }

  /**
   * By a step of a round whose losses were numbers, but whose weights or updater's state are not.
   */
  static TrainingDiverged byState(int lastStepOfRound) {
    return new TrainingDiverged(
        lastStepOfRound, "weights or their moments are no numbers after it");
  }

  /** Number of the step, from 1. */
  public int step() {
    return step;
  }
}
