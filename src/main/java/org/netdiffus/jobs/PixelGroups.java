package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.RankNormalisation;

/**
 * How many pixels of some tiles lie in each of 65,536 equal parts of [0, 1], and the least and the
 * greatest of them, for each channel; the same however tiles come together. Grows in place, as
 * Spark's aggregations do.
 */
final class PixelGroups implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int PARTS = 1 << 16;

  /**
   * Groups of one channel, as nearly as parts allow, of equal numbers of pixels. A part that holds
   * as many by itself is a group alone, so that the pixel of idle traffic has hardly a neighbour.
   */
  private static final int GROUPS = 1024;

  private final int channels;

  /** By channel, then by part. */
  private final long[] counts;

  private final float[] least;
  private final float[] greatest;

  /** Of no tile. */
  PixelGroups(int channels) {
    this.channels = channels;
    this.counts = new long[channels * PARTS];
    this.least = new float[channels * PARTS];
    this.greatest = new float[channels * PARTS];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  /** With one more tile of {@code [row][column][channel]} in [0, 1]. */
  PixelGroups plus(float[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      // In double precision: a float just below 1 would round up, and parts would overlap.
      int part = (int) Math.min((double) pixels[i] * PARTS, PARTS - 1);
      take(i % channels * PARTS + part, 1, pixels[i], pixels[i]);
    }
    return this;
  }

  /** With other tiles. */
  PixelGroups plus(PixelGroups other) {
    for (int part = 0; part < counts.length; part++) {
      take(part, other.counts[part], other.least[part], other.greatest[part]);
    }
    return this;
  }

  private void take(int part, long count, float lower, float upper) {
    counts[part] += count;
    least[part] = Math.min(least[part], lower);
    greatest[part] = Math.max(greatest[part], upper);
  }

  /** Normal scores of each channel. */
  RankNormalisation normalisation() {
    return new RankNormalisation(IntStream.range(0, channels).mapToObj(this::scores).toList());
  }

  private NormalScores scores(int channel) {
    int from = channel * PARTS;
    long all = IntStream.range(from, from + PARTS).mapToLong(part -> counts[part]).sum();
    long full = (all + GROUPS - 1) / GROUPS;
    List<Group> groups = new ArrayList<>();
    Group open = Group.EMPTY;
    for (int part = from; part < from + PARTS; part++) {
      if (counts[part] == 0) {
        continue;
      }
      if (open.count >= full || (counts[part] >= full && open.count > 0)) {
        groups.add(open);
        open = Group.EMPTY;
      }
      open = open.with(counts[part], least[part], greatest[part]);
    }
    groups.add(open);
    float[] lower = new float[groups.size()];
    float[] upper = new float[groups.size()];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = groups.get(i).least;
      upper[i] = groups.get(i).greatest;
    }
    return NormalScores.of(lower, upper, groups.stream().mapToLong(Group::count).toArray());
  }

  /** Pixels of neighbouring parts. */
  private record Group(long count, float least, float greatest) {
    static final Group EMPTY = new Group(0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    Group with(long more, float lower, float upper) {
      return new Group(count + more, Math.min(least, lower), Math.max(greatest, upper));
    }
  }
}
