package org.netdiffus.tile;

import java.io.Serializable;

/**
 * The map of one feature between its units and 0..1. A minimum is never subtracted: no traffic
 * stays at {@link #pad}.
 *
 * @param feature name of the feature
 * @param kind where the maximum comes from
 * @param maximum value in the feature's units that becomes 1, finite, at least 0; with 0 (a feature
 *     that is silent everywhere) every value becomes {@link #pad}
 * @param signed whether values lie in -maximum..maximum, -maximum becoming 0 and 0 becoming 0.5
 */
public record SeriesScale(String feature, ScaleKind kind, double maximum, boolean signed)
    implements Serializable {
  public SeriesScale {
    if (!(maximum >= 0 && maximum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "maximum = " + maximum + " of " + feature + " is not a number from 0");
    }
  }

  /**
   * Scaled values.
   *
   * @param values each 0..1; not copied
   * @param clipped how many lay outside the scale and were moved to its nearest end
   */
  public record Scaled(double[] values, int clipped) {}

  /** What 0 (no traffic, and padding) becomes: 0.5 when signed, else 0. */
  public double pad() {
    return signed ? 0.5 : 0;
  }

  /**
   * How far from {@link #pad} a value that was read from a generated tile may lie and still be
   * padding. With pixel noise of 0.02, more than a trained model leaves, 99 of 100 padded values
   * stay within it at gamma 0.25; around 0.5 the same noise moves values five times as far as
   * around 0. A frame of 60 bytes lies 0.02 from the pad of signed sizes up to 1514 bytes.
   */
  public double padTolerance() {
    return signed ? 0.015 : 0.003;
  }

  /**
   * Scales a series.
   *
   * @param series values in the feature's units; not changed
   * @throws IllegalArgumentException for a value that is NaN or infinite, naming its place
   */
  public Scaled scale(float[] series) {
    double[] values = new double[series.length];
    int clipped = 0;
    for (int i = 0; i < series.length; i++) {
      if (!Float.isFinite(series[i])) {
        throw new IllegalArgumentException("series[" + i + "] = " + series[i] + " is not finite");
      }
      double value = scale(series[i]);
      if (value < 0 || value > 1) {
        clipped++;
        value = value < 0 ? 0 : 1;
      }
      values[i] = value + 0.0; // -0 becomes 0
    }
    return new Scaled(values, clipped);
  }

  private double scale(double value) {
    if (maximum == 0) {
      return pad();
    }
    double part = compressed(value) / compressed(maximum);
    return signed ? (part + 1) / 2 : part;
  }

  /**
   * The value in the feature's units of a scaled one: the inverse of {@link #scale} but for what
   * was clipped.
   *
   * @param scaled 0..1
   */
  public double restore(double scaled) {
    if (maximum == 0) {
      return 0;
    }
    double part = signed ? 2 * scaled - 1 : scaled;
    return expanded(part * compressed(maximum));
  }

  private double compressed(double value) {
    return kind == ScaleKind.LOG1P ? Math.copySign(Math.log1p(Math.abs(value)), value) : value;
  }

  private double expanded(double value) {
    return kind == ScaleKind.LOG1P ? Math.copySign(Math.expm1(Math.abs(value)), value) : value;
  }
}
