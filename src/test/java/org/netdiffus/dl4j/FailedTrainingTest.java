package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.testing.LocalSpark;

/** How a training ends that cannot go on, and what one leaves behind that has ended. */
@ExtendWith(LocalSpark.class)
class FailedTrainingTest {
  @Test
  void aLossThatIsNoNumberEndsTheTrainingAndNamesTheStep(SparkSession spark) {
    List<TrainingTile> tiles = new ArrayList<>(TestTrainings.tiles(4));
    float[] broken = new float[TestTrainings.SHAPE.values()];
    broken[3] = Float.NaN;
    tiles.add(new TrainingTile(4, 0, broken));
    DenoiserTraining training = DenoiserTraining.start(TestTrainings.plan(8, 1, 4));

    assertThatThrownBy(() -> TestTrainings.train(spark, training, tiles, new ArrayList<>()))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageStartingWith("the training broke down at step 1: its loss is NaN");
    assertThat(training.step()).isZero();
  }

  /** The loss of a step is taken before its update, so that of a round's last step is not seen. */
  @Test
  void weightsThatAreNoNumbersAreNotTakenOverThoughEveryLossWasANumber(SparkSession spark)
      throws IOException {
    TrainingPlan plan = TestTrainings.plan(3, 1, 1, 1e300);
    DenoiserTraining training = DenoiserTraining.start(plan);
    TestTrainings.Saved before = TestTrainings.Saved.of(training);
    List<TrainingRound> rounds = new ArrayList<>();

    assertThatThrownBy(() -> TestTrainings.train(spark, training, TestTrainings.tiles(8), rounds))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessage(
            "the training broke down at step 1: weights or their moments are no numbers after it");
    assertThat(rounds).isEmpty();
    assertThat(training.step()).isZero();
    assertThat(TestTrainings.Saved.of(training).weights()).isEqualTo(before.weights());
    assertThat(TestTrainings.Saved.of(training).averagedWeights())
        .isEqualTo(before.averagedWeights());
  }

  /**
   * A variance that is learned adds a bound to the loss: of noise as target, that of the last time
   * step is hundreds of times the squared error.
   */
  @Test
  void aLargeBoundOfALearnedVarianceIsNoBreakdown(SparkSession spark) {
    TrainingPlan plan =
        new TrainingPlan(
            TestTrainings.SHAPE.with(
                new UNetOptions(UNetOptions.Positions.NONE, false, UNetOptions.Variance.LEARNED)),
            new MomentNormalisation(new float[] {0.5f}, new float[] {0.3f}),
            PredictionTarget.EPSILON,
            Noise.Form.INDEPENDENT,
            NoiseSchedule.Shape.COSINE,
            21,
            new LearningRate(1e-4, 0, LearningRate.Decay.CONSTANT, 40),
            0,
            1,
            2,
            1,
            1,
            0.1,
            LossWeight.UNIFORM,
            TrainingPlan.TimeDraw.STRATIFIED,
            0.9999,
            7);
    List<TrainingRound> rounds = new ArrayList<>();

    TestTrainings.train(spark, DenoiserTraining.start(plan), TestTrainings.tiles(8), rounds);

    assertThat(rounds).hasSize(40);
    assertThat(rounds).extracting(TrainingRound::loss).anyMatch(loss -> loss > 200);
  }

  @Test
  void noNetworkWaitsForWorkWhenATrainingHasEnded(SparkSession spark) {
    List<Integer> waiting = new ArrayList<>();
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());

    DenoiserTraining.start(TestTrainings.plan(2, 2, 1))
        .run(
            context,
            context.parallelize(TestTrainings.tiles(8), 2),
            round -> waiting.add(WorkerGraphs.shared().waiting()));

    assertThat(waiting).hasSize(2).allSatisfy(count -> assertThat(count).isPositive());
    assertThat(WorkerGraphs.shared().waiting()).isZero();
    assertThat(spark.sparkContext().getPersistentRDDs().isEmpty()).isTrue();
  }

  @Test
  void aTrainingThatFailsLetsItsNetworksAndSharesGo(SparkSession spark) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    DenoiserTraining training = DenoiserTraining.start(TestTrainings.plan(2, 2, 1));

    assertThatThrownBy(
            () ->
                training.run(
                    context,
                    context.parallelize(TestTrainings.tiles(8), 2),
                    round -> {
                      throw new IllegalStateException("after the first round");
                    }))
        .hasMessage("after the first round");

    assertThat(WorkerGraphs.shared().waiting()).isZero();
    assertThat(spark.sparkContext().getPersistentRDDs().isEmpty()).isTrue();
  }

  @Test
  void aNetworkLetsItsMemoryGoWhenItsWorkFailsOrItsRunIsOver() {
    TrainingPlan plan = TestTrainings.plan(2, 1, 1);
    List<INDArray> weights = new ArrayList<>();

    assertThatThrownBy(
            () ->
                WorkerGraphs.shared()
                    .lend(
                        "a run",
                        plan,
                        graph -> {
                          weights.add(graph.params());
                          throw new IllegalStateException("in the middle");
                        }))
        .hasMessage("in the middle");
    assertThat(weights.get(0).wasClosed()).isTrue();

    WorkerGraphs.shared()
        .lend(
            "a run",
            plan,
            graph -> {
              weights.add(graph.params());
              WorkerGraphs.shared().release("a run");
              return graph;
            });
    assertThat(weights.get(1).wasClosed()).isTrue();
    assertThat(WorkerGraphs.shared().waiting()).isZero();
  }

  @Test
  void aWorkerWithoutATileIsAnError(SparkSession spark) {
    DenoiserTraining training = DenoiserTraining.start(TestTrainings.plan(4, 3, 2));

    assertThatThrownBy(
            () -> TestTrainings.train(spark, training, TestTrainings.tiles(2), new ArrayList<>()))
        .hasMessageContaining("a worker has no tile");
  }
}
