package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Locale;

/**
 * How much of a tile is left, and how much noise it carries, at each of T time steps.
 *
 * <p>Steps t run from 0 (nearly clean) to T - 1 (nearly noise). {@code alphaBar(t)} is the product
 * of {@code 1 - beta} up to and including t; {@code x_t = sqrt(alphaBar) x_0 + sqrt(1 - alphaBar)
 * eps} (Ho, Jain, Abbeel 2020, arXiv:2006.11239). Coefficients are held in double; arrays are
 * float, and methods on them work on the {@code count} values from {@code from} on, at the same
 * places of every array.
 */
public final class NoiseSchedule implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double COSINE_OFFSET = 0.008;
  private static final double GREATEST_COSINE_BETA = 0.999;

  /** The form of a schedule, by its name in settings. */
  public enum Shape {
    /** Evenly growing beta. */
    LINEAR,
    /** Squared cosine of the share of steps done. */
    COSINE;

    /** Name in settings and files: {@code linear} or {@code cosine}. */
    public String settingName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The schedule of this shape over {@code steps} steps.
     *
     * @throws IllegalArgumentException as {@link #linear} and {@link #cosine} do
     */
    public NoiseSchedule over(int steps) {
      return switch (this) {
        case LINEAR -> linear(steps);
        case COSINE -> cosine(steps);
      };
    }
  }

  private final double[] beta;
  private final double[] alphaBar;

  private NoiseSchedule(double[] beta) {
    this.beta = beta;
    this.alphaBar = new double[beta.length];
    double product = 1;
    for (int t = 0; t < beta.length; t++) {
      product *= 1 - beta[t];
      alphaBar[t] = product;
    }
  }

  /**
   * Beta from {@code 0.1 / T} to {@code 20 / T}, evenly: 1e-4 to 0.02 at T = 1000 (Ho 2020, scaled
   * to other T as guided-diffusion does).
   *
   * @throws IllegalArgumentException when {@code steps} is 20 or less, where beta would reach 1
   */
  public static NoiseSchedule linear(int steps) {
    if (steps <= 20) {
      throw new IllegalArgumentException(
          "a linear schedule of "
              + steps
              + " steps does not exist: its last beta, 20/"
              + steps
              + ", is not below 1");
    }
    double first = 0.1 / steps;
    double last = 20.0 / steps;
    double[] beta = new double[steps];
    for (int t = 0; t < steps; t++) {
      beta[t] = first + t * ((last - first) / (steps - 1));
    }
    return new NoiseSchedule(beta);
  }

  /**
   * {@code beta_t = min(0.999, 1 - f((t + 1)/T) / f(t/T))} with {@code f(u) = cos^2((u +
   * 0.008)/1.008 pi/2)} (Nichol, Dhariwal 2021, arXiv:2102.09672, equation 17).
   *
   * @throws IllegalArgumentException when {@code steps} is below 2
   */
  public static NoiseSchedule cosine(int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException(
          "a cosine schedule of " + steps + " steps does not exist: it needs 2");
    }
    double[] beta = new double[steps];
    for (int t = 0; t < steps; t++) {
      double ratio = squaredCosine((t + 1.0) / steps) / squaredCosine((double) t / steps);
      beta[t] = Math.min(GREATEST_COSINE_BETA, 1 - ratio);
    }
    return new NoiseSchedule(beta);
  }

  private static double squaredCosine(double share) {
    double cosine = StrictMath.cos((share + COSINE_OFFSET) / (1 + COSINE_OFFSET) * (Math.PI / 2));
    return cosine * cosine;
  }

  /** Number of steps T. */
  public int steps() {
    return beta.length;
  }

  /** Variance that step t adds, in (0, 1). */
  public double beta(int t) {
    return beta[t];
  }

  /** Share of the clean tile's variance that is left after step t, in (0, 1). */
  public double alphaBar(int t) {
    return alphaBar[t];
  }

  /** Signal-to-noise ratio {@code alphaBar / (1 - alphaBar)} after step t. */
  public double signalToNoise(int t) {
    return alphaBar[t] / (1 - alphaBar[t]);
  }

  /**
   * Half the logarithm of {@link #signalToNoise}: {@code log(sqrt(alphaBar) / sqrt(1 - alphaBar))},
   * the time axis of DPM-Solver.
   */
  public double halfLogSignalToNoise(int t) {
    return 0.5 * StrictMath.log(signalToNoise(t));
  }

  /**
   * Noises clean values up to step t.
   *
   * @param clean clean values x_0
   * @param noise standard normal values
   * @param t step, 0 to T - 1
   * @param out receives x_t; may be {@code clean} or {@code noise}
   */
  public void noise(float[] clean, float[] noise, int t, float[] out, int from, int count) {
    double signal = Math.sqrt(alphaBar[t]);
    double spread = Math.sqrt(1 - alphaBar[t]);
    combine(signal, clean, spread, noise, out, from, count);
  }

  /**
   * What a model with the given target should return at step t.
   *
   * @param target what the model predicts
   * @param clean clean values x_0
   * @param noise the noise that {@link #noise} was given
   * @param t step, 0 to T - 1
   * @param out receives the target; may be {@code clean} or {@code noise}
   */
  public void target(
      PredictionTarget target,
      float[] clean,
      float[] noise,
      int t,
      float[] out,
      int from,
      int count) {
    switch (target) {
      case EPSILON -> System.arraycopy(noise, from, out, from, count);
      case V ->
          combine(
              -Math.sqrt(1 - alphaBar[t]), clean, Math.sqrt(alphaBar[t]), noise, out, from, count);
    }
  }

  /**
   * The clean values x_0 that a model's output means at step t.
   *
   * @param target what the model predicts
   * @param noisy values x_t that the model saw
   * @param output what it returned
   * @param t step, 0 to T - 1
   * @param out receives x_0, not clipped; may be {@code noisy} or {@code output}
   */
  public void clean(
      PredictionTarget target,
      float[] noisy,
      float[] output,
      int t,
      float[] out,
      int from,
      int count) {
    double signal = Math.sqrt(alphaBar[t]);
    double spread = Math.sqrt(1 - alphaBar[t]);
    switch (target) {
      case EPSILON -> combine(1 / signal, noisy, -spread / signal, output, out, from, count);
      case V -> combine(signal, noisy, -spread, output, out, from, count);
    }
  }

  /**
   * Weight of a training example's squared error at step t that keeps easy steps from ruling the
   * loss (min-SNR, Hang et al. 2023, arXiv:2303.09556): {@code min(SNR, bound)/SNR} for the noise,
   * {@code min(SNR, bound)/(SNR + 1)} for v.
   *
   * @param target what the model predicts
   * @param t step, 0 to T - 1
   * @param bound greatest signal-to-noise ratio that counts in full, 5 in the paper
   */
  public double minimumSignalToNoiseWeight(PredictionTarget target, int t, double bound) {
    double ratio = signalToNoise(t);
    return switch (target) {
      case EPSILON -> Math.min(ratio, bound) / ratio;
      case V -> Math.min(ratio, bound) / (ratio + 1);
    };
  }

  private static void combine(
      double a, float[] first, double b, float[] second, float[] out, int from, int count) {
    for (int i = from; i < from + count; i++) {
      out[i] = (float) (a * first[i] + b * second[i]);
    }
  }
}
