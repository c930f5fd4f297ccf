package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MagnitudeCountsTest {
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theQuantileIsThatOfTheSortedValues(long seed) {
    Random random = new Random(seed);
    float[] values = new float[1 + random.nextInt(500)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.exp(random.nextGaussian()) * (random.nextBoolean() ? 1 : -1500));
    }
    double share = random.nextInt(5) == 0 ? 1 : random.nextDouble();
    float[] sorted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      sorted[i] = Math.abs(values[i]);
    }
    Arrays.sort(sorted);
    int rank = Math.max(1, (int) Math.ceil(share * values.length));
    assertThat(quantile(values, share)).isEqualTo(sorted[rank - 1]);
  }

  @Test
  void silenceAndPaddingDoNotCount() {
    MagnitudeCounts counts = MagnitudeCounts.byUpperBits().add(new float[] {0, -0f, 3, 0, 5, 7}, 4);
    assertThat(counts.total()).isEqualTo(1);
    assertThat(quantile(new float[] {0, 0, 0, 4}, 0.5)).isEqualTo(4);
  }

  @Test
  void aRankBeyondTheValuesIsRefused() {
    assertThatThrownBy(() -> MagnitudeCounts.byUpperBits().placeOfShare(0.5))
        .hasMessage("rank 1 of 0 values");
  }

  /** Through two parts that are counted apart and added. */
  private static float quantile(float[] values, double share) {
    float[] head = Arrays.copyOf(values, values.length / 3);
    float[] tail = Arrays.copyOfRange(values, values.length / 3, values.length);
    MagnitudeCounts.Place upper =
        MagnitudeCounts.byUpperBits()
            .add(tail, tail.length)
            .add(MagnitudeCounts.byUpperBits().add(head, head.length))
            .placeOfShare(share);
    MagnitudeCounts.Place lower =
        MagnitudeCounts.byLowerBits(upper)
            .add(head, head.length)
            .add(MagnitudeCounts.byLowerBits(upper).add(tail, tail.length))
            .placeOfRank(upper.rank());
    return upper.value(lower);
  }
}
