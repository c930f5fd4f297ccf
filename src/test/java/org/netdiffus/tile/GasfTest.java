package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GasfTest {
  @Test
  void theFieldOfZeroAHalfAndOneIsThePublishedOne() {
    // pyts documents the GASF of (0, 0.5, 1) as these numbers.
    double[][] published = {{-1, -0.8660254, 0}, {-0.8660254, -0.5, 0.5}, {0, 0.5, 1}};
    Gasf field = Gasf.of(new double[] {0, 0.5, 1});
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(2 * field.at(i, j) - 1).isCloseTo(published[i][j], within(1e-7));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theFieldIsTheCosineOfTheSumOfAngles(long seed) {
    double[] series = TrafficSeries.bursts(new Random(seed), 40);
    Gasf field = Gasf.of(series);
    for (int i = 0; i < series.length; i++) {
      for (int j = 0; j < series.length; j++) {
        double cosine = Math.cos(Math.acos(series[i]) + Math.acos(series[j]));
        assertThat(2 * field.at(i, j) - 1).isCloseTo(cosine, within(1e-14));
        assertThat(field.at(i, j)).isBetween(0.0, 1.0).isEqualTo(field.at(j, i));
      }
      assertThat(field.at(i, i)).isCloseTo(series[i] * series[i], within(1e-15));
    }
  }

  @Test
  void smallValuesKeepTheirDigits() {
    // Twice the angle whose cosine is 1e-7; the textbook form would be wrong in its second digit.
    Gasf field = Gasf.of(new double[] {1e-7, 3e-7});
    assertThat(field.at(0, 0)).isCloseTo(1e-14, within(1e-28));
    assertThat(field.at(0, 1)).isCloseTo(4e-14, within(1e-26));
  }

  @Test
  void aValueOutsideTheUnitRangeIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Gasf.of(new double[] {0, 1.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series[1] = 1.5 is outside 0..1");
    assertThatThrownBy(() -> Gasf.of(new double[] {-1e-9}))
        .hasMessage("series[0] = -1.0E-9 is outside 0..1");
    assertThatThrownBy(() -> Gasf.of(new double[] {0, 0, Double.NaN}))
        .hasMessage("series[2] = NaN is outside 0..1");
  }
}
