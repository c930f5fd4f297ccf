package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GasfTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedFields")
  void theFieldOfZeroAHalfAndOneIsThePublishedOne(String source, double[][] published) {
    double[] series = {0, 0.5, 1};
    Gasf field = Gasf.of(series);
    TileGeometry plain = new TileGeometry(3, 3, TileOrder.PAA, 1);
    double[] pixels = Tiles.renderInDouble(series, plain);
    float[] rounded = Tiles.render(series, plain);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(2 * field.at(i, j) - 1).isCloseTo(published[i][j], within(1e-6));
        assertThat(2 * pixels[3 * i + j] - 1).isCloseTo(published[i][j], within(1e-6));
        assertThat(2.0 * rounded[3 * i + j] - 1).isCloseTo(published[i][j], within(1e-6));
      }
    }
  }

  static Stream<Arguments> publishedFields() {
    return Stream.of(
        // pyts/image/tests/test_gaf.py, test_actual_results with sample_range (0, 1).
        Arguments.of(
            "pyts",
            new double[][] {
              {-1, -Math.cos(Math.PI / 6), 0}, {-Math.cos(Math.PI / 6), -0.5, 0.5}, {0, 0.5, 1}
            }),
        // haydenshively/Nantucket, tests/prediction/gramianangularfield.test.js: the last three
        // points of 0, 1, 2, 3, 4, which it scales to -1..1 as 0, 0.5 and 1.
        Arguments.of(
            "Nantucket",
            new double[][] {
              {-1, -0.866025404, 6.12323400e-17},
              {-0.866025404, -0.5, 0.5},
              {6.12323400e-17, 0.5, 1.0}
            }));
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
