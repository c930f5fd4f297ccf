package org.netdiffus.tile;

/**
 * The best approximation of what a {@code gamma-resize} tile shows. Gamma before averaging is no
 * function of averages, so the points behind a pixel are described by two levels: a share f of them
 * at v, the rest idle. That is true of a packet within silence, of a steady stream (f = 1) and of
 * directions. All pixels together,
 *
 * <pre>T_ij = f_i f_j K(v_i, v_j) + f_i (1 - f_j) K(v_i, 0) + (1 - f_i) f_j K(0, v_j),   K = Y^g,
 * </pre>
 *
 * <p>are fitted pixel by pixel of the diagonal, v by trial and f by least squares, in rounds of
 * ever smaller steps. The value is {@code f v}.
 */
final class LevelReading {
  /** Levels tried first: a factor of 1.25 apart, down to 1e-4 of the scale. */
  private static final int FIRST_TRIALS = 42;

  private static final double FIRST_STEP = 1.25;
  private static final int WIDE_ROUNDS = 4;
  private static final int ROUNDS = 16;
  private static final int TRIALS_EACH_WAY = 3;
  private static final double SHRINKING = 0.7;

  /** Levels that are not the same by chance: pixels of equal mixtures look steady to each other. */
  private static final double DIFFERENT = 0.01;

  /** What float32 pixels leave between a picture and its formula. */
  private static final double ROUNDING = 3e-7;

  /** How much the pixel of the diagonal weighs against one beside it, as a share of the side. */
  private static final double WEIGHT_OF_DIAGONAL = 0.25;

  private final PixelSquare square;
  private final Gamma gamma;
  private final int size;
  private final double[] shares;
  private final double[] levels;
  private final double[] cosines;
  private final double[] sines;
  private final double[] pixels;
  private final double[] idleRow;
  private final double[] row;

  private LevelReading(PixelSquare square, Gamma gamma) {
    this.square = square;
    this.gamma = gamma;
    this.size = square.size();
    this.shares = new double[size];
    this.levels = new double[size];
    this.cosines = new double[size];
    this.sines = new double[size];
    this.pixels = new double[size];
    this.idleRow = new double[size];
    this.row = new double[size];
    for (int i = 0; i < size; i++) {
      set(i, gamma.root(square.diagonal(i)), 1);
    }
  }

  static Reading of(PixelSquare square, Gamma gamma) {
    Reading wide = of(square, gamma, WIDE_ROUNDS);
    Reading near = of(square, gamma, 0);
    return square.distanceTo(near.nearest()) < square.distanceTo(wide.nearest()) ? near : wide;
  }

  private static Reading of(PixelSquare square, Gamma gamma, int wideRounds) {
    LevelReading reading = new LevelReading(square, gamma);
    reading.fit(wideRounds);
    return reading.result();
  }

  private void set(int i, double level, double share) {
    levels[i] = level;
    cosines[i] = Math.sqrt((1 + level) / 2);
    sines[i] = Math.sqrt((1 - level) / 2);
    shares[i] = share;
  }

