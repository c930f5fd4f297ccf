package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgedTilesTest {
  private static final JudgedTiles TILES =
      new JudgedTiles(
          List.of("a", "b"),
          1,
          1,
          1,
          labelled(0, 0, 0, 1, 1),
          labelled(0, 0, 1, 1, 1),
          labelled(0, 0, 0, 0, 1));

  @Test
  void setsToCompareHaveTheSameNumberOfEachClass() {
    assertThat(TILES.alike(100)).isDeepEqualTo(new int[][] {{0, 1, 3}, {0, 1, 2}, {0, 1, 4}});
    assertThat(TILES.alike(2)).isDeepEqualTo(new int[][] {{0, 3}, {0, 2}, {0, 4}});
  }

  @Test
  void aScenarioTrainsOnItsPartsOnly() {
    assertThat(Scenario.ORIGINAL.training(TILES).classes()).containsExactly(0, 0, 0, 1, 1);
    assertThat(Scenario.SYNTH.training(TILES).classes()).containsExactly(0, 0, 0, 0, 1);
    JudgedTiles.Labelled both = Scenario.BOTH.training(TILES);
    assertThat(both.classes()).containsExactly(0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
    assertThat(both.tiles()).hasDimensions(10, 1);
  }

  @Test
  void accuracyIsTheShareOfTilesNamedRight() {
    assertThat(TILES.test().confusion(new int[] {0, 1, 1, 1, 0}, 2).accuracy()).isEqualTo(0.6);
  }

  private static JudgedTiles.Labelled labelled(int... classes) {
    return new JudgedTiles.Labelled(
        IntStream.of(classes).mapToObj(c -> new float[] {c}).toArray(float[][]::new), classes);
  }
}
