package org.netdiffus.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a series apart into the {@link TrafficQuantity quantities} that are compared.
 *
 * @param idleBelow samples whose absolute value is below this count as idle, above 0
 * @param pointsPerSample points that each sample is the mean of: volumes and times count points
 * @param signed whether values below 0 are the other direction
 */
public record TrafficProfile(double idleBelow, double pointsPerSample, boolean signed)
    implements Serializable {
  /** Autocorrelation from which a series repeats itself. */
  private static final double REPEATS = 0.2;

  /**
   * The numbers of each quantity in one series; a series without bursts or gaps has none of these,
   * one without directions no share of them.
   *
   * @param series samples in units, at least one, not changed
   */
  public Map<TrafficQuantity, double[]> of(float[] series) {
    Map<TrafficQuantity, double[]> found = new EnumMap<>(TrafficQuantity.class);
    List<Double> values = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    List<Double> volumes = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    double total = 0;
    int outgoing = 0;
    int length = 0;
    double volume = 0;
    int silence = 0;
    for (float value : series) {
      double size = Math.abs(value);
      total += size;
      if (size < idleBelow) {
        close(lengths, volumes, length, volume);
        length = 0;
        volume = 0;
        silence++;
        continue;
      }
      if (length == 0 && !values.isEmpty()) {
        gaps.add(silence * pointsPerSample);
      }
      silence = 0;
      values.add((double) value);
      outgoing += value > 0 ? 1 : 0;
      length++;
      volume += size;
    }
    close(lengths, volumes, length, volume);
    found.put(TrafficQuantity.VALUE, array(values));
    found.put(TrafficQuantity.BURST_LENGTH, array(lengths));
    found.put(TrafficQuantity.BURST_VOLUME, array(volumes));
    found.put(TrafficQuantity.IDLE_TIME, array(gaps));
    found.put(TrafficQuantity.TOTAL, new double[] {total * pointsPerSample});
    found.put(TrafficQuantity.LENGTH, new double[] {series.length * pointsPerSample});
    found.put(TrafficQuantity.PERIOD, new double[] {period(series) * pointsPerSample});
    found.put(
        TrafficQuantity.DIRECTION,
        signed && !values.isEmpty()
            ? new double[] {(double) outgoing / values.size()}
            : new double[0]);
    return found;
  }

  private void close(List<Double> lengths, List<Double> volumes, int length, double volume) {
    if (length > 0) {
      lengths.add(length * pointsPerSample);
      volumes.add(volume * pointsPerSample);
    }
  }

  /** The lag of the highest local maximum of the autocorrelation, from 2 to half the series. */
  private static int period(float[] series) {
    double mean = 0;
    for (float value : series) {
      mean += value / series.length;
    }
    double variance = covariance(series, mean, 0);
    int best = 0;
    double highest = REPEATS * variance;
    for (int lag = 2; variance > 0 && lag <= series.length / 2; lag++) {
      double here = covariance(series, mean, lag);
      if (here > highest
          && here >= covariance(series, mean, lag - 1)
          && here >= covariance(series, mean, lag + 1)) {
        best = lag;
        highest = here;
      }
    }
    return best;
  }

  private static double covariance(float[] series, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - mean) * (series[i - lag] - mean);
    }
    return sum;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
