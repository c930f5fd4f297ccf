package org.netdiffus.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class SeriesJitterTest {
  private static final float[] SERIES = {100, 0, 300, 200, 0, 1400};

  @Test
  void withoutJitterASeriesStaysItself() {
    assertThat(apply(new SeriesJitter(0, 0), SeriesJitter.Values.WHOLE, 1)).isEqualTo(SERIES);
  }

  @Test
  void movedSeriesLoseTheirStartOrGainSilenceBeforeIt() {
    Set<Integer> lengths = new HashSet<>();
    for (int index = 0; index < 60; index++) {
      float[] moved = apply(new SeriesJitter(0, 0.25), SeriesJitter.Values.WHOLE, index);
      lengths.add(moved.length);
      // Two of eight places at most; what is left of the series stands unchanged at its end.
      int lost = Math.max(0, SERIES.length - moved.length);
      int gained = Math.max(0, moved.length - SERIES.length);
      for (int i = 0; i < gained; i++) {
        assertThat(moved[i]).isZero();
      }
      for (int i = 0; i + lost < SERIES.length; i++) {
        assertThat(moved[gained + i]).isEqualTo(SERIES[lost + i]);
      }
    }
    assertThat(lengths).containsExactlyInAnyOrder(4, 5, 6, 7, 8);
  }

  @Test
  void factorsSpreadAsAskedAndKeepSilenceAndBounds() {
    double sum = 0;
    double squares = 0;
    int count = 4000;
    for (int index = 0; index < count; index++) {
      float[] changed = apply(new SeriesJitter(0.1, 0), SeriesJitter.Values.REAL, index);
      assertThat(changed[1]).isZero();
      assertThat(changed[5]).isLessThanOrEqualTo(1500);
      double logarithm = Math.log(changed[2] / SERIES[2]);
      sum += logarithm;
      squares += logarithm * logarithm;
    }
    // Of the trace and of the value: 0.1 times the root of 2, to four standard errors.
    assertThat(sum / count).isCloseTo(0, within(0.009));
    assertThat(Math.sqrt(squares / count)).isCloseTo(0.1414, within(0.0065));
  }

  @Test
  void bytesStayWholeAndDirectionsStayThemselves() {
    for (float value : apply(new SeriesJitter(0.3, 0), SeriesJitter.Values.WHOLE, 3)) {
      assertThat(value).isEqualTo(Math.round(value));
    }
    assertThat(apply(new SeriesJitter(0.3, 0), SeriesJitter.Values.WHOLE, 3)).isNotEqualTo(SERIES);
    assertThat(apply(new SeriesJitter(0.3, 0), SeriesJitter.Values.FIXED, 3)).isEqualTo(SERIES);
  }

  private static float[] apply(SeriesJitter jitter, SeriesJitter.Values kind, long index) {
    return jitter.apply(
        SERIES,
        8,
        kind,
        1500,
        CounterRandom.of(1, Purpose.BASELINE, index, 1),
        CounterRandom.of(1, Purpose.BASELINE, index, 2));
  }
}
