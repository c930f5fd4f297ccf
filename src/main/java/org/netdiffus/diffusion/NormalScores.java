package org.netdiffus.diffusion;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Normal scores of known values (the rank-based inverse normal transform of van der Waerden): the
 * score of a value is half the quantile of the standard normal distribution at its rank. Values lie
 * in groups, ascending and apart; within a group, ranks are spread evenly from its least to its
 * greatest value. A group of one value, such as that of idle traffic, has the middle of its scores,
 * and all of its scores give exactly that value back.
 *
 * @param least least value of each group, ascending; owned by the record
 * @param greatest greatest value of each group, below the least of the next; owned by the record
 * @param edges scores between which the groups lie, one more than groups, strictly ascending; owned
 *     by the record
 */
public record NormalScores(float[] least, float[] greatest, double[] edges)
    implements Serializable {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Checks that groups and scores ascend. */
  public NormalScores {
    if (least.length == 0 || greatest.length != least.length || edges.length != least.length + 1) {
      throw new IllegalArgumentException(
          "%d least and %d greatest values, %d scores"
              .formatted(least.length, greatest.length, edges.length));
    }
    for (int group = 0; group < least.length; group++) {
      boolean apart = group == 0 || greatest[group - 1] < least[group];
      if (!apart || !(least[group] <= greatest[group]) || !(edges[group] < edges[group + 1])) {
        throw new IllegalArgumentException(
            "group %d of normal scores, values %s to %s at scores %s to %s, does not ascend"
                .formatted(group, least[group], greatest[group], edges[group], edges[group + 1]));
      }
    }
  }

  /**
   * Of values in groups.
   *
   * @param least least value of each group, ascending
   * @param greatest greatest value of each group
   * @param counts values in each group, each at least 1
   */
  public static NormalScores of(float[] least, float[] greatest, long[] counts) {
    double all = (double) Arrays.stream(counts).sum();
    double[] edges = new double[counts.length + 1];
    long below = 0;
    for (int edge = 0; edge < edges.length; edge++) {
      // The quantiles of 0 and 1 are infinite: the outermost values have half a rank beside them.
      double rank = Math.min(Math.max((double) below, 0.5), all - 0.5);
      edges[edge] = NORMAL.inverseCumulativeProbability(rank / all) / 2;
      below += edge < counts.length ? counts[edge] : 0;
    }
    return new NormalScores(least, greatest, edges);
  }

  /**
   * The score of a value; between two groups that of the edge between them, beyond all groups the
   * outermost.
   */
  public float score(float value) {
    int found = Arrays.binarySearch(least, value);
    int group = found >= 0 ? found : -found - 2;
    if (group < 0) {
      return (float) edges[0];
    }
    if (value > greatest[group]) {
      return (float) edges[group + 1];
    }
    float width = greatest[group] - least[group];
    double within = width == 0 ? 0.5 : (value - least[group]) / width;
    return (float) (edges[group] + within * (edges[group + 1] - edges[group]));
  }

  /** The value of a score, from the least of all values to the greatest; NaN of NaN. */
  public float value(float score) {
    if (Float.isNaN(score)) {
      return score;
    }
    int found = Arrays.binarySearch(edges, score);
    int group = Math.min(Math.max(found >= 0 ? found : -found - 2, 0), least.length - 1);
    double within = (score - edges[group]) / (edges[group + 1] - edges[group]);
    double inside = Math.min(Math.max(within, 0), 1);
    return (float) (least[group] + inside * (greatest[group] - least[group]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NormalScores that
        && Arrays.equals(least, that.least)
        && Arrays.equals(greatest, that.greatest)
        && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(least) + Arrays.hashCode(greatest)) + Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return "NormalScores[" + least.length + " groups]";
  }
}
