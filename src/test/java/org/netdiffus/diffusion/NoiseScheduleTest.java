package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.typesafe.config.Config;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseScheduleTest {
  static Stream<Config> schedules() {
    return Golden.schedules();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyFigureAgreesWithTheGoldenOne(Config golden) {
    NoiseSchedule schedule = Golden.schedule(golden.getString("name"), golden.getInt("T"));
    int[] times = Golden.integers(golden, "t");
    for (int i = 0; i < times.length; i++) {
      int t = times[i];
      Posterior posterior =
          Posterior.between(t == 0 ? 1 : schedule.alphaBar(t - 1), schedule.alphaBar(t));
      check(golden, "beta", i, schedule.beta(t));
      check(golden, "alpha_bar", i, schedule.alphaBar(t));
      check(golden, "posterior_variance", i, posterior.variance());
      check(golden, "posterior_x0", i, posterior.cleanWeight());
      check(golden, "posterior_xt", i, posterior.noisyWeight());
      check(golden, "snr", i, schedule.signalToNoise(t));
      check(
          golden,
          "min_snr5_epsilon",
          i,
          schedule.minimumSignalToNoiseWeight(PredictionTarget.EPSILON, t, 5));
      check(golden, "min_snr5_v", i, schedule.minimumSignalToNoiseWeight(PredictionTarget.V, t, 5));
    }
  }

  private static void check(Config golden, String name, int i, double value) {
    double expected = golden.getDoubleList(name).get(i);
    // 1 - alphaBar loses four digits at the clean end, so not all 14 printed ones can agree.
    assertThat(value)
        .as("%s at t = %d", name, golden.getIntList("t").get(i))
        .isCloseTo(expected, within(1e-14 + 1e-10 * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void aLinearScheduleOfTwentyStepsOrLessDoesNotExist(int steps) {
    assertThatThrownBy(() -> NoiseSchedule.linear(steps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a linear schedule of %d steps does not exist: its last beta, 20/%d, is not below 1",
            steps, steps);
    assertThat(NoiseSchedule.linear(21).alphaBar(20)).isPositive();
  }

  @Test
  void aCosineScheduleNeedsTwoSteps() {
    assertThatThrownBy(() -> NoiseSchedule.cosine(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cosine schedule of 1 steps does not exist: it needs 2");
  }

  @ParameterizedTest
  @EnumSource(NoiseSchedule.Shape.class)
  void aShapeMakesTheScheduleOfItsName(NoiseSchedule.Shape shape) {
    NoiseSchedule expected = Golden.schedule(shape.settingName(), 60);
    assertThat(shape.over(60).alphaBar(40)).isEqualTo(expected.alphaBar(40));
    assertThat(shape.over(60).steps()).isEqualTo(60);
  }

  @ParameterizedTest
  @EnumSource(PredictionTarget.class)
  void theTargetLeadsBackToTheCleanValues(PredictionTarget target) {
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    float[] clean = new float[64];
    float[] noise = new float[64];
    CounterRandom.of(1, Purpose.NOISE, 0, 0).fillGaussian(clean, 0, 64);
    CounterRandom.of(2, Purpose.NOISE, 0, 0).fillGaussian(noise, 0, 64);
    for (int t : new int[] {0, 1, 300, 700, 900}) {
      float[] noisy = new float[64];
      float[] output = new float[64];
      float[] back = new float[64];
      schedule.noise(clean, noise, t, noisy, 0, 64);
      schedule.target(target, clean, noise, t, output, 0, 64);
      schedule.clean(target, noisy, output, t, back, 0, 64);
      // A float's rounding, magnified by 1/sqrt(alphaBar), 7 at t = 900.
      assertThat(back).containsExactly(clean, within(2e-5f));
    }
  }

  @Test
  void oneStepOfNoiseAndItsTargetsAreTheFormulas() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    // alphaBar(500) = 0.077796658365024 in the golden file.
    double signal = Math.sqrt(0.077796658365024);
    double spread = Math.sqrt(1 - 0.077796658365024);
    float[] out = new float[3];

    schedule.noise(new float[] {9, 0.5f, 9}, new float[] {9, -2, 9}, 500, out, 1, 1);
    assertThat(out[1]).isCloseTo((float) (signal * 0.5 - spread * 2), withinPercentage(1e-4));
    schedule.target(
        PredictionTarget.V, new float[] {9, 0.5f, 9}, new float[] {9, -2, 9}, 500, out, 1, 1);
    assertThat(out[1]).isCloseTo((float) (-signal * 2 - spread * 0.5), withinPercentage(1e-4));
    schedule.target(
        PredictionTarget.EPSILON, new float[] {9, 0.5f, 9}, new float[] {9, -2, 9}, 500, out, 1, 1);
    assertThat(out).containsExactly(0, -2, 0);
  }
}
