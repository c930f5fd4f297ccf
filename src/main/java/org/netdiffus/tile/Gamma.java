package org.netdiffus.tile;

/**
 * The map between a pixel and the root of the field, {@code T = Y^g = q^(2g)} with {@code q =
 * sqrt(Y) = cos((theta_i + theta_j) / 2)}. On the diagonal q is the value of the series itself.
 */
record Gamma(double exponent) {
  /** The pixel of a root of the field, both in 0..1. */
  double pixel(double root) {
    // The usual exponent of 0.25, without a general power for each of n^2 pixels.
    return exponent == QuarterGamma.EXPONENT ? Math.sqrt(root) : Math.pow(root, 2 * exponent);
  }

  /** The root of the field behind a pixel; pixels outside 0..1 count as the nearest end. */
  double root(double pixel) {
    double bounded = Math.max(0, Math.min(1, pixel));
    return exponent == QuarterGamma.EXPONENT
        ? bounded * bounded
        : Math.pow(bounded, 1 / (2 * exponent));
  }

  /** Replaces pixels, each 0..1, by the roots of the field behind them. */
  void replaceByRoots(double[] pixels) {
    if (exponent == QuarterGamma.EXPONENT) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] *= pixels[i];
      }
    } else {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Math.pow(pixels[i], 1 / (2 * exponent));
      }
    }
  }
}