  private void fit(int wideRounds) {
    boolean[] steady = steady();
    double step = FIRST_STEP;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < size; i++) {
        if (!steady[i]) {
          if (round < wideRounds) {
            improve(i, 1, 1 / FIRST_STEP, FIRST_TRIALS);
          } else {
            double top = Math.min(1, levels[i] * Math.pow(step, TRIALS_EACH_WAY));
            improve(i, top, 1 / step, 2 * TRIALS_EACH_WAY + 1);
          }
        }
      }
      step = round < wideRounds ? step : 1 + (step - 1) * SHRINKING;
    }
  }

  /**
   * Pixels whose points are all of one level, idle ones among them: between two such pixels of
   * different levels the tile is the field of their diagonals, and hardly anywhere else. They are
   * read exactly and anchor the others.
   */
  private boolean[] steady() {
    boolean[] steady = new boolean[size];
    for (int i = 0; i < size; i++) {
      steady[i] |= square.diagonal(i) == 0;
      for (int j = 0; j < i; j++) {
        double field = kernel(levels[i], levels[j]);
        boolean differ = Math.abs(levels[i] - levels[j]) > DIFFERENT;
        if (differ && Math.abs(square.middle()[i * size + j] - field) < ROUNDING) {
          steady[i] = true;
          steady[j] = true;
        }
      }
    }
    return steady;
  }

  /** Tries levels of one pixel, falling from a first one by a factor. */
  private void improve(int i, double first, double factor, int trials) {
    System.arraycopy(square.middle(), i * size, pixels, 0, size);
    fill(idleRow, 0);
    double idleOfOwn = idleRow[i];
    double ownPixel = pixels[i];
    double weight = Math.max(1, WEIGHT_OF_DIAGONAL * size);
    double least = Double.MAX_VALUE;
    double bestLevel = levels[i];
    double bestShare = shares[i];
    double level = first;
    for (int trial = 0; trial < trials; trial++) {
      fill(row, level);
      // Neither counts as a pixel beside: its own is no mixture with the others.
      row[i] = idleOfOwn;
      pixels[i] = idleOfOwn;
      double share = share();
      double idle = kernel(level, 0);
      double own = share * share * kernel(level, level) + 2 * share * (1 - share) * idle;
      double error = squaredError(share) + weight * (ownPixel - own) * (ownPixel - own);
      if (error < least) {
        least = error;
        bestLevel = level;
        bestShare = share;
      }
      level *= factor;
    }
    set(i, bestLevel, bestShare);
  }

  /** The share of the tried level that suits the pixels best. */
  private double share() {
    double product = 0;
    double norm = 0;
    for (int j = 0; j < size; j++) {
      double gain = row[j] - idleRow[j];
      product += gain * (pixels[j] - idleRow[j]);
      norm += gain * gain;
    }
    return norm > 0 ? Math.max(0, Math.min(1, product / norm)) : 1;
  }

  private double squaredError(double share) {
    double error = 0;
    for (int j = 0; j < size; j++) {
      double excess = pixels[j] - idleRow[j] - share * (row[j] - idleRow[j]);
      error += excess * excess;
    }
    return error;
  }

  /** What the pixels beside a point of a level would be, the others as they are fitted now. */
  private void fill(double[] target, double level) {
    double cosine = Math.sqrt((1 + level) / 2);
    double sine = Math.sqrt((1 - level) / 2);
    double idle = kernel(level, 0);
    if (gamma.exponent() == QuarterGamma.EXPONENT) {
      fillRoots(target, levels, cosines, sines, level, cosine, sine);
    } else {
      for (int j = 0; j < size; j++) {
        target[j] = kernel(level, levels[j]);
      }
    }
    mix(target, shares, idle);
  }

  private static void fillRoots(
      double[] target, double[] x, double[] a, double[] b, double xi, double ai, double bi) {
    for (int j = 0; j < target.length; j++) {
      double root = (xi + x[j]) * 0.5 / (ai * a[j] + bi * b[j]);
      target[j] = Math.min(1, Math.sqrt(root));
    }
  }

  private static void mix(double[] target, double[] shares, double idle) {
    for (int j = 0; j < target.length; j++) {
      target[j] = shares[j] * target[j] + (1 - shares[j]) * idle;
    }
  }

  private double kernel(double one, double other) {
    double denominator =
        Math.sqrt((1 + one) * (1 + other)) / 2 + Math.sqrt((1 - one) * (1 - other)) / 2;
    return gamma.pixel(Math.min(1, (one + other) / 2 / denominator));
  }

  private Reading result() {
    double[] values = new double[size];
    double[] nearest = new double[size * size];
    fill(idleRow, 0);
    for (int i = 0; i < size; i++) {
      values[i] = shares[i] * levels[i];
      fill(row, levels[i]);
      for (int j = 0; j < size; j++) {
        double pixel = shares[i] * row[j] + (1 - shares[i]) * idleRow[j];
        nearest[i * size + j] = Math.min(1, pixel);
      }
    }
    return new Reading(values, 0, nearest);
  }
}
