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
        Gasf field = size == scaled.length ? whole : Gasf.of(average(scaled, size));
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
        yield symmetric(size, (i, j) -> bounded(middle(picture, size, i, j)));
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
        yield symmetric(
            size, (i, j) -> gamma.pixel(Math.sqrt(bounded(middle(picture, size, i, j)))));
      }
    };
  }

  private static double[] average(double[] scaled, int size) {
    double[] averages = PiecewiseAverage.of(scaled, size);
    for (int i = 0; i < size; i++) {
      averages[i] = bounded(averages[i]);
    }
    return averages;
  }

  /** Sums of rounded weights leave 0..1 by a last digit. */
  private static double bounded(double value) {
    return Math.max(0, Math.min(1, value));
  }

  /** OpenCV sums rows and columns in different orders; the middle of the two is symmetric. */
  private static double middle(double[] picture, int size, int i, int j) {
    return (picture[i * size + j] + picture[j * size + i]) / 2;
  }

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
