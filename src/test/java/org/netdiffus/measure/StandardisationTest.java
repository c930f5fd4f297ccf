package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardisationTest {
  @Test
  void theTrainingSetGetsMeanZeroAndDeviationOne() {
    double[][] rows = {{1, 5, 0.1}, {3, 5, 0.1}, {5, 5, 0.1}};
    Standardisation standardisation = Standardisation.of(rows);
    double unit = Math.sqrt(8.0 / 3);
    double[][] out = standardisation.apply(rows);
    assertThat(out[0][0]).isCloseTo(-2 / unit, within(1e-15));
    assertThat(out[1][0]).isZero();
    assertThat(out[2][0]).isCloseTo(2 / unit, within(1e-15));
  }

  @Test
  void whatDoesNotVaryInTrainingKeepsItsUnit() {
    double[][] rows = {{5, 0.1}, {5, 0.1}, {5, 0.1}};
    double[][] out = Standardisation.of(rows).apply(new double[][] {{7, 0.3}});
    assertThat(out[0]).containsExactly(new double[] {2, 0.2}, within(1e-12));
  }

  @Test
  void noExamplesAreRefused() {
    assertThatThrownBy(() -> Standardisation.of(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no examples to standardise by");
  }
}
