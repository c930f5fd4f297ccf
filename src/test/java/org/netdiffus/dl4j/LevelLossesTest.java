package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelLossesTest {
  @Test
  void anExampleCountsInTheQuarterOfItsTimeStepWithoutItsWeight() {
    TrainingBatch batch =
        new TrainingBatch(
            new float[0],
            new float[] {0, 249, 250, 999, 998},
            new float[0],
            new float[0],
            new float[] {1, 0.5f, 2, 4, 0});

    LevelLosses found = LevelLosses.of(new double[] {3, 0.5, 8, 2, 7}, batch, 1000);

    assertThat(found.means()).containsOnlyKeys(1, 2, 4);
    assertThat(found.means().get(1)).isEqualTo((3 + 1) / 2.0);
    assertThat(found.means().get(2)).isEqualTo(4);
    assertThat(found.means().get(4)).isEqualTo(0.5);
    assertThat(found.plus(found).means()).isEqualTo(found.means());
    assertThat(found.plus(found).examples()).containsExactly(4, 2, 0, 2);
  }

  @Test
  void theQuartersOfATrainingTogetherAreItsLoss() {
    TrainingPlan plan = TestTrainings.plan(5, 1, 5);
    TrainingShare share = TrainingShare.of(TestTrainings.tiles(16), plan);

    WorkerSteps.Losses losses = WorkerSteps.run(WorkerGraphs.build(plan), plan, share, 0, 0, 5);

    // Uniform weights and eight examples a step, two from each quarter of the schedule.
    assertThat(losses.byLevel().examples()).containsExactly(10, 10, 10, 10);
    assertThat(Arrays.stream(losses.byLevel().sums()).sum() / 40)
        .isCloseTo(Arrays.stream(losses.ofSteps()).average().orElseThrow(), within(1e-9));
  }
}
