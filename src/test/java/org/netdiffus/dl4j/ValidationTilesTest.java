package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ValidationTilesTest {
  private static final TrainingPlan PLAN = TestTrainings.plan(12, 2, 3);

  /** An untrained network answers 0, so its loss is the mean square of v. */
  @Test
  void theLossIsTheMeanSquaredErrorOverFourTimesOfEachTile(SparkSession spark) {
    List<TrainingTile> tiles = TestTrainings.tiles(7);
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    double sum = 0;
    for (TrainingTile tile : tiles) {
      float[] clean = tile.pixels().clone();
      PLAN.normalisation().apply(clean);
      for (int draw = 0; draw < 4; draw++) {
        double share =
            CounterRandom.of(7, Purpose.VALIDATION_TIME, tile.index(), draw).nextDouble();
        int time = (int) (250 * (draw + share));
        CounterRandom noise = CounterRandom.of(7, Purpose.VALIDATION_NOISE, tile.index(), draw);
        for (float value : clean) {
          double v =
              Math.sqrt(schedule.alphaBar(time)) * noise.nextGaussian()
                  - Math.sqrt(1 - schedule.alphaBar(time)) * value;
          sum += v * v / clean.length;
        }
      }
    }

    double loss = loss(spark, tiles, 3, DenoiserTraining.start(PLAN));

    assertThat(loss).isCloseTo(sum / (7 * 4), within(1e-6));
  }

  @Test
  void theLossDoesNotDependOnHowTheTilesLie(SparkSession spark) throws IOException {
    DenoiserTraining training = DenoiserTraining.start(PLAN);
    train(spark, training, new ArrayList<>(), List.of());
    List<TrainingTile> tiles = TestTrainings.tiles(9);
    List<TrainingTile> reversed = new ArrayList<>(tiles);
    Collections.reverse(reversed);

    double loss = loss(spark, tiles, 1, training);

    assertThat(loss(spark, reversed, 5, training)).isEqualTo(loss);
    assertThat(loss).isLessThan(loss(spark, tiles, 1, DenoiserTraining.start(PLAN)));
    assertThat(loss(spark, tiles.subList(0, 1), 1, training)).isPositive().isNotEqualTo(loss);
  }

  @Test
  void measuringChangesNothingInTheTraining(SparkSession spark) throws IOException {
    DenoiserTraining calm = DenoiserTraining.start(PLAN);
    train(spark, calm, new ArrayList<>(), List.of());
    DenoiserTraining measured = DenoiserTraining.start(PLAN);
    List<Double> losses = new ArrayList<>();
    try (ValidationTiles validation = validation(spark, TestTrainings.tiles(5), 2)) {
      train(spark, measured, losses, List.of(validation));
    }

    assertThat(losses).hasSize(4).doesNotHaveDuplicates();
    assertThat(TestTrainings.Saved.of(measured).weights())
        .isEqualTo(TestTrainings.Saved.of(calm).weights());
    assertThat(measured.average()).isEqualTo(calm.average());
    assertThat(spark.sparkContext().getPersistentRDDs().isEmpty()).isTrue();
    assertThat(WorkerGraphs.shared().waiting()).isZero();
  }

  @Test
  void validatingWithoutATileIsRefused(SparkSession spark) {
    JavaRDD<TrainingTile> none = new JavaSparkContext(spark.sparkContext()).emptyRDD();

    assertThatThrownBy(() -> ValidationTiles.of(none, 0, PLAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no tile to validate with");
  }

  private static void train(
      SparkSession spark,
      DenoiserTraining training,
      List<Double> losses,
      List<ValidationTiles> validation) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    training.run(
        context,
        context.parallelize(TestTrainings.tiles(12), 2),
        round -> validation.forEach(tiles -> losses.add(tiles.loss(training))));
  }

  private static double loss(
      SparkSession spark, List<TrainingTile> tiles, int partitions, DenoiserTraining training) {
    try (ValidationTiles validation = validation(spark, tiles, partitions)) {
      return validation.loss(training);
    } finally {
      WorkerGraphs.shared().release(training.run());
    }
  }

  private static ValidationTiles validation(
      SparkSession spark, List<TrainingTile> tiles, int partitions) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    return ValidationTiles.of(context.parallelize(tiles, partitions), tiles.size(), PLAN);
  }
}
