package org.netdiffus.tile;

/** Tiles of series that are scaled to 0..1: the field, gamma and area averages. */
public final class Tiles {
  private Tiles() {}

  /**
   * Renders one channel. {@code paa} and {@code resize-gamma} take {@code n + m^2} steps, {@code
   * gamma-resize} {@code n^2 / 2}; none holds n x n numbers.
   *
   * @param scaled {@code geometry.points()} values in 0..1; not changed
   * @param geometry size, order and gamma
   * @return {@code size * size} pixels in 0..1, row after row, symmetric to the last bit; a new
   *     array
   * @throws IllegalArgumentException for another number of values, or a value outside 0..1 or NaN,
   *     naming its place
   */
  public static float[] render(double[] scaled, TileGeometry geometry) {
    check(scaled, geometry);
    if (geometry.gamma() == QuarterGamma.EXPONENT) {
      switch (ofSize(geometry)) {
        case PAA -> {
          return QuarterGamma.ofSeries(PiecewiseAverage.of(scaled, geometry.size()));
        }
        case RESIZE_GAMMA -> {
          return QuarterGamma.ofAverages(AveragedField.of(scaled, geometry.size()));
        }
        case GAMMA_RESIZE -> {} // as for any other exponent
      }
    }
    double[] pixels = exactly(scaled, geometry);
    float[] rounded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rounded[i] = (float) pixels[i];
    }
    return rounded;
  }

  /**
   * As {@link #render}, in double precision throughout: what float32 rounds to seven digits, which
   * a small gamma magnifies on the way back, stays readable to 1e-9.
   */
  public static double[] renderInDouble(double[] scaled, TileGeometry geometry) {
    check(scaled, geometry);
    return exactly(scaled, geometry);
  }

  private static double[] exactly(double[] scaled, TileGeometry geometry) {
    int size = geometry.size();
    Gamma gamma = new Gamma(geometry.gamma());
    return switch (ofSize(geometry)) {
      case PAA -> {
        Gasf field = Gasf.of(PiecewiseAverage.of(scaled, size));
        yield symmetric(size, (i, j) -> gamma.pixel(field.rootAt(i, j)));
      }
      case RESIZE_GAMMA -> {
        AveragedField field = AveragedField.of(scaled, size);
        yield symmetric(size, (i, j) -> gamma.pixel(Math.sqrt(field.at(i, j))));
      }
      case GAMMA_RESIZE -> StreamedField.average(scaled, size, gamma);
    };
  }

  /** Where nothing is averaged the orders are one, and {@code paa} is the shortest way. */
  private static TileOrder ofSize(TileGeometry geometry) {
    return geometry.size() == geometry.points() ? TileOrder.PAA : geometry.order();
  }

  /** Before any averaging hides the places. */
  static void check(double[] scaled, TileGeometry geometry) {
    if (scaled.length != geometry.points()) {
      throw new IllegalArgumentException(
          scaled.length + " values for a tile of " + geometry.points() + " points");
    }
    for (int i = 0; i < scaled.length; i++) {
      if (!(scaled[i] >= 0 && scaled[i] <= 1)) { // also catches NaN
        throw new IllegalArgumentException("series[" + i + "] = " + scaled[i] + " is outside 0..1");
      }
    }
  }

  private static double[] symmetric(int size, Pixel pixel) {
    double[] pixels = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double value = pixel.at(i, j);
        pixels[i * size + j] = value;
        pixels[j * size + i] = value;
      }
    }
    return pixels;
  }

  @FunctionalInterface
  private interface Pixel {
    double at(int row, int column);
  }
}
