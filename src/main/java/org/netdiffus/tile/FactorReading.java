package org.netdiffus.tile;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The inverse of a {@code resize-gamma} tile. Without gamma it is {@code 2 R - 1 = c c' - s s'}, c
 * and s the averages of {@code x} and {@code sqrt(1 - x^2)}: one positive and one negative
 * eigenvalue, and so {@code c = cosh(h) a + sinh(h) b}, {@code s = sinh(h) a + cosh(h) b} of the
 * scaled eigenvectors a and b, with one angle h unknown to all pixels together.
 *
 * <p>With {@code t = e^h}, {@code p = a + b} and {@code q = a - b} these are {@code c + s = t p}
 * and {@code c - s = q / t}. Averages of points of the quarter circle lie between its chord and its
 * arc, {@code c + s >= 1} and {@code c^2 + s^2 <= 1}; each pixel bounds {@code t^2} by
 *
 * <pre>1 / p^2 <= t^2 <= (1 + sqrt(1 - (p q)^2)) / p^2,   p q = c^2 - s^2 = 2 R_ii - 1.</pre>
 *
 * <p>For an idle pixel both ends meet and the angle is known. A steady pixel lies on the arc, and
 * most traces have one (padding, a pause, a constant stream), so otherwise the largest angle that
 * all pixels allow is taken, and the range that is left open is stated. Noise can leave nothing:
 * then the least sum of squared excesses over the bounds decides.
 */
final class FactorReading {
  private static final int HALVINGS = 60;

  private final double[] plus;
  private final double[] minus;
  private final double[] lower;
  private final double[] upper;

  /** Sums p and differences q of the scaled eigenvectors; bounds are of {@code log(t^2)}. */
  private FactorReading(double[] plus, double[] minus) {
    this.plus = plus;
    this.minus = minus;
    int size = plus.length;
    this.lower = new double[size];
    this.upper = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = Math.max(plus[i], Double.MIN_NORMAL);
      double product = plus[i] * minus[i];
      lower[i] = -2 * Math.log(sum);
      upper[i] = lower[i] + Math.log1p(Math.sqrt(Math.max(0, (1 - product) * (1 + product))));
    }
  }

  static Reading of(PixelSquare square, Gamma gamma) {
    int size = square.size();
    double[] roots = square.middle().clone();
    gamma.replaceByRoots(roots);
    double[] gramian = new double[size * size];
    for (int i = 0; i < gramian.length; i++) {
      gramian[i] = 2 * roots[i] * roots[i] - 1;
    }
    EigenPair pair = EigenPair.of(gramian, size);
    FactorReading upright = pair.factors(1);
    FactorReading mirrored = pair.factors(-1);
    Reading general = (upright.excess() <= mirrored.excess() ? upright : mirrored).reading(gamma);
    return IntStream.range(0, size).noneMatch(i -> roots[i * size + i] == 0)
        ? general
        : closer(square, general, byIdlePixels(roots, size, gamma));
  }

  private static Reading closer(PixelSquare square, Reading one, Reading other) {
    return square.distanceTo(one.nearest()) < square.distanceTo(other.nearest()) ? one : other;
  }

  /**
   * With an idle pixel k the row {@code 2 R_kj} is {@code 1 - s_j} itself, to all its digits, where
   * eigenvectors lose half of them next to a 1.
   */
  private static Reading byIdlePixels(double[] roots, int size, Gamma gamma) {
    double[] deficits = new double[size];
    int idle = 0;
    for (int k = 0; k < size; k++) {
      if (roots[k * size + k] == 0) {
        idle++;
        for (int j = 0; j < size; j++) {
          deficits[j] += 2 * roots[k * size + j] * roots[k * size + j];
        }
      }
    }
    double[] values = new double[size];
    for (int j = 0; j < size; j++) {
      double deficit = Math.min(1, deficits[j] / idle);
      double twice = 2 * roots[j * size + j] * roots[j * size + j];
      deficits[j] = deficit;
      values[j] = Math.sqrt(Math.max(0, Math.min(1, twice - 2 * deficit + deficit * deficit)));
    }
    return reading(values, deficits, 0, gamma);
  }

  static FactorReading of(double[] plus, double[] minus) {
    return new FactorReading(plus, minus);
  }

  /** By how much the bounds contradict each other; at most 0 when they do not. */
  private double excess() {
    return least() - greatest();
  }

  private double least() {
    return Arrays.stream(lower).max().orElseThrow();
  }

  private double greatest() {
    return Arrays.stream(upper).min().orElseThrow();
  }

  private Reading reading(Gamma gamma) {
    boolean open = excess() < 0;
    double chosen = open ? greatest() : compromise();
    double interval = 0;
    if (open) {
      double[] low = values(least());
      double[] high = values(greatest());
      for (int i = 0; i < low.length; i++) {
        interval = Math.max(interval, high[i] - low[i]);
      }
    }
    return reading(values(chosen), deficits(chosen), interval, gamma);
  }

  /** Averages outside the chord and the arc, which only noise can give, move to the nearest. */
  private static Reading reading(double[] values, double[] deficits, double interval, Gamma gamma) {
    for (int i = 0; i < values.length; i++) {
      double missing = deficits[i] - values[i]; // 1 - (c + s)
      if (missing > 0) {
        values[i] = bounded(values[i] + missing / 2);
        deficits[i] = values[i];
      }
      double length = Math.hypot(values[i], 1 - deficits[i]);
      if (length > 1) {
        values[i] /= length;
        deficits[i] = values[i] * values[i] / (1 + Math.sqrt(1 - values[i] * values[i]));
      }
    }
    return new Reading(values, interval, pixels(new AveragedField(values, deficits), gamma));
  }

  /** The derivative of the squared excesses grows with the angle: its root by halving. */
  private double compromise() {
    double low = greatest();
    double high = least();
    for (int step = 0; step < HALVINGS; step++) {
      double middle = (low + high) / 2;
      double slope = 0;
      for (int i = 0; i < lower.length; i++) {
        slope += Math.max(0, middle - upper[i]) - Math.max(0, lower[i] - middle);
      }
      if (slope > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }

  private double[] values(double logSquare) {
    double t = Math.exp(logSquare / 2);
    double[] values = new double[plus.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bounded((t * plus[i] + minus[i] / t) / 2);
    }
    return values;
  }

  private double[] deficits(double logSquare) {
    double t = Math.exp(logSquare / 2);
    double[] deficits = new double[plus.length];
    for (int i = 0; i < deficits.length; i++) {
      deficits[i] = bounded(1 - (t * plus[i] - minus[i] / t) / 2);
    }
    return deficits;
  }

  private static double[] pixels(AveragedField field, Gamma gamma) {
    int size = field.size();
    double[] pixels = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        pixels[i * size + j] = gamma.pixel(Math.sqrt(field.at(i, j)));
      }
    }
    return pixels;
  }

  private static double bounded(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
