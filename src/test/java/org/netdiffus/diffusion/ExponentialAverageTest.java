package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialAverageTest {
  @Test
  void theDecayGrowsWithTheUpdatesUpToItsBound() {
    assertThat(ExponentialAverage.decayOver(0, 1, 0.9999)).isEqualTo(2.0 / 11);
    assertThat(ExponentialAverage.decayOver(89, 1, 0.9999)).isEqualTo(0.91);
    assertThat(ExponentialAverage.decayOver(89_989, 1, 0.9999)).isEqualTo(0.9999);
    assertThat(ExponentialAverage.decayOver(9_999_999, 1, 0.9999)).isEqualTo(0.9999);
    assertThat(ExponentialAverage.decayOver(9_999_999, 1, 0.5)).isEqualTo(0.5);
  }

  /** The product of (1 + n)/(10 + n) from 1 to N is 10!/((N + 2)(N + 3) ... (N + 10)). */
  @Test
  void untrainedWeightsAreForgottenAfterAThousandUpdates() {
    double expected = 3_628_800;
    for (int i = 2; i <= 10; i++) {
      expected /= 1000 + i;
    }
    assertThat(ExponentialAverage.decayOver(0, 1000, 0.9999))
        .isCloseTo(expected, within(1e-12 * expected))
        .isLessThan(1e-20);
  }

  @Test
  void averagingOnceForgetsAsFastAsAveragingOften() {
    double often = 1;
    for (int i = 0; i < 40; i += 8) {
      often *= ExponentialAverage.decayOver(5 + i, 8, 0.9999);
    }
    assertThat(ExponentialAverage.decayOver(5, 40, 0.9999)).isCloseTo(often, within(1e-15));
    assertThat(ExponentialAverage.decayOver(5, 0, 0.9999)).isEqualTo(1);
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatThrownBy(() -> ExponentialAverage.decayOver(3, -1, 0.9999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-1 updates after 3: both from 0 on");
  }
}
