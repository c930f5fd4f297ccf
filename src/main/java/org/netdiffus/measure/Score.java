package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Set;

/**
 * One figure of the synthetic tiles beside the same figure of real data.
 *
 * @param name key in {@code report.json}, such as {@code frechet-classifier}
 * @param group what it is about
 * @param title what a reader sees
 * @param synthetic synthetic against training tiles
 * @param holdout the same for as many real test tiles: what perfect data reach; in the group {@link
 *     Group#WHOLE} for all of them
 * @param better how to read it
 * @param unit unit of both numbers, empty for a pure number
 * @param n tiles on each side that both numbers were computed from; in the group {@link
 *     Group#WHOLE} those of the smallest set
 * @param meaning one sentence for the reader
 */
public record Score(
    String name,
    Group group,
    String title,
    Measured synthetic,
    Measured holdout,
    Better better,
    String unit,
    int n,
    String meaning)
    implements Serializable {
  /** Tiles on each side from which being better than the holdout says anything. */
  private static final int ENOUGH = 20;

  /** Differences up to here are rounding. */
  private static final double ROUNDING = 1e-6;

  /** They do not compare with training tiles, or their best means too typical tiles. */
  private static final Set<String> NO_SIGN_OF_OVERFITTING =
      Set.of("gramian-residual", "gramian-asymmetry", "trts", "precision", "density-clipped");

  /** What a figure is about. */
  public enum Group {
    /** Tiles as pictures. */
    TILES,
    /** The series recovered from them. */
    TRAFFIC,
    /** Copies of training data. */
    COPIES,
    /** Every tile of sets that are not equally large: figures to read, not to judge by. */
    WHOLE
  }

  /** Which values are good ones. */
  public enum Better {
    /** A distance: the lower the better, down to the floor. */
    LOWER,
    /** A share of 0 to 1: the lower the better, down to the floor. */
    LOWER_SHARE,
    /** A share of 0 to 1: the higher the better, up to the floor. */
    HIGHER_SHARE,
    /** The chance of so large a difference by accident: small ones tell the sets apart. */
    CHANCE,
    /** Close to the floor is good; below it means copies, above it means strangers. */
    NEAR_FLOOR
  }

  /** The figure of the synthetic tiles. */
  public double value() {
    return synthetic.value();
  }

  /** The same figure of the real test tiles. */
  public double floor() {
    return holdout.value();
  }

  /** Whether the intervals of both figures do not meet: more than accident is between them. */
  public boolean apartFromHoldout() {
    return synthetic.upper() < holdout.lower() || synthetic.lower() > holdout.upper();
  }

  /** Whether being better than a holdout would say anything. */
  public boolean tellsOverfitting() {
    return n >= ENOUGH && !NO_SIGN_OF_OVERFITTING.contains(name) && group != Group.WHOLE;
  }

  /**
   * Whether the figure is better than that of real data that nobody trained on, beyond both
   * intervals: a sign of overfitting to the training part, never of quality. Of fewer than 20
   * tiles, of figures that tell nothing about closeness to training tiles, and of those over all
   * tiles, which have more of one set than of another, it is no sign.
   */
  public boolean betterThanHoldout() {
    if (!tellsOverfitting() || Math.abs(value() - floor()) <= ROUNDING) {
      return false;
    }
    return switch (better) {
      case LOWER, LOWER_SHARE, NEAR_FLOOR -> synthetic.upper() < holdout.lower();
      case HIGHER_SHARE -> synthetic.lower() > holdout.upper();
      case CHANCE -> false;
    };
  }
}
