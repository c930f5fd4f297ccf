package org.netdiffus.tile;

/** From a tile back to the series that it shows. */
public final class SeriesRecovery {
  private SeriesRecovery() {}

  /**
   * A series in scaled units, read from one channel of a tile.
   *
   * @param values one value a pixel of the diagonal, 0..1: each stands for the mean over {@link
   *     TileGeometry#pointsPerPixel} points of the original series
   * @param rule the rule that was used
   * @param gramianResidual mean of {@code |T - N|} over all pixels, 0..1, N being {@code nearest}:
   *     how far the tile is from that of any series
   * @param asymmetry mean of {@code |T - T'|} over all pixels, 0..1
   * @param interval widest range of any value that the pixels leave open, 0..1: with {@link
   *     RecoveryRule#FACTORS} and no idle pixel, else 0
   * @param nearest {@code size * size} pixels of the valid tile that the values were read as, row
   *     after row; not copied
   */
  public record Recovered(
      double[] values,
      RecoveryRule rule,
      double gramianResidual,
      double asymmetry,
      double interval,
      double[] nearest) {}

  /**
   * Reads the series of one channel.
   *
   * @param pixels {@code size * size} pixels, row after row; those outside 0..1 count as the
   *     nearest end; not changed
   * @param rule {@link RecoveryRule#DIAGONAL}, or any other for the rule by all pixels that suits
   *     the order of the tile
   * @throws IllegalArgumentException for another number of pixels, or one that is NaN
   */
  public static Recovered recover(float[] pixels, TileGeometry geometry, RecoveryRule rule) {
    double[] wide = new double[pixels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = pixels[i];
    }
    return recover(wide, geometry, rule);
  }

  /** As for float pixels; tiles of {@link Tiles#renderInDouble} come back to 1e-9. */
  public static Recovered recover(double[] pixels, TileGeometry geometry, RecoveryRule rule) {
    PixelSquare square = PixelSquare.of(pixels, geometry.size());
    Gamma gamma = new Gamma(geometry.gamma());
    RecoveryRule used = rule.of(geometry);
    Reading reading =
        switch (used) {
          case DIAGONAL -> diagonal(square, gamma);
          case ALL_PIXELS -> AngleReading.of(square, gamma);
          case FACTORS -> FactorReading.of(square, gamma);
          case LEVELS -> LevelReading.of(square, gamma);
        };
    return new Recovered(
        reading.values(),
        used,
        square.distanceTo(reading.nearest()),
        square.asymmetry(),
        reading.interval(),
        reading.nearest());
  }

  private static Reading diagonal(PixelSquare square, Gamma gamma) {
    double[] values = new double[square.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = gamma.root(square.diagonal(i));
    }
    return Reading.ofSeries(values, gamma);
  }

  /**
   * The first values in the feature's units.
   *
   * @param count how many, 0 to the number of values
   */
  public static float[] inUnits(Recovered recovered, SeriesScale scale, int count) {
    float[] units = new float[count];
    for (int i = 0; i < count; i++) {
      units[i] = (float) scale.restore(recovered.values()[i]);
    }
    return units;
  }

  /**
   * Values before the run of padding at the end, for tiles whose true length nobody knows: the last
   * values within {@link SeriesScale#padTolerance} of the pad are cut. Traffic that ends in silence
   * cannot be told from padding and is cut too.
   *
   * @return 1 to the number of values: a series keeps at least its first
   */
  public static int lengthBeforePad(double[] values, SeriesScale scale) {
    int length = values.length;
    while (length > 1 && Math.abs(values[length - 1] - scale.pad()) <= scale.padTolerance()) {
      length--;
    }
    return length;
  }
}
