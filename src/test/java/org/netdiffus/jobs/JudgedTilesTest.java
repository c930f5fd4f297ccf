package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Judgement;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

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

  @Test
  void aNumberThatIsNoneIsNamed() {
    Score broken =
        new Score(
            "pixel-jsd",
            Score.Group.TILES,
            "",
            new Measured(0.1, 0),
            new Measured(Double.NaN, 0),
            Score.Better.LOWER,
            "bits",
            3,
            "");
    Evaluation evaluation =
        new Evaluation(
            8,
            1,
            "",
            List.of(),
            List.of(),
            List.of(
                new Judgement(
                    "synthetic",
                    "",
                    List.of(),
                    List.of(broken),
                    CloseTiles.of(new double[] {1}, List.of("a"), new double[] {1}),
                    List.of())),
            List.of(),
            new LossCurve(new int[0], new double[0]),
            Map.of(),
            Map.of(),
            List.of());
    assertThatThrownBy(() -> FiniteNumbers.require(evaluation))
        .hasMessage("floor of pixel-jsd = NaN in report.json");
  }

  private static JudgedTiles.Labelled labelled(int... classes) {
    return new JudgedTiles.Labelled(
        IntStream.of(classes).mapToObj(c -> new float[] {c}).toArray(float[][]::new), classes);
  }
}
