package org.netdiffus.report;

import java.util.Optional;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.MeasuredResult;

/**
 * A number with its standard error.
 *
 * @param value the number
 * @param error its standard error, not negative; NaN where none is known, and then what is computed
 *     from it has none either
 */
public record Estimate(double value, double error) {
  /**
   * Mean accuracy with the error that comes from the finite test part (Agresti and Coull, 1998: two
   * successes and two failures added, so that 0 and 1 have an error too) and from the seeds.
   */
  public static Estimate of(Accuracy accuracy) {
    double mean = accuracy.mean();
    double n = accuracy.testTiles() + 4.0;
    double shrunk = (mean * accuracy.testTiles() + 2) / n;
    double seeds = accuracy.deviation() * accuracy.deviation() / accuracy.perSeed().size();
    return new Estimate(mean, Math.sqrt(shrunk * (1 - shrunk) / n + seeds));
  }

  /** A figure with its error. */
  public static Estimate of(Measured figure) {
    return new Estimate(figure.value(), figure.error());
  }

  /** A figure with its error. */
  public static Estimate of(MeasuredResult figure) {
    return new Estimate(figure.value(), figure.error());
  }

  /** This less a known number. */
  Estimate above(double known) {
    return new Estimate(value - known, error);
  }

  /**
   * This less the other, as if they were independent. Two accuracies on the same test tiles are
   * not: the true error is smaller, so nothing is claimed too soon.
   */
  public Estimate minus(Estimate other) {
    return new Estimate(value - other.value, Math.hypot(error, other.error));
  }

  /** This divided by the other, not 0, to first order and as if they were independent. */
  public Estimate over(Estimate other) {
    double ratio = value / other.value;
    return new Estimate(ratio, Math.hypot(error, ratio * other.error) / Math.abs(other.value));
  }

  /**
   * By how much this is more than the other, as a share of the other and as if they were
   * independent; empty where the other does not lie above two of its errors, for then it may be
   * next to nothing.
   */
  public Optional<Estimate> gainOver(Estimate other) {
    boolean nothing = !(other.value > 0) || other.lower() <= 0;
    return nothing ? Optional.empty() : Optional.of(over(other).above(1));
  }

  /** Lower end of the interval of two standard errors. */
  public double lower() {
    return value - 2 * error;
  }

  /** Upper end of the interval of two standard errors. */
  public double upper() {
    return value + 2 * error;
  }
}
