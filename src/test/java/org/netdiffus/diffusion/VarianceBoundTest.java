package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VarianceBoundTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(1000);

  /** The divergence of two Gaussians by its definition, integrated in small steps. */
  @ParameterizedTest
  @CsvSource({"1, 0.2, -0.4", "10, -0.5, 0.9", "500, 1.5, 0", "999, 0.3, -1", "300, 0, 1.3"})
  void theTermOfALaterStepIsTheDivergenceFromThePosterior(int t, double error, double share) {
    double alphaBar = SCHEDULE.alphaBar(t);
    double before = SCHEDULE.alphaBar(t - 1);
    double beta = SCHEDULE.beta(t);
    double small = beta * (1 - before) / (1 - alphaBar);
    double model = Math.exp((share + 1) / 2 * Math.log(beta) + (1 - share) / 2 * Math.log(small));
    // An error in v is an error of sqrt(1 - alphaBar) in the clean tile.
    double distance = Math.sqrt(before) * beta / (1 - alphaBar) * Math.sqrt(1 - alphaBar) * error;
    double deviation = Math.sqrt(small);
    double sum = 0;
    int cells = 20_000;
    double width = 20 * deviation / cells;
    for (int i = 0; i < cells; i++) {
      double x = -10 * deviation + (i + 0.5) * width;
      double logTrue = -0.5 * (Math.log(2 * Math.PI * small) + x * x / small);
      double gap = x - distance;
      double logModel = -0.5 * (Math.log(2 * Math.PI * model) + gap * gap / model);
      sum += Math.exp(logTrue) * (logTrue - logModel) * width;
    }

    VarianceBound bound = VarianceBound.at(SCHEDULE, PredictionTarget.V, t);

    assertThat(bound.bits(error, share))
        .isCloseTo(sum / Math.log(2), within(1e-9 + 1e-6 * Math.abs(sum)));
  }

  @ParameterizedTest
  @CsvSource({"0.02, -0.4", "-0.01, 0.9", "0, 0"})
  void theTermOfTheFirstStepIsTheDensityOfTheCleanTile(double error, double share) {
    double alphaBar = SCHEDULE.alphaBar(0);
    double second = SCHEDULE.alphaBar(1);
    double small = SCHEDULE.beta(1) * (1 - alphaBar) / (1 - second);
    double model =
        Math.exp((share + 1) / 2 * Math.log(SCHEDULE.beta(0)) + (1 - share) / 2 * Math.log(small));
    double gap = Math.sqrt((1 - alphaBar) / alphaBar) * error;
    double density = Math.exp(-gap * gap / (2 * model)) / Math.sqrt(2 * Math.PI * model);

    VarianceBound bound = VarianceBound.at(SCHEDULE, PredictionTarget.EPSILON, 0);

    assertThat(bound.bits(error, share)).isCloseTo(-Math.log(density) / Math.log(2), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.02, -0.4", "1, 0.2, -0.4", "10, -0.5, 0.9", "500, 1.5, 0", "999, 0.3, -1"})
  void theSlopeIsThatOfTheTerm(int t, double error, double share) {
    VarianceBound bound = VarianceBound.at(SCHEDULE, PredictionTarget.V, t);
    double slope = (bound.bits(error, share + 1e-6) - bound.bits(error, share - 1e-6)) / 2e-6;

    assertThat(bound.slope(error, share)).isCloseTo(slope, within(1e-7 + 1e-6 * Math.abs(slope)));
  }

  @ParameterizedTest
  @EnumSource(PredictionTarget.class)
  void theVarianceOfAnExactMeanIsBestWhereThePosteriorHasIt(PredictionTarget target) {
    VarianceBound bound = VarianceBound.at(SCHEDULE, target, 400);

    assertThat(bound.bits(0, -1)).isCloseTo(0, within(1e-12));
    assertThat(bound.bits(0, -0.9)).isPositive();
    assertThat(bound.bits(0, -1.1)).isPositive();
  }
}
