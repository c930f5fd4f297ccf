package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Locale;

/**
 * The noise that tiles are mixed with, in training and in sampling alike: every value is standard
 * normal.
 */
public sealed interface Noise extends Serializable {
  /**
   * Writes the next noise of a stream.
   *
   * @param random where it is drawn from; {@code count} normal draws are taken
   * @param out receives it at {@code from} and on
   * @param count numbers of one tile
   */
  void fill(CounterRandom random, float[] out, int from, int count);

  /** Values that have nothing to do with each other. */
  record Independent() implements Noise {
    @Override
    public void fill(CounterRandom random, float[] out, int from, int count) {
      random.fillGaussian(out, from, count);
    }
  }

  /**
   * The same value at (row, column) and (column, row), for tiles that are symmetric themselves: of
   * independent values e, {@code (e_ij + e_ji) / sqrt 2} off the diagonal and {@code e_ii} on it.
   * Independent noise would show such a tile twice, and so half as noisy as the schedule says.
   *
   * @param side rows and columns of a tile
   * @param channels of a tile, each with noise of its own
   */
  record Symmetric(int side, int channels) implements Noise {
    private static final double SHARE = Math.sqrt(0.5);

    @Override
    public void fill(CounterRandom random, float[] out, int from, int count) {
      if (count != side * side * channels) {
        throw new IllegalArgumentException(
            count + " values are no tile of side " + side + " and channels " + channels);
      }
      random.fillGaussian(out, from, count);
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < row; column++) {
          for (int channel = 0; channel < channels; channel++) {
            int below = from + (row * side + column) * channels + channel;
            int above = from + (column * side + row) * channels + channel;
            float both = (float) (SHARE * ((double) out[below] + out[above]));
            out[below] = both;
            out[above] = both;
          }
        }
      }
    }
  }

  /** What kind of noise, for tiles of any size. */
  enum Form {
    /** {@link Independent}. */
    INDEPENDENT,
    /** {@link Symmetric}. */
    SYMMETRIC;

    /** Name in settings and files: {@code independent} or {@code symmetric}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The noise for tiles of this side and so many channels. */
    public Noise of(int side, int channels) {
      return switch (this) {
        case INDEPENDENT -> new Independent();
        case SYMMETRIC -> new Symmetric(side, channels);
      };
    }
  }
}
