package org.netdiffus.tile;

import java.io.Serializable;

/**
 * What a scale needs to know of the values of one feature, gathered in any order and grouping: give
 * it series of the training part only.
 *
 * @param series number of series
 * @param largest largest absolute value in the feature's units; 0 when there is none
 */
public record ScaleFit(long series, double largest) implements Serializable {
  /** Nothing seen. */
  public static final ScaleFit NONE = new ScaleFit(0, 0);

  /**
   * With one series more.
   *
   * @param values finite values in the feature's units; not changed
   */
  public ScaleFit plus(float[] values) {
    double most = largest;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return new ScaleFit(series + 1, most);
  }

  /** With all that another has seen. */
  public ScaleFit plus(ScaleFit other) {
    return new ScaleFit(series + other.series, Math.max(largest, other.largest));
  }
}
