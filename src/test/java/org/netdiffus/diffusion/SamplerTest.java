package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Samplers on Gaussian data with the exact denoiser, in double precision and without clipping. */
class SamplerTest {
  private static final Sampler DDPM = new Sampler.Ddpm();
  private static final Sampler DDIM = new Sampler.Ddim(0);
  private static final Sampler SOLVER = new Sampler.DpmSolver2m();

  static Stream<Config> golden() {
    return Golden.samplers();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theEndPointsAgreeWithTheGoldenOnes(Config row) {
    int steps = row.getInt("steps");
    GaussianDenoiser denoiser = denoiser(row.getString("schedule"));
    NoiseSchedule schedule = denoiser.schedule();
    double start = row.getDouble("start");
    int[] evenTime = StepSpacing.evenTime(schedule, steps);
    int[] evenLambda = StepSpacing.nearestLogSignalToNoise(schedule, steps);

    assertThat(end(denoiser, DDIM.plan(schedule, evenTime), start))
        .isCloseTo(row.getDouble("ddim_even_t"), within(1e-11));
    assertThat(end(denoiser, SOLVER.plan(schedule, evenTime), start))
        .isCloseTo(row.getDouble("dpm_solver_2m_even_t"), within(1e-10));
    assertThat(end(denoiser, SOLVER.plan(schedule, evenLambda), start))
        .isCloseTo(row.getDouble("dpm_solver_2m_even_lambda"), within(1e-10));
  }

  /** Where the exact probability flow of Gaussian data ends: in {@code exact_flow}. */
  @ParameterizedTest
  @CsvSource({"linear, 0.674530624063, 0.006", "cosine, 0.674996304238, 0.012"})
  void twentyFilledStepsOfTheSolverEndNearTheExactFlow(
      String name, double exact, double tolerance) {
    GaussianDenoiser denoiser = denoiser(name);
    assertThat(end(denoiser, SOLVER.plan(denoiser.schedule(), 20), 1.5))
        .isCloseTo(exact, within(tolerance));
    assertThat(end(denoiser, DDIM.plan(denoiser.schedule(), 20), 1.5))
        .isNotCloseTo(exact, within(0.04));
  }

  /** The data's deviation is 0.25; these figures come from the same recursion in NumPy. */
  @ParameterizedTest
  @CsvSource({"linear, 50, 0.2050397", "linear, 1000, 0.2462787", "cosine, 50, 0.2229812"})
  void fewAncestralStepsNarrowTheSpread(String name, int evaluations, double deviation) {
    GaussianDenoiser denoiser = denoiser(name);
    assertThat(spread(denoiser, DDPM.plan(denoiser.schedule(), evaluations)))
        .isCloseTo(deviation, within(1e-7));
  }

  @Test
  void fullEtaOfTheImplicitSamplerIsAncestralSampling() {
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    List<SamplingStep> ancestral = DDPM.plan(schedule, 25);
    List<SamplingStep> implicit = new Sampler.Ddim(1).plan(schedule, 25);
    for (int i = 0; i < ancestral.size(); i++) {
      assertThat(implicit.get(i).time()).isEqualTo(ancestral.get(i).time());
      assertThat(implicit.get(i).noisy()).isCloseTo(ancestral.get(i).noisy(), within(1e-6));
      assertThat(implicit.get(i).clean()).isCloseTo(ancestral.get(i).clean(), within(1e-6));
      assertThat(implicit.get(i).noise()).isCloseTo(ancestral.get(i).noise(), within(1e-9));
    }
  }

  @Test
  void everyPlanEndsWithTheCleanTileAndWithoutNoise() {
    NoiseSchedule schedule = NoiseSchedule.linear(100);
    for (Sampler sampler : List.of(DDPM, new Sampler.Ddim(0.5), SOLVER)) {
      List<SamplingStep> plan = sampler.plan(schedule, 10);
      assertThat(plan).hasSize(10);
      assertThat(plan.get(0).time()).isEqualTo(99);
      assertThat(plan.get(0).earlierClean()).isZero();
      assertThat(plan.get(9)).isEqualTo(new SamplingStep(0, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void theSolverUsesTheEarlierTileBetweenItsEnds() {
    List<SamplingStep> plan = SOLVER.plan(NoiseSchedule.linear(1000), 6);
    assertThat(plan.stream().map(step -> step.earlierClean() != 0))
        .containsExactly(false, true, true, true, false, false);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void etaOutsideTheUnitRangeIsRefused(double eta) {
    assertThatThrownBy(() -> new Sampler.Ddim(eta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eta = %s is outside 0 to 1", eta);
  }

  private static GaussianDenoiser denoiser(String schedule) {
    return GaussianDenoiser.of(Golden.schedule(schedule, 1000), PredictionTarget.V, 1);
  }

  private static double end(GaussianDenoiser denoiser, List<SamplingStep> plan, double start) {
    double noisy = start;
    double earlier = 0;
    for (SamplingStep step : plan) {
      double clean = denoiser.clean(noisy, step.time(), 0.3);
      noisy = step.noisy() * noisy + step.clean() * clean + step.earlierClean() * earlier;
      earlier = clean;
    }
    return noisy;
  }

  /** Deviation of the samples: every step is linear, so that of a Gaussian is exact. */
  private static double spread(GaussianDenoiser denoiser, List<SamplingStep> plan) {
    double variance = 1;
    for (SamplingStep step : plan) {
      double factor = step.noisy() + step.clean() * denoiser.slope(step.time());
      variance = factor * factor * variance + step.noise() * step.noise();
    }
    return Math.sqrt(variance);
  }
}
