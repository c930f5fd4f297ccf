package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.Purpose;

class BatchDrawTest {
  private static final int VALUES = TestTrainings.SHAPE.values();
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(1000);

  private final TrainingPlan plan = TestTrainings.plan(100, 2, 1);
  private final TrainingShare share = TrainingShare.of(TestTrainings.tiles(12), plan);

  @Test
  void aBatchCanBeDrawnAgainAnywhereAndInAnyOrder() {
    BatchDraw first = new BatchDraw(plan, share, 1);
    BatchDraw second = new BatchDraw(plan, share, 1);
    TrainingBatch later = first.at(5);
    TrainingBatch earlier = first.at(2);

    assertSame(second.at(2), earlier);
    assertSame(second.at(5), later);
    assertThat(new BatchDraw(plan, share, 0).at(2).noisy()).isNotEqualTo(earlier.noisy());
    assertThat(later.noisy()).isNotEqualTo(earlier.noisy());
  }

  @Test
  void noisyTileAndTargetBelongTogether() {
    TrainingBatch batch = new BatchDraw(plan, share, 0).at(3);
    for (int i = 0; i < plan.batch(); i++) {
      int time = (int) batch.steps()[i];
      double signal = Math.sqrt(SCHEDULE.alphaBar(time));
      double spread = Math.sqrt(1 - SCHEDULE.alphaBar(time));
      // v and x_t give the clean tile back.
      double[] clean = new double[VALUES];
      for (int j = 0; j < VALUES; j++) {
        clean[j] =
            signal * batch.noisy()[i * VALUES + j] - spread * batch.targets()[i * VALUES + j];
      }
      assertThat(nearest(clean, share.tiles())).isLessThan(1e-5);
    }
  }

  @Test
  void theNoiseIsStandardNormal() {
    TrainingPlan epsilon = with(PredictionTarget.EPSILON, LossWeight.UNIFORM, 0);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int step = 0; step < 50; step++) {
      for (float value : new BatchDraw(epsilon, share, 0).at(step).targets()) {
        sum += value;
        squares += value * value;
        count++;
      }
    }
    // 25,600 numbers: four standard errors of mean and variance.
    assertThat(sum / count).isCloseTo(0, within(0.025));
    assertThat(squares / count).isCloseTo(1, within(0.036));
  }

  @Test
  void symmetricNoiseIsDrawnForTrainingToo() {
    TrainingPlan symmetric = TestTrainings.with(TestTrainings.SHAPE, Noise.Form.SYMMETRIC, 10);
    float[] tile = new float[VALUES];
    float[] noise = new float[VALUES];
    TrainingBatch batch = new BatchDraw(symmetric, share, 0).at(3);
    int time = (int) batch.steps()[0];
    // x_t and v give the noise back.
    for (int i = 0; i < VALUES; i++) {
      noise[i] =
          (float)
              (Math.sqrt(SCHEDULE.alphaBar(time)) * batch.targets()[i]
                  + Math.sqrt(1 - SCHEDULE.alphaBar(time)) * batch.noisy()[i]);
    }
    new Noise.Symmetric(8, 1)
        .fill(CounterRandom.of(symmetric.seed(), Purpose.NOISE, 0, 3), tile, 0, VALUES);

    assertThat(noise).containsExactly(tile, within(1e-5f));
  }

  @Test
  void allTilesOfAShareAreSeenBeforeOneIsSeenAgain() {
    TrainingPlan clean = with(PredictionTarget.V, LossWeight.UNIFORM, 0);
    BatchDraw draw = new BatchDraw(clean, share, 0);
    Set<Integer> firstThree = new HashSet<>();
    // Twelve tiles, eight in a batch: batches 0 and 1 hold the first round and a third of the next.
    for (int i = 0; i < 12; i++) {
      firstThree.add(draw.tileOf(i));
    }

    assertThat(firstThree).hasSize(12);
    assertThat(List.of(draw.tileOf(12), draw.tileOf(13), draw.tileOf(14)))
        .isNotEqualTo(List.of(draw.tileOf(0), draw.tileOf(1), draw.tileOf(2)));
  }

  @Test
  void stratifiedTimesTakeOneFromEachPartOfTheSchedule() {
    Set<Integer> parts = new HashSet<>();
    for (int worker = 0; worker < 2; worker++) {
      Set<Integer> coarse = new HashSet<>();
      for (float time : new BatchDraw(plan, share, worker).at(7).steps()) {
        parts.add((int) (time * 16 / 1000));
        coarse.add((int) (time * 8 / 1000));
      }
      assertThat(coarse).as("each worker alone").hasSize(8);
    }

    assertThat(parts).hasSize(16);
  }

  @Test
  void asManyLabelsAreHiddenAsThePlanSays() {
    BatchDraw draw = new BatchDraw(with(PredictionTarget.V, LossWeight.UNIFORM, 0.25), share, 0);
    int hidden = 0;
    for (int step = 0; step < 250; step++) {
      for (float number : draw.at(step).classes()) {
        assertThat(number).isIn(0f, 1f, 2f);
        hidden += number == 2 ? 1 : 0;
      }
    }
    // 2,000 draws: four standard errors.
    assertThat(hidden / 2000.0).isCloseTo(0.25, within(0.039));
  }

  @Test
  void minSnrWeighsEachExampleByItsStep() {
    TrainingBatch batch =
        new BatchDraw(with(PredictionTarget.V, LossWeight.MIN_SNR, 0), share, 0).at(1);

    for (int i = 0; i < plan.batch(); i++) {
      double ratio = SCHEDULE.signalToNoise((int) batch.steps()[i]);
      assertThat((double) batch.terms()[i])
          .isCloseTo(Math.min(ratio, 5) / (ratio + 1), within(1e-6));
    }
  }

  @Test
  void tilesAreNormalisedWhenTheyAreShared() {
    float[] pixels = TestTrainings.tiles(1).get(0).pixels();
    Normalisation normalisation = plan.normalisation();
    float[] expected = pixels.clone();
    normalisation.apply(expected);

    float[] shared = new float[VALUES];
    share.copy(0, shared, 0);

    assertThat(shared).isEqualTo(expected).isNotEqualTo(pixels);
  }

  private TrainingPlan with(PredictionTarget target, LossWeight weight, double dropout) {
    return new TrainingPlan(
        plan.shape(),
        plan.normalisation(),
        target,
        plan.noise(),
        plan.schedule(),
        plan.timeSteps(),
        plan.rate(),
        0,
        1,
        plan.batch(),
        plan.workers(),
        1,
        dropout,
        weight,
        TrainingPlan.TimeDraw.INDEPENDENT,
        0.9999,
        plan.seed());
  }

  private static double nearest(double[] tile, float[][] tiles) {
    double nearest = Double.POSITIVE_INFINITY;
    for (float[] other : tiles) {
      double greatest = 0;
      for (int i = 0; i < tile.length; i++) {
        greatest = Math.max(greatest, Math.abs(tile[i] - other[i]));
      }
      nearest = Math.min(nearest, greatest);
    }
    return nearest;
  }

  private static void assertSame(TrainingBatch actual, TrainingBatch expected) {
    assertThat(
            Arrays.asList(
                actual.noisy(), actual.steps(), actual.classes(), actual.targets(), actual.terms()))
        .usingRecursiveComparison()
        .isEqualTo(
            Arrays.asList(
                expected.noisy(),
                expected.steps(),
                expected.classes(),
                expected.targets(),
                expected.terms()));
  }
}
