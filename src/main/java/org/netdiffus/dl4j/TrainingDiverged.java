package org.netdiffus.dl4j;

/** A training whose loss is no number any more, or has grown far beyond where it began. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  TrainingDiverged(int step, double loss) {
    super(
        "the training broke down at step "
            + step
            + ": its loss is "
            + loss
            + "; start again from an earlier checkpoint with a lower learning rate");
    this.step = step;
  }

  /** Number of the step, from 1. */
  public int step() {
    return step;
  }
}
