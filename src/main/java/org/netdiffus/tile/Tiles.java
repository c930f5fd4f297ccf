package org.netdiffus.tile;

/** Tiles of series that are scaled to 0..1: the field, gamma and area averages. */
public final class Tiles {
  private Tiles() {}

  /**
   * Renders one channel.
   *
   * @param scaled {@code geometry.points()} values in 0..1; not changed
   * @param geometry size, order and gamma
   * @return {@code size * size} pixels in 0..1, row after row, symmetric to the last bit; a new
   *     array
   * @throws IllegalArgumentException for another number of values, or a value outside 0..1 or NaN,
   *     naming its place
   */
  public static float[] render(double[] scaled, TileGeometry geometry) {
    if (scaled.length != geometry.points()) {
      throw new IllegalArgumentException(
          scaled.length + " values for a tile of " + geometry.points() + " points");
    }
    int size = geometry.size();
    Gamma gamma = new Gamma(geometry.gamma());
    Gasf whole = Gasf.of(scaled); // checks the values before any averaging hides their places
    return switch (geometry.order()) {
      case PAA -> {
        Gasf field = size == scaled.length ? whole : Gasf.of(PiecewiseAverage.of(scaled, size));
        yield symmetric(size, (i, j) -> gamma.pixel(field.rootAt(i, j)));
      }
      case GAMMA_RESIZE -> {
        double[] picture =
            AreaResize.square(
                scaled.length,
                size,
                (row, values, offset) -> {
                  for (int column = 0; column < scaled.length; column++) {
                    values[offset + column] = gamma.pixel(whole.rootAt(row, column));
                  }
                });
        yield symmetric(size, (i, j) -> bounded(picture[i * size + j]));
      }
      case RESIZE_GAMMA -> {
        double[] picture =
            AreaResize.square(
                scaled.length,
                size,
                (row, values, offset) -> {
                  for (int column = 0; column < scaled.length; column++) {
                    values[offset + column] = whole.at(row, column);
                  }
                });
        yield symmetric(size, (i, j) -> gamma.pixel(Math.sqrt(bounded(picture[i * size + j]))));
      }
    };
  }

  /** OpenCV's weights are float32: their sum may leave 1 by a last digit. */
  private static double bounded(double value) {
    return Math.max(0, Math.min(1, value));
  }

  /** OpenCV sums rows and columns in different orders: the lower half stands for both. */
  private static float[] symmetric(int size, Pixel pixel) {
    float[] pixels = new float[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        float value = (float) pixel.at(i, j);
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
