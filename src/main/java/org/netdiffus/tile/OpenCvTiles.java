package org.netdiffus.tile;

/**
 * Tiles by the letter of their definition: the whole field, shrunk by OpenCV. They agree with those
 * of {@link Tiles} to 1e-6 and take the time and the memory of n x n numbers.
 */
public final class OpenCvTiles {
  private OpenCvTiles() {}

  /**
   * Renders one channel.
   *
   * @param scaled {@code geometry.points()} values in 0..1; not changed
   * @param geometry size, order and gamma
   * @return {@code size * size} pixels in 0..1, row after row; a new array
   * @throws IllegalArgumentException as {@link Tiles#render} does
   */
  public static float[] render(double[] scaled, TileGeometry geometry) {
    Tiles.check(scaled, geometry);
    double[] pixels = pixels(scaled, geometry);
    float[] rounded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rounded[i] = (float) bounded(pixels[i]);
    }
    return rounded;
  }

  static double[] pixels(double[] scaled, TileGeometry geometry) {
    int size = geometry.size();
    Gamma gamma = new Gamma(geometry.gamma());
    return switch (geometry.order()) {
      case PAA -> {
        Gasf averaged = Gasf.of(AreaResize.line(scaled, size));
        double[] tile = new double[size * size];
        for (int i = 0; i < tile.length; i++) {
          tile[i] = gamma.pixel(averaged.rootAt(i / size, i % size));
        }
        yield tile;
      }
      case GAMMA_RESIZE -> {
        Gasf field = Gasf.of(scaled);
        yield AreaResize.square(
            scaled.length, size, (row, column) -> gamma.pixel(field.rootAt(row, column)));
      }
      case RESIZE_GAMMA -> {
        double[] tile = AreaResize.square(scaled.length, size, Gasf.of(scaled)::at);
        for (int i = 0; i < tile.length; i++) {
          tile[i] = gamma.pixel(Math.sqrt(bounded(tile[i])));
        }
        yield tile;
      }
    };
  }

  /** OpenCV's weights are float32: their sum may leave 1 by a last digit. */
  private static double bounded(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
