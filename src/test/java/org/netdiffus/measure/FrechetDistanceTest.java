package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class FrechetDistanceTest {
  static Stream<Config> golden() {
    return MeasureGolden.root().getConfigList("frechet").stream().map(Config.class::cast);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theDistanceAgreesWithTheDefinitionByEigenvalues(Config row) {
    int dimension = row.getInt("dimension");
    double[][] first = MeasureGolden.rows(row.getInt("first"), dimension, 1);
    double[][] second = MeasureGolden.rows(row.getInt("second"), dimension, 2.5);
    // NumPy takes roots of eigenvalues that should be 0, so that half of its digits remain.
    assertThat(FrechetDistance.between(first, second))
        .isCloseTo(row.getDouble("distance"), within(1e-6));
    assertThat(FrechetDistance.between(second, first))
        .isCloseTo(row.getDouble("distance"), within(1e-6));
  }

  /** In one dimension: (m_a - m_b)^2 + (s_a - s_b)^2. */
  @Test
  void inOneDimensionItIsTheDistanceOfMeansAndDeviations() {
    double[][] first = {{1}, {2}, {3}};
    double[][] second = {{8}, {10}, {12}};
    assertThat(FrechetDistance.between(first, second)).isCloseTo(64 + 1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"5, 9", "30, 4"})
  void aSetIsAtNoDistanceFromItselfAndMovesByItsShift(int n, int dimension) {
    double[][] rows = MeasureGolden.rows(n, dimension, 1);
    double[][] shifted = MeasureGolden.rows(n, dimension, 1);
    for (double[] row : shifted) {
      row[0] += 3;
    }
    assertThat(FrechetDistance.between(rows, rows)).isCloseTo(0, within(1e-12));
    assertThat(FrechetDistance.between(rows, shifted)).isCloseTo(9, within(1e-12));
  }

  /**
   * Two samples of one Gaussian: what small n adds to the distance, per dimension. Means and
   * deviations of 40, 40, 10, 6 and 4 draws in NumPy; the tolerance is four deviations.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 20, 1.206, 0.049",
    "64, 80, 0.436, 0.014",
    "64, 1000, 0.0346, 0.0010",
    "2048, 20, 1.934, 0.007",
    "2048, 80, 1.693, 0.004"
  })
  void twoSamplesOfOneGaussianAreFarApartWhenTheyAreSmall(
      int dimension, int n, double perDimension, double deviation) {
    double distance = FrechetDistance.between(gaussian(1, n, dimension), gaussian(2, n, dimension));
    assertThat(distance / dimension).isCloseTo(perDimension, within(4 * deviation));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSetWithoutACovarianceIsRefused(int n) {
    assertThatThrownBy(() -> FrechetDistance.between(new double[5][3], new double[n][3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%d features of 3 numbers are too few", n);
  }

  @Test
  void raggedAndInfiniteFeaturesAreNamed() {
    double[][] two = {{1, 2}, {3, 5}};
    assertThatThrownBy(() -> FrechetDistance.between(two, new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features[1] has 1 numbers, not 2");
    assertThatThrownBy(() -> FrechetDistance.between(two, new double[][] {{1, 2}, {3, 1 / 0.0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features[1][1] = Infinity");
  }

  private static double[][] gaussian(long seed, int n, int dimension) {
    double[][] rows = new double[n][dimension];
    for (int i = 0; i < n; i++) {
      CounterRandom random = CounterRandom.of(seed, Purpose.NOISE, i, 0);
      for (int j = 0; j < dimension; j++) {
        rows[i][j] = random.nextGaussian();
      }
    }
    return rows;
  }
}
