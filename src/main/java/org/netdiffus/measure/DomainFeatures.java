package org.netdiffus.measure;

import java.io.Serializable;
import java.util.List;

/**
 * What a network engineer would look at in a series of traffic, as one vector: volume, idle time,
 * bursts, gaps and autocorrelation. Signed series (directions, signed sizes) count their absolute
 * values as volume.
 *
 * <p>A burst is a run of samples that are not idle, a gap a run of idle ones between two bursts;
 * silence before the first and after the last burst is no gap. What does not exist is 0.
 *
 * @param idleBelow samples whose absolute value is below this count as idle, in units of the
 *     series, above 0: synthetic series are hardly ever exactly 0
 * @param pointsPerSample points that each sample is the mean of, at least 1: volumes are sums over
 *     points
 */
public record DomainFeatures(double idleBelow, double pointsPerSample) implements Serializable {
  private static final int[] LAGS = {1, 2, 4, 8};

  /** Least difference of a share that means anything. */
  private static final double SHARE = 0.05;

  /** What each number of {@link #of} is, in its order. */
  public static final List<String> NAMES =
      List.of(
          "total volume",
          "mean",
          "deviation",
          "greatest value",
          "idle share",
          "bursts",
          "mean burst length",
          "mean burst volume",
          "mean gap length",
          "deviation of gap lengths",
          "longest gap",
          "autocorrelation at 1",
          "autocorrelation at 2",
          "autocorrelation at 4",
          "autocorrelation at 8");

  /** Checks that both are numbers in their ranges. */
  public DomainFeatures {
    if (!(idleBelow > 0 && idleBelow < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("idleBelow = " + idleBelow + " is not a positive number");
    }
    if (!(pointsPerSample >= 1 && pointsPerSample < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "pointsPerSample = " + pointsPerSample + " is not a number of at least 1");
    }
  }

  /**
   * The features of one series.
   *
   * @param series samples in their units, at least one, not changed
   * @return as many numbers as {@link #NAMES}
   * @throws IllegalArgumentException when the series is empty
   */
  public double[] of(float[] series) {
    if (series.length == 0) {
      throw new IllegalArgumentException("an empty series has no features");
    }
    double volume = 0;
    double sum = 0;
    double greatest = 0;
    int idle = 0;
    for (float value : series) {
      double size = Math.abs(value);
      volume += size;
      sum += value;
      greatest = Math.max(greatest, size);
      idle += size < idleBelow ? 1 : 0;
    }
    double mean = sum / series.length;
    double variance = autocovariance(series, mean, 0);
    double[] features = new double[NAMES.size()];
    features[0] = volume * pointsPerSample;
    features[1] = mean;
    features[2] = Math.sqrt(variance);
    features[3] = greatest;
    features[4] = (double) idle / series.length;
    burstsAndGaps(series, features);
    for (int i = 0; i < LAGS.length; i++) {
      features[11 + i] = variance > 0 ? autocovariance(series, mean, LAGS[i]) / variance : 0;
    }
    return features;
  }

  /**
   * The least difference of each number of {@link #of} that means anything: an idle threshold for
   * volumes, a sample for lengths, a burst, a twentieth for shares and correlations.
   */
  public double[] leastUnits() {
    double volume = idleBelow * pointsPerSample;
    return new double[] {
      volume, idleBelow, idleBelow, idleBelow, SHARE, 1, 1, volume, 1, 1, 1, SHARE, SHARE, SHARE,
      SHARE
    };
  }

  private void burstsAndGaps(float[] series, double[] features) {
    int bursts = 0;
    int active = 0;
    double activeVolume = 0;
    int gaps = 0;
    double gapSum = 0;
    double gapSquares = 0;
    int longestGap = 0;
    int silence = 0;
    boolean inBurst = false;
    for (float value : series) {
      double size = Math.abs(value);
      if (size < idleBelow) {
        inBurst = false;
        silence++;
        continue;
      }
      if (!inBurst) {
        if (bursts > 0) {
          gaps++;
          gapSum += silence;
          gapSquares += (double) silence * silence;
          longestGap = Math.max(longestGap, silence);
        }
        bursts++;
      }
      inBurst = true;
      silence = 0;
      active++;
      activeVolume += size;
    }
    double meanGap = gaps == 0 ? 0 : gapSum / gaps;
    features[5] = bursts;
    features[6] = bursts == 0 ? 0 : (double) active / bursts;
    features[7] = bursts == 0 ? 0 : activeVolume * pointsPerSample / bursts;
    features[8] = meanGap;
    features[9] = gaps == 0 ? 0 : Math.sqrt(Math.max(0, gapSquares / gaps - meanGap * meanGap));
    features[10] = longestGap;
  }

  /** Divided by the whole length at every lag, as usual, so that no lag exceeds the variance. */
  private static double autocovariance(float[] series, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - mean) * (series[i - lag] - mean);
    }
    return sum / series.length;
  }
}
