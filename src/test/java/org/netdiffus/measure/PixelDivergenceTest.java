package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelDivergenceTest {
  @Test
  void theDivergenceAgreesWithNumPy() {
    BinCounts first = BinCounts.none(-1.1, 1.05, PixelDivergence.BINS);
    BinCounts second = first;
    for (float[] tile : MeasureGolden.floatRows(20, 30, 1)) {
      first = first.plus(tile);
    }
    double[][] rows = MeasureGolden.rows(25, 30, 2.5);
    for (double[] row : rows) {
      float[] tile = new float[row.length];
      for (int i = 0; i < tile.length; i++) {
        tile[i] = (float) (row[i] * row[i]);
      }
      second = second.plus(tile);
    }
    assertThat(PixelDivergence.between(first, second))
        .isCloseTo(MeasureGolden.root().getDouble("divergence"), within(1e-12));
  }

  @Test
  void likeTilesAreAtZeroAndUnlikeOnesAtOneBit() {
    BinCounts low = BinCounts.none(0, 1, 4).plus(new float[] {0, 0.1f});
    BinCounts high = BinCounts.none(0, 1, 4).plus(new float[] {1, 0.9f, 0.8f});
    assertThat(PixelDivergence.between(low, low)).isZero();
    assertThat(PixelDivergence.between(low, high)).isEqualTo(1);
    // Half of the mass moved: 1/2 log2(1/(3/4)) + 1/4 log2((1/2)/(3/4)) + 1/4 log2((1/2)/(1/4)).
    BinCounts half = low.plus(new float[] {1, 0.9f});
    assertThat(PixelDivergence.between(low, half)).isCloseTo(0.3112781244591328, within(1e-15));
  }

  @Test
  void theMeanIsTakenOverClasses() {
    BinCounts low = BinCounts.none(0, 1, 2).plus(new float[] {0});
    BinCounts high = BinCounts.none(0, 1, 2).plus(new float[] {1, 1, 1});
    Map<String, BinCounts> training = Map.of("a", low, "b", low);
    Map<String, BinCounts> synthetic = Map.of("a", low, "b", high);
    assertThat(PixelDivergence.perClass(training, synthetic))
        .containsExactly(Map.entry("a", 0.0), Map.entry("b", 1.0));
    assertThat(PixelDivergence.mean(training, synthetic)).isEqualTo(0.5);
  }

  @Test
  void setsThatDoNotMatchAreRefused() {
    BinCounts counts = BinCounts.none(0, 1, 2).plus(new float[] {0});
    BinCounts other = BinCounts.none(0, 2, 2).plus(new float[] {0});
    assertThatThrownBy(() -> PixelDivergence.mean(Map.of("a", counts), Map.of("b", counts)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes differ: [a] and [b]");
    assertThatThrownBy(() -> PixelDivergence.mean(Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no classes");
    assertThatThrownBy(() -> PixelDivergence.between(counts, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 bins from 0.0 to 1.0 and 2 bins from 0.0 to 2.0 do not match");
  }
}
