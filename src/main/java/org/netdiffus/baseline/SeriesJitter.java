package org.netdiffus.baseline;

import java.io.Serializable;
import java.util.Arrays;
import org.netdiffus.diffusion.CounterRandom;

/**
 * Makes a series a little unlike itself: it begins a few points earlier or later, it is louder or
 * softer on the whole, and each value once more.
 *
 * @param spread deviation of the logarithm of both factors, 0 or more
 * @param shift most points, as a share of the series' places, by which it moves, 0 to 1
 */
public record SeriesJitter(double spread, double shift) implements Serializable {
  /** What values may become. */
  public enum Values {
    /** Any number, such as a gap. */
    REAL,
    /** Whole numbers, such as bytes. */
    WHOLE,
    /** Nothing but themselves, such as a direction. */
    FIXED
  }

  /**
   * A jittered copy, without padding.
   *
   * @param values true values, at least one
   * @param places values that there is room for, at least as many
   * @param kind what values may become
   * @param largest bound on the size of a value
   * @param ofTrace draws what all features of a trace have in common; two draws are taken
   * @param ofValues draws the factors of single values
   */
  public float[] apply(
      float[] values,
      int places,
      Values kind,
      double largest,
      CounterRandom ofTrace,
      CounterRandom ofValues) {
    int most = (int) (shift * places);
    int by = ofTrace.nextInt(2 * most + 1) - most;
    double loudness = Math.exp(spread * ofTrace.nextGaussian());
    float[] moved = moved(values, places, by);
    if (kind != Values.FIXED) {
      for (int i = 0; i < moved.length; i++) {
        double factor = loudness * Math.exp(spread * ofValues.nextGaussian());
        double value = Math.max(-largest, Math.min(largest, moved[i] * factor));
        moved[i] = (float) (kind == Values.WHOLE ? Math.rint(value) : value);
      }
    }
    return moved;
  }

  /** Silence comes before a series that begins later; one that begins earlier loses its start. */
  private static float[] moved(float[] values, int places, int by) {
    if (by <= 0) {
      return Arrays.copyOfRange(values, Math.min(-by, values.length - 1), values.length);
    }
    float[] later = new float[Math.min(places, values.length + by)];
    System.arraycopy(values, 0, later, Math.min(by, later.length), Math.max(0, later.length - by));
    return later;
  }
}
