package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalScoresTest {
  /** Two values, then six times 0.5, then two more. */
  private static final NormalScores IDLE_AT_A_HALF =
      NormalScores.of(
          new float[] {0.1f, 0.5f, 0.7f}, new float[] {0.3f, 0.5f, 0.9f}, new long[] {2, 6, 2});

  /** {@code scipy.stats.norm.ppf([0.05, 0.2, 0.8, 0.95]) / 2}. */
  @Test
  void groupsLieBetweenHalfTheNormalQuantilesOfTheirRanks() {
    assertThat(IDLE_AT_A_HALF.edges())
        .containsExactly(
            new double[] {
              -0.8224268134757361, -0.42081061678645715, 0.4208106167864573, 0.8224268134757361
            },
            within(1e-9));
  }

  @Test
  void allScoresOfOneValueGiveExactlyThisValueBack() {
    assertThat(IDLE_AT_A_HALF.score(0.5f)).isZero();
    for (float score : new float[] {-0.42f, -0.1f, 0, 0.3f, 0.42f}) {
      assertThat(IDLE_AT_A_HALF.value(score)).isEqualTo(0.5f);
    }
    assertThat(IDLE_AT_A_HALF.value(0.43f)).isGreaterThan(0.7f);
  }

  @Test
  void withinAGroupRanksAreSpreadEvenly() {
    assertThat(IDLE_AT_A_HALF.score(0.8f)).isEqualTo(0.62161875f, within(1e-6f));
    assertThat(IDLE_AT_A_HALF.value(0.62161875f)).isEqualTo(0.8f, within(1e-6f));
  }

  @Test
  void valuesOfNoGroupHaveTheScoreBesideThem() {
    assertThat(IDLE_AT_A_HALF.score(0.05f)).isEqualTo(-0.8224268f);
    assertThat(IDLE_AT_A_HALF.score(0.4f)).isEqualTo(-0.4208106f);
    assertThat(IDLE_AT_A_HALF.score(0.6f)).isEqualTo(0.4208106f);
    assertThat(IDLE_AT_A_HALF.score(1)).isEqualTo(0.8224268f);
  }

  @Test
  void scoresBeyondAllGiveTheOutermostValuesAndNoNumberStaysNone() {
    assertThat(IDLE_AT_A_HALF.value(-9)).isEqualTo(0.1f);
    assertThat(IDLE_AT_A_HALF.value(Float.NEGATIVE_INFINITY)).isEqualTo(0.1f);
    assertThat(IDLE_AT_A_HALF.value(9)).isEqualTo(0.9f);
    assertThat(IDLE_AT_A_HALF.value(Float.NaN)).isNaN();
  }

  @Test
  void aRareGroupBetweenAThousandMillionValuesKeepsItsPlace() {
    NormalScores scores =
        NormalScores.of(
            new float[] {0, 0.5f, 0.6f},
            new float[] {0, 0.5f, 0.6f},
            new long[] {1_000_000_000, 1, 1_000_000_000});

    assertThat(scores.score(0)).isLessThan(scores.score(0.5f));
    assertThat(scores.score(0.5f)).isLessThan(scores.score(0.6f));
  }

  @Test
  void everyChannelHasScoresOfItsOwn() {
    NormalScores steep = NormalScores.of(new float[] {0}, new float[] {0.01f}, new long[] {100});
    RankNormalisation normalisation = new RankNormalisation(List.of(IDLE_AT_A_HALF, steep));
    float[] tiles = {0.5f, 0.005f, 0.8f, 0};

    normalisation.apply(tiles);

    assertThat(tiles)
        .containsExactly(new float[] {0, 0, 0.62161875f, (float) steep.edges()[0]}, within(1e-6f));
    normalisation.undo(tiles);
    assertThat(tiles).containsExactly(new float[] {0.5f, 0.005f, 0.8f, 0}, within(1e-6f));
  }

  @Test
  void scoresOfManyEvenValuesAreNormal() {
    int count = 10_000;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) i / count;
    }
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    NormalScores scores = NormalScores.of(values, values, ones);

    double squares = 0;
    for (float value : values) {
      squares += scores.score(value) * scores.score(value);
      assertThat(scores.value(scores.score(value))).isEqualTo(value);
    }
    assertThat(Math.sqrt(squares / count)).isEqualTo(0.5, within(1e-3));
  }

  @Test
  void groupsThatOverlapAreRefused() {
    assertThatThrownBy(
            () ->
                NormalScores.of(new float[] {0, 0.2f}, new float[] {0.2f, 0.3f}, new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group 1 of normal scores, values 0.2 to 0.3")
        .hasMessageEndingWith("does not ascend");
    assertThatThrownBy(() -> new NormalScores(new float[0], new float[0], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 least and 0 greatest values, 1 scores");
  }
}
