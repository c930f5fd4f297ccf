package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ConfusionMatrix;

class EstimateTest {
  private static final List<ConfusionMatrix> NOTHING = List.of(new ConfusionMatrix(new long[1][1]));

  @Test
  void theErrorIsThatOfASharePlusThatOfTheMeanOverSeeds() {
    // (96 * 0.75 + 2) / 100 = 0.74; 0.74 * 0.26 / 100 = 0.001924; deviation 0.05, squared over two
    // seeds.
    Accuracy accuracy =
        new Accuracy(
            "cnn", "synth", 384, 96, List.of(0.75 - 0.025, 0.75 + 0.025), 100, true, NOTHING);

    Estimate estimate = Estimate.of(accuracy);

    assertThat(estimate.value()).isEqualTo(0.75, within(1e-12));
    assertThat(estimate.error()).isEqualTo(Math.sqrt(0.001924 + 0.00125 / 2), within(1e-12));
  }

  @Test
  void aPerfectAccuracyStillHasAnError() {
    assertThat(
            Estimate.of(new Accuracy("cnn", "synth", 9, 10, List.of(1.0), 1, true, NOTHING))
                .error())
        .isEqualTo(Math.sqrt((12.0 / 14) * (2.0 / 14) / 14), within(1e-12));
  }

  @Test
  void relativeErrorsAddInSquaresInAQuotient() {
    Estimate ratio = new Estimate(6, 0.6).over(new Estimate(3, 0.3));

    assertThat(ratio.value()).isEqualTo(2);
    assertThat(ratio.error()).isEqualTo(2 * Math.sqrt(0.01 + 0.01), within(1e-12));
    assertThat(new Estimate(0, 0.6).over(new Estimate(3, 0.3)).error())
        .isEqualTo(0.2, within(1e-12));
  }

  @Test
  void aGainIsOverWhatLiesAboveTwoOfItsErrors() {
    Estimate gain = new Estimate(6, 0.6).gainOver(new Estimate(3, 0.3)).orElseThrow();
    assertThat(gain.value()).isEqualTo(1);
    assertThat(gain.error()).isEqualTo(2 * Math.sqrt(0.01 + 0.01), within(1e-12));
    assertThat(new Estimate(6, 0.6).gainOver(new Estimate(3, 1.49))).isPresent();
    assertThat(new Estimate(6, 0.6).gainOver(new Estimate(3, 1.5))).isEmpty();
    assertThat(new Estimate(6, 0.6).gainOver(new Estimate(0, 0))).isEmpty();
    assertThat(new Estimate(6, 0.6).gainOver(new Estimate(-3, 0.1))).isEmpty();
    assertThat(new Estimate(6, 0.6).gainOver(new Estimate(3, Double.NaN)).orElseThrow().error())
        .isNaN();
  }
}
