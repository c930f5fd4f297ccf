package org.netdiffus.tile;

import java.util.Arrays;

/** From a tile back to the series that it shows. */
public final class SeriesRecovery {
  private SeriesRecovery() {}

  /**
   * A series in scaled units, read from one channel of a tile.
   *
   * @param values one value a pixel of the diagonal, 0..1: each stands for the mean over {@link
   *     TileGeometry#pointsPerPixel} points of the original series
   * @param rule the rule that was used
   * @param gramianResidual mean of {@code |T - Y(x)^g|} over all pixels, 0..1: how far the tile is
   *     from that of any series
   * @param asymmetry mean of {@code |T - T'|} over all pixels, 0..1
   */
  public record Recovered(
      double[] values, RecoveryRule rule, double gramianResidual, double asymmetry) {}

  /**
   * Reads the series of one channel. Where the order of the tile does not {@linkplain
   * TileGeometry#invertsExactly invert}, the diagonal is read whatever rule is asked for: the
   * pixels off it are no function of the averaged series.
   *
   * @param pixels {@code size * size} pixels, row after row; those outside 0..1 count as the
   *     nearest end; not changed
   * @throws IllegalArgumentException for another number of pixels, or one that is NaN
   */
  public static Recovered recover(float[] pixels, TileGeometry geometry, RecoveryRule rule) {
    int size = geometry.size();
    if (pixels.length != size * size) {
      throw new IllegalArgumentException(pixels.length + " pixels for size " + size);
    }
    for (int i = 0; i < pixels.length; i++) {
      if (Float.isNaN(pixels[i])) {
        throw new IllegalArgumentException("pixel " + i + " is NaN");
      }
    }
    Gamma gamma = new Gamma(geometry.gamma());
    RecoveryRule used = geometry.invertsExactly() ? rule : RecoveryRule.DIAGONAL;
    double[] values =
        switch (used) {
          case DIAGONAL -> diagonal(pixels, size, gamma);
          case ALL_PIXELS -> allPixels(pixels, size, gamma);
        };
    return new Recovered(
        values, used, gramianResidual(pixels, values, gamma), asymmetry(pixels, size));
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

  private static double[] diagonal(float[] pixels, int size, Gamma gamma) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = gamma.root(pixels[i * size + i]);
    }
    return values;
  }

  private static double[] allPixels(float[] pixels, int size, Gamma gamma) {
    double[] angles = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double middle = ((double) pixels[i * size + j] + pixels[j * size + i]) / 2;
        // arccos(2 q^2 - 1) = 2 arccos(q) without the cancellation near 0, where most traffic is.
        double sumOfAngles = 2 * Math.acos(gamma.root(middle));
        angles[i] += sumOfAngles;
        if (j < i) {
          angles[j] += sumOfAngles;
        }
      }
    }
    double halfMean = Arrays.stream(angles).sum() / size / size / 2;
    for (int i = 0; i < size; i++) {
      double angle = angles[i] / size - halfMean;
      angles[i] = Math.cos(Math.max(0, Math.min(Math.PI / 2, angle)));
    }
    return angles;
  }

  private static double gramianResidual(float[] pixels, double[] values, Gamma gamma) {
    int size = values.length;
    Gasf field = Gasf.of(values);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        sum += Math.abs(pixels[i * size + j] - gamma.pixel(field.rootAt(i, j)));
      }
    }
    return sum / size / size;
  }

  private static double asymmetry(float[] pixels, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * Math.abs((double) pixels[i * size + j] - pixels[j * size + i]);
      }
    }
    return sum / size / size;
  }
}
