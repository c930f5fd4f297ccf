package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepSpacingTest {
  static Stream<Config> samplersWithSteps() {
    return Golden.samplers().filter(row -> row.hasPath("even_lambda_t"));
  }

  @ParameterizedTest
  @CsvSource({"1000, 50", "1000, 10", "100, 7"})
  void evenTimeAgreesWithTheGoldenSteps(int trained, int evaluations) {
    assertThat(StepSpacing.evenTime(NoiseSchedule.cosine(trained), evaluations))
        .isEqualTo(Golden.spacing(trained + "/" + evaluations));
  }

  @ParameterizedTest
  @MethodSource("samplersWithSteps")
  void theNearestStepsAgreeWithTheGoldenOnes(Config row) {
    NoiseSchedule schedule = Golden.schedule(row.getString("schedule"), 1000);
    assertThat(StepSpacing.nearestLogSignalToNoise(schedule, row.getInt("steps")))
        .isEqualTo(Golden.integers(row, "even_lambda_t"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 20, 50, 250, 999, 1000})
  void asManyStepsAreChosenAsWereAskedFor(int evaluations) {
    for (NoiseSchedule.Shape shape : NoiseSchedule.Shape.values()) {
      NoiseSchedule schedule = shape.over(1000);
      for (int[] steps :
          new int[][] {
            StepSpacing.evenTime(schedule, evaluations),
            StepSpacing.evenLogSignalToNoise(schedule, evaluations)
          }) {
        assertThat(steps).hasSize(evaluations).isSorted().doesNotHaveDuplicates();
        assertThat(steps).startsWith(0).endsWith(999);
      }
    }
  }

  @Test
  void whatRepeatsLeaveOverGoesWhereTheGapIsWidest() {
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    int[] nearest = StepSpacing.nearestLogSignalToNoise(schedule, 20);
    int[] filled = StepSpacing.evenLogSignalToNoise(schedule, 20);

    assertThat(nearest).hasSize(17);
    assertThat(filled).contains(nearest);
    assertThat(widestGap(schedule, filled)).isLessThan(widestGap(schedule, nearest));
  }

  /** In half log signal-to-noise, over gaps that have a step inside. */
  private static double widestGap(NoiseSchedule schedule, int[] steps) {
    double widest = 0;
    for (int i = 1; i < steps.length; i++) {
      if (steps[i] - steps[i - 1] > 1) {
        widest =
            Math.max(
                widest,
                schedule.halfLogSignalToNoise(steps[i - 1])
                    - schedule.halfLogSignalToNoise(steps[i]));
      }
    }
    return widest;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 101})
  void whatIsOutsideTheScheduleIsRefused(int evaluations) {
    NoiseSchedule schedule = NoiseSchedule.cosine(100);
    assertThatThrownBy(() -> StepSpacing.evenTime(schedule, evaluations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%d evaluations are outside 2 to the schedule's 100", evaluations);
    assertThatThrownBy(() -> StepSpacing.evenLogSignalToNoise(schedule, evaluations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%d evaluations are outside 2 to the schedule's 100", evaluations);
  }
}
