package org.netdiffus.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * How well a score tells two groups apart at every threshold, the receiver operating
 * characteristic: the share of members that score at least the threshold (true positives) against
 * the share of others that do (false positives). Equal scores fall together.
 */
public final class RocCurve {
  /** Ends of an interval of 95 %. */
  private static final double LOWER = 0.025;

  private static final double UPPER = 0.975;

  /** Of each score its place among the distinct ones, from the least. */
  private final int[] members;

  private final int[] others;
  private final int places;

  private RocCurve(int[] members, int[] others, int places) {
    this.members = members;
    this.others = others;
    this.places = places;
  }

  /**
   * A figure with its interval of 95 % over bootstrap samples.
   *
   * @param value of the data themselves
   * @param lower 2.5 % of the samples lie below
   * @param upper 97.5 % of the samples lie below
   */
  public record Estimate(double value, double lower, double upper) {}

  /**
   * What a score tells.
   *
   * @param area under the curve: the chance that a member scores above another one, ties half; 0.5
   *     for a score that tells nothing
   * @param truePositives share of members found at the allowed share of false positives
   */
  public record Figures(Estimate area, Estimate truePositives) {}

  /**
   * A point of the curve.
   *
   * @param falsePositives share of others at or above a threshold
   * @param truePositives share of members at or above it
   */
  public record Point(double falsePositives, double truePositives) {}

  /**
   * The curve of two groups.
   *
   * @param members scores of members, finite; larger ones speak for membership
   * @param others scores of others, finite
   * @throws IllegalArgumentException when a group is empty or a score is no finite number
   */
  public static RocCurve of(double[] members, double[] others) {
    if (members.length == 0 || others.length == 0) {
      throw new IllegalArgumentException(
          members.length + " members and " + others.length + " others");
    }
    double[] distinct =
        DoubleStream.concat(Arrays.stream(members), Arrays.stream(others))
            .peek(RocCurve::requireFinite)
            // Both zeros are one score.
            .map(score -> score + 0.0)
            .sorted()
            .distinct()
            .toArray();
    return new RocCurve(places(members, distinct), places(others, distinct), distinct.length);
  }

  private static void requireFinite(double score) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("a score is " + score);
    }
  }

  private static int[] places(double[] scores, double[] distinct) {
    return Arrays.stream(scores)
        .mapToInt(score -> Arrays.binarySearch(distinct, score + 0.0))
        .toArray();
  }

  /** Area under the curve, 0 to 1. */
  public double area() {
    return area(counts(members), counts(others));
  }

  /**
   * The largest share of members found by a threshold that at most so many others reach.
   *
   * @param falsePositives allowed share of others, 0 to 1
   */
  public double truePositives(double falsePositives) {
    return truePositives(counts(members), counts(others), falsePositives);
  }

  /** The corners of the curve from (0, 0) to (1, 1), one a distinct score. */
  public Point[] points() {
    int[] memberCounts = counts(members);
    int[] otherCounts = counts(others);
    Point[] points = new Point[places + 1];
    points[0] = new Point(0, 0);
    long found = 0;
    long wrong = 0;
    for (int place = places - 1; place >= 0; place--) {
      found += memberCounts[place];
      wrong += otherCounts[place];
      points[places - place] =
          new Point((double) wrong / others.length, (double) found / members.length);
    }
    return points;
  }

  /**
   * Area and true positives with intervals: percentiles over samples that are drawn with
   * replacement from each group by itself (Efron, Tibshirani 1993, chapter 13).
   *
   * @param falsePositives allowed share of others, 0 to 1
   * @param samples number of bootstrap samples, at least 1
   * @param seed of the samples
   */
  public Figures figures(double falsePositives, int samples, long seed) {
    double[] areas = new double[samples];
    double[] found = new double[samples];
    for (int i = 0; i < samples; i++) {
      int[] memberCounts = drawn(members, CounterRandom.of(seed, Purpose.BOOTSTRAP, i, 0));
      int[] otherCounts = drawn(others, CounterRandom.of(seed, Purpose.BOOTSTRAP, i, 1));
      areas[i] = area(memberCounts, otherCounts);
      found[i] = truePositives(memberCounts, otherCounts, falsePositives);
    }
    return new Figures(estimate(area(), areas), estimate(truePositives(falsePositives), found));
  }

  private static Estimate estimate(double value, double[] samples) {
    Arrays.sort(samples);
    return new Estimate(value, quantile(samples, LOWER), quantile(samples, UPPER));
  }

  /** The nearest sample. */
  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private int[] counts(int[] group) {
    int[] counts = new int[places];
    for (int place : group) {
      counts[place]++;
    }
    return counts;
  }

  private int[] drawn(int[] group, CounterRandom random) {
    int[] counts = new int[places];
    for (int i = 0; i < group.length; i++) {
      counts[group[random.nextInt(group.length)]]++;
    }
    return counts;
  }

  private double area(int[] memberCounts, int[] otherCounts) {
    double pairs = 0;
    long found = 0;
    for (int place = places - 1; place >= 0; place--) {
      pairs += otherCounts[place] * (found + memberCounts[place] / 2.0);
      found += memberCounts[place];
    }
    return pairs / ((double) members.length * others.length);
  }

  private double truePositives(int[] memberCounts, int[] otherCounts, double falsePositives) {
    long found = 0;
    long wrong = 0;
    for (int place = places - 1; place >= 0; place--) {
      wrong += otherCounts[place];
      if (wrong > falsePositives * others.length) {
        break;
      }
      found += memberCounts[place];
    }
    return (double) found / members.length;
  }
}
