package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.RankNormalisation;

/**
 * How many pixels of some tiles lie in each of 1,024 equal parts of [0, 1], and the least and the
 * greatest of them, for each channel; the same in any grouping of the tiles. Grows in place, as
 * Spark's aggregations do.
 */
final class PixelGroups implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int GROUPS = 1024;

  private final int channels;

  /** By channel, then by group. */
  private final long[] counts;

  private final float[] least;
  private final float[] greatest;

  /** The groups of no tile. */
  PixelGroups(int channels) {
    this.channels = channels;
    this.counts = new long[channels * GROUPS];
    this.least = new float[channels * GROUPS];
    this.greatest = new float[channels * GROUPS];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  /** With one more tile of {@code [row][column][channel]} in [0, 1]. */
  PixelGroups plus(float[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      // In double precision: a float just below 1 would round up, and groups would overlap.
      int part = (int) Math.min((double) pixels[i] * GROUPS, GROUPS - 1);
      take(i % channels * GROUPS + part, 1, pixels[i], pixels[i]);
    }
    return this;
  }

  /** With other tiles. */
  PixelGroups plus(PixelGroups other) {
    for (int group = 0; group < counts.length; group++) {
      take(group, other.counts[group], other.least[group], other.greatest[group]);
    }
    return this;
  }

  private void take(int group, long count, float lower, float upper) {
    counts[group] += count;
    least[group] = Math.min(least[group], lower);
    greatest[group] = Math.max(greatest[group], upper);
  }

  /** Normal scores of each channel. */
  RankNormalisation normalisation() {
    List<NormalScores> scores = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      int[] filled =
          IntStream.range(channel * GROUPS, (channel + 1) * GROUPS)
              .filter(group -> counts[group] > 0)
              .toArray();
      scores.add(
          NormalScores.of(
              chosen(least, filled),
              chosen(greatest, filled),
              IntStream.of(filled).mapToLong(group -> counts[group]).toArray()));
    }
    return new RankNormalisation(scores);
  }

  private static float[] chosen(float[] values, int[] groups) {
    float[] chosen = new float[groups.length];
    for (int i = 0; i < groups.length; i++) {
      chosen[i] = values[groups[i]];
    }
    return chosen;
  }
}
