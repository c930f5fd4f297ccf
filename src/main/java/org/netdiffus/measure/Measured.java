package org.netdiffus.measure;

import java.io.Serializable;

/**
 * A figure with its standard error, over random draws of the tiles and over the seeds of the
 * networks.
 *
 * @param value the figure
 * @param error its standard error, not negative; 0 where it was not asked for
 */
public record Measured(double value, double error) implements Serializable {
  /** Lower end of the interval of two standard errors. */
  public double lower() {
    return value - 2 * error;
  }

  /** Upper end of the interval of two standard errors. */
  public double upper() {
    return value + 2 * error;
  }
}
