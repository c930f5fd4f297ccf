package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  @Test
  void aShareOfAllOrNoneIsNotKnownExactly() {
    // Agresti, Coull 1998: (16 + 2) / (16 + 4) = 0.9.
    Measured all = Resampling.share(IntStream.range(0, 16).mapToDouble(i -> 1).toArray());
    assertThat(all.value()).isEqualTo(1);
    assertThat(all.error()).isCloseTo(Math.sqrt(0.9 * 0.1 / 20), within(1e-12));
    Measured none = Resampling.share(new double[16]);
    assertThat(none.value()).isZero();
    assertThat(none.error()).isCloseTo(all.error(), within(1e-12));
  }

  @Test
  void contributionsBeyondOneAreNoShare() {
    double[] densities = {0, 1, 2, 5};
    assertThat(Resampling.share(densities)).isEqualTo(Resampling.mean(densities));
  }
}
