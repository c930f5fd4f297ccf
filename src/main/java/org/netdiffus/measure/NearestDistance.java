package org.netdiffus.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Euclidean distance of tiles to their nearest training tile. Synthetic tiles that are much nearer
 * than real test tiles are copies of training data; much farther ones are strangers.
 */
public final class NearestDistance {
  private NearestDistance() {}

  /**
   * Distance of each query to its nearest training tile, in the order of the queries.
   *
   * @param queries tiles, all as long as the training tiles
   * @param training training tiles, at least one
   * @throws IllegalArgumentException when there is no training tile or lengths differ
   */
  public static double[] toTraining(List<float[]> queries, List<float[]> training) {
    return queries.stream().mapToDouble(query -> toTraining(query, training)).toArray();
  }

  /** Distance of one query, as {@link #toTraining(List, List)}. */
  public static double toTraining(float[] query, List<float[]> training) {
    if (training.isEmpty()) {
      throw new IllegalArgumentException("no training tiles to be near to");
    }
    double least = Double.POSITIVE_INFINITY;
    for (float[] tile : training) {
      least = Math.min(least, squaredDistance(query, tile, least));
    }
    return Math.sqrt(least);
  }

  /**
   * The middle value, or the mean of the two middle ones.
   *
   * @throws IllegalArgumentException when there are no values
   */
  public static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Squared distance of two tiles; the sum may stop early, with a number of at least {@code bound}.
   *
   * @throws IllegalArgumentException when lengths differ
   */
  public static double squaredDistance(float[] a, float[] b, double bound) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "tiles of " + a.length + " and " + b.length + " values have no distance");
    }
    double sum = 0;
    for (int i = 0; i < a.length && sum < bound; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
