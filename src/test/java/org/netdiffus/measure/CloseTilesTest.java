package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseTilesTest {
  @Test
  void tilesWithinTheFivePercentQuantileOfTheTestTilesAreCountedAndNamed() {
    double[] test = IntStream.rangeClosed(1, 40).mapToDouble(i -> i).toArray();

    CloseTiles tiles =
        CloseTiles.of(new double[] {2, 7, 0, 2.1}, List.of("a", "b", "c", "d"), test);

    assertThat(tiles).isEqualTo(new CloseTiles(2, 4, 2, 1, 40, 2, List.of("c", "a")));
    assertThat(tiles.share()).isEqualTo(0.5);
    assertThat(tiles.testShare()).isEqualTo(0.05);
  }

  @ParameterizedTest
  @ValueSource(ints = {18, 60, 400})
  void tilesDrawnLikeTheTestTilesRarelyRaiseTheAlarm(int count) {
    int alarms = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      alarms += tiles(draw(random, count, 0), draw(random, count, 0)).moreThanChance() ? 1 : 0;
    }
    // Two one-sided claims at two standard errors, of skewed counts.
    assertThat(alarms).isLessThan(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 400})
  void threeCopiesInTenAlwaysDo(int count) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      CloseTiles tiles = tiles(draw(random, count, 0.3), draw(random, count, 0));
      assertThat(tiles.moreThanChance()).isTrue();
      assertThat(tiles.share()).isGreaterThanOrEqualTo(0.3);
    }
  }

  @Test
  void aFewCopiesAmongManyTilesDoTooAsTheyComeBeforeEveryTestTile() {
    Random random = new Random(1);
    assertThat(tiles(draw(random, 1000, 0.008), draw(random, 1000, 0)).moreThanChance()).isTrue();
  }

  @Test
  void dataThatRepeatItselfIsNoCopy() {
    // A third of the real test tiles equals a training tile, and so does a third of the others.
    Random random = new Random(1);
    CloseTiles tiles = tiles(draw(random, 300, 1 / 3.0), draw(random, 300, 1 / 3.0));
    assertThat(tiles.limit()).isZero();
    assertThat(tiles.close()).isEqualTo(100);
    assertThat(tiles.moreThanChance()).isFalse();
    assertThat(tiles(draw(random, 300, 0.6), draw(random, 300, 1 / 3.0)).moreThanChance()).isTrue();
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> CloseTiles.of(new double[2], List.of("a"), new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 synthetic tiles of 1 traces and 3 test tiles cannot be compared");
    assertThatThrownBy(() -> tiles(new double[1], new double[0]))
        .hasMessage("1 synthetic tiles of 1 traces and 0 test tiles cannot be compared");
  }

  private static CloseTiles tiles(double[] synthetic, double[] test) {
    return CloseTiles.of(synthetic, Collections.nCopies(synthetic.length, "trace"), test);
  }

  /** Distances of which a share is 0. */
  private static double[] draw(Random random, int count, double copies) {
    return IntStream.range(0, count)
        .mapToDouble(i -> i < Math.round(copies * count) ? 0 : 1 + random.nextDouble())
        .toArray();
  }
}
