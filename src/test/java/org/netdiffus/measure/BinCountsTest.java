package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class BinCountsTest {
  private static final BinCounts NONE = BinCounts.none(-1, 1, 4);

  @Test
  void edgesBelongToTheBinAboveThemAndStrangersToTheEnds() {
    float[] values = {-7, -1, -0.5f, 0, 0.49f, 1, 7, Float.POSITIVE_INFINITY};
    assertThat(NONE.plus(values).counts()).containsExactly(2, 1, 2, 3);
    assertThat(NONE.plus(values).total()).isEqualTo(8);
    assertThat(NONE.plus(values).shares()).containsExactly(0.25, 0.125, 0.25, 0.375);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyGroupingGivesTheSame(long seed) {
    CounterRandom random = CounterRandom.of(seed, Purpose.NOISE, 0, 0);
    BinCounts together = NONE;
    ValueRange range = ValueRange.NONE;
    BinCounts[] parts = {NONE, NONE, NONE};
    ValueRange[] ranges = {ValueRange.NONE, ValueRange.NONE, ValueRange.NONE};
    for (int tile = 0; tile < 30; tile++) {
      float[] values = new float[10];
      random.fillGaussian(values, 0, 10);
      together = together.plus(values);
      range = range.plus(values);
      int part = random.nextInt(3);
      parts[part] = parts[part].plus(values);
      ranges[part] = ranges[part].plus(values);
    }
    assertThat(parts[2].plus(parts[0].plus(NONE)).plus(parts[1])).isEqualTo(together);
    assertThat(ranges[2].plus(ranges[0].plus(ValueRange.NONE)).plus(ranges[1])).isEqualTo(range);
  }

  @Test
  void aRangeMakesItsBins() {
    ValueRange range = ValueRange.NONE.plus(new float[] {0.25f, -0.5f, 0});
    assertThat(range).isEqualTo(new ValueRange(-0.5f, 0.25f));
    assertThat(range.bins(8)).isEqualTo(BinCounts.none(-0.5, 0.25, 8));
    assertThat(ValueRange.NONE.plus(new float[] {2, 2}).bins(3))
        .isEqualTo(BinCounts.none(1.5, 2.5, 3));
    assertThatThrownBy(() -> ValueRange.NONE.bins(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no values, so their range has no bins");
  }

  @Test
  void threeSetsStandSideBySideInAHistogram() {
    Histogram histogram =
        BinCounts.histogram(
            "pixels",
            NONE.plus(new float[] {-1, 1}),
            NONE.plus(new float[] {0}),
            NONE.plus(new float[] {0.9f}));
    assertThat(histogram.title()).isEqualTo("pixels");
    assertThat(histogram.lower()).isEqualTo(-1);
    assertThat(histogram.upper()).isEqualTo(1);
    assertThat(histogram.training()).containsExactly(0.5, 0, 0, 0.5);
    assertThat(histogram.test()).containsExactly(0, 0, 1, 0);
    assertThat(histogram.synthetic()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void whatCannotBeCountedIsNamed() {
    assertThatThrownBy(() -> NONE.plus(new float[] {0, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values[1] is not a number");
    assertThatThrownBy(() -> BinCounts.none(1, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 bins from 1.0 to 1.0 hold nothing");
    assertThatThrownBy(NONE::shares)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing was counted, so bins have no shares");
    assertThatThrownBy(() -> NONE.plus(BinCounts.none(-1, 1, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 bins from -1.0 to 1.0 and 5 bins from -1.0 to 1.0 do not match");
  }
}
