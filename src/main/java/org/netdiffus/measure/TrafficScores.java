package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.netdiffus.measure.Score.Better;
import org.netdiffus.measure.Score.Group;

/**
 * The figures of the series recovered from a set of tiles against those of the training tiles, each
 * beside the same figure of the real test tiles: Jensen-Shannon divergence and earth mover's
 * distance of each {@link TrafficQuantity}, autocorrelation, and the Fréchet distance of domain
 * features.
 */
public final class TrafficScores {
  private static final int BINS = TrafficAxis.COARSE;

  private TrafficScores() {}

  /**
   * The figures.
   *
   * @param set tiles to judge
   * @param training as many real training tiles of each class
   * @param test as many real test tiles of each class
   * @param units mean and deviation of the domain features of all training tiles
   * @param rule how series were taken apart
   * @param feature what the series holds, such as {@code bytes-down}
   */
  public static List<Score> of(
      ComparedSet set,
      ComparedSet training,
      ComparedSet test,
      Standardisation units,
      TrafficProfile rule,
      String feature,
      Resampling resampling) {
    List<Score> scores = new ArrayList<>();
    scores.add(
        score(
            "frechet-domain",
            "Fréchet distance, traffic features",
            "",
            "Distance of the recovered series to those of the training tiles in volume, idle time,"
                + " bursts, gaps and autocorrelation, each in deviations of the training tiles, but"
                + " no finer than a sample, an idle threshold or a twentieth.",
            List.of(set, training, test),
            resampling,
            (a, b) -> FrechetDistance.between(units.apply(a.domain()), units.apply(b.domain()))));
    for (TrafficQuantity quantity : TrafficQuantity.values()) {
      double[] known = training.numbers(quantity);
      if (known.length == 0 || test.numbers(quantity).length == 0) {
        continue;
      }
      BinCounts none = bins(known, rule.idleBelow());
      String title = title(quantity, feature);
      scores.add(
          score(
              "jsd-" + quantity.key(),
              title + ", divergence",
              "bits",
              "Jensen-Shannon divergence over "
                  + BINS
                  + " bins, even in the inverse hyperbolic sine of the idle threshold, over the"
                  + " range of the training tiles.",
              List.of(set, training, test),
              resampling,
              (a, b) ->
                  divergence(a.numbers(quantity), b.numbers(quantity), none, rule.idleBelow())));
      scores.add(
          score(
              "emd-" + quantity.key(),
              title + ", earth mover's distance",
              unit(quantity, feature),
              "How far the numbers have to be moved, on average, to lie as in the training tiles.",
              List.of(set, training, test),
              resampling,
              (a, b) ->
                  EarthMover.between(orZero(a.numbers(quantity)), orZero(b.numbers(quantity)))));
    }
    scores.add(
        score(
            "autocorrelation",
            "Autocorrelation",
            "",
            "Mean difference of the mean autocorrelations at lags 1, 2, 4 and 8.",
            List.of(set, training, test),
            resampling,
            TrafficScores::autocorrelation));
    return List.copyOf(scores);
  }

  private static Score score(
      String name,
      String title,
      String unit,
      String meaning,
      List<ComparedSet> sets,
      Resampling resampling,
      ToDoubleBiFunction<ComparedSet, ComparedSet> figure) {
    return new Score(
        name,
        Group.TRAFFIC,
        title,
        resampling.measured(sets.get(0), sets.get(1), figure),
        resampling.measured(sets.get(2), sets.get(1), figure),
        Better.LOWER,
        unit,
        sets.get(0).count(),
        meaning);
  }

  /** What a reader sees of a quantity, with NetShare's name for the closest field of its own. */
  private static String title(TrafficQuantity quantity, String feature) {
    String netShare = quantity.inNetShare(feature);
    return quantity.title()
        + (netShare.isEmpty() ? "" : " (closest in NetShare: " + netShare + ")");
  }

  /** Unit of its numbers. */
  private static String unit(TrafficQuantity quantity, String feature) {
    boolean bytes = feature.startsWith("bytes") || feature.endsWith("size");
    String volume =
        bytes ? "bytes" : feature.equals("packets") ? "packets" : feature.equals("gap") ? "s" : "";
    return switch (quantity) {
      case VALUE, BURST_VOLUME, TOTAL -> volume;
      case BURST_LENGTH, IDLE_TIME, LENGTH, PERIOD -> "points";
      case DIRECTION -> "";
    };
  }

  private static double autocorrelation(ComparedSet a, ComparedSet b) {
    int first = DomainFeatures.NAMES.indexOf("autocorrelation at 1");
    double sum = 0;
    for (int i = first; i < DomainFeatures.NAMES.size(); i++) {
      sum += Math.abs(mean(a.domain(), i) - mean(b.domain(), i));
    }
    return sum / (DomainFeatures.NAMES.size() - first);
  }

  private static double mean(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
  }

  /** A set that has none of what others have shares nothing with them. */
  private static double divergence(double[] a, double[] b, BinCounts none, double unit) {
    if (a.length == 0 || b.length == 0) {
      return a.length == b.length ? 0 : 1;
    }
    return PixelDivergence.between(none.plus(squashed(a, unit)), none.plus(squashed(b, unit)));
  }

  private static double[] orZero(double[] values) {
    return values.length == 0 ? new double[1] : values;
  }

  private static BinCounts bins(double[] values, double unit) {
    return ValueRange.NONE.plus(squashed(values, unit)).bins(BINS);
  }

  private static float[] squashed(double[] values, double unit) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) TrafficAxis.squash(values[i], unit);
    }
    return out;
  }
}
