package org.netdiffus.measure;

/**
 * One figure of the synthetic tiles beside the same figure of real data.
 *
 * @param name key in {@code report.json}, such as {@code frechet-classifier}
 * @param title what a reader sees
 * @param value synthetic against training tiles
 * @param floor the same for the real test tiles against the training tiles: what perfect data reach
 * @param better how to read it
 * @param unit unit of both numbers, empty for a pure number
 * @param n tiles on each side that both numbers were computed from
 * @param meaning one sentence for the reader
 */
public record Score(
    String name,
    String title,
    double value,
    double floor,
    Better better,
    String unit,
    int n,
    String meaning) {
  /** Which values are good ones. */
  public enum Better {
    /** The lower the better, down to the floor. */
    LOWER,
    /** Close to the floor is good; below it means copies, above it means strangers. */
    NEAR_FLOOR
  }
}
