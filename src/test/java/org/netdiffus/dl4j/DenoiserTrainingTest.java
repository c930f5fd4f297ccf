package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class DenoiserTrainingTest {

  @Test
  void theLossFallsBelowHalfOnASmallSet(SparkSession spark) {
    List<TrainingRound> rounds = new ArrayList<>();

    DenoiserTraining training = DenoiserTraining.start(TestTrainings.plan(80, 1, 8));
    TestTrainings.train(spark, training, TestTrainings.tiles(32), rounds);

    assertThat(rounds).hasSize(10);
    assertThat(rounds.get(9).step()).isEqualTo(80);
    assertThat(rounds.get(9).images()).isEqualTo(64);
    assertThat(rounds.get(9).loss()).isLessThan(rounds.get(0).loss() / 2);
  }

  @Test
  void oneWorkerThatIsAveragedAtEachStepTrainsAsALocalNetwork(SparkSession spark)
      throws IOException {
    TrainingPlan plan = TestTrainings.plan(6, 1, 1);
    List<TrainingTile> tiles = TestTrainings.tiles(12);
    UNetGraph local = WorkerGraphs.build(plan);
    TrainingShare share = TrainingShare.of(tiles, plan);
    WorkerSteps.run(local, plan, share, 0, 0, 6);

    DenoiserTraining training = DenoiserTraining.start(plan);
    TestTrainings.train(spark, training, tiles, new ArrayList<>());

    assertThat(weights(training)).isEqualTo(SmallArrays.readFloats(local.params()));
  }

  @Test
  void aTrainingThatIsTakenUpAgainEndsAsOneThatWasNotInterrupted(SparkSession spark)
      throws IOException {
    TrainingPlan plan = TestTrainings.plan(9, 2, 4);
    List<TrainingTile> tiles = TestTrainings.tiles(10);
    List<TestTrainings.Saved> saved = new ArrayList<>();
    DenoiserTraining whole = DenoiserTraining.start(plan);
    whole.run(
        new JavaSparkContext(spark.sparkContext()),
        new JavaSparkContext(spark.sparkContext()).parallelize(tiles, 3),
        round -> saved.add(saved(whole)));

    assertThat(saved).extracting(TestTrainings.Saved::step).containsExactly(4, 8, 9);
    DenoiserTraining again = saved.get(0).resume(plan);
    TestTrainings.train(spark, again, tiles, new ArrayList<>());

    assertThat(weights(again)).isEqualTo(weights(whole));
    assertThat(average(again)).isEqualTo(average(whole));
    assertThat(average(again)).isNotEqualTo(weights(again));
  }

  @Test
  void aNetworkWithAllOptionsTrainsAndIsTakenUpAgain(SparkSession spark) throws IOException {
    TrainingPlan plan =
        TestTrainings.with(
            TestTrainings.SHAPE.with(
                new UNetOptions(
                    UNetOptions.Positions.COORDINATES, true, UNetOptions.Variance.LEARNED)),
            Noise.Form.SYMMETRIC,
            60);
    List<TrainingTile> tiles = TestTrainings.tiles(16);
    List<TestTrainings.Saved> saved = new ArrayList<>();
    List<TrainingRound> rounds = new ArrayList<>();
    DenoiserTraining whole = DenoiserTraining.start(plan);
    whole.run(
        new JavaSparkContext(spark.sparkContext()),
        new JavaSparkContext(spark.sparkContext()).parallelize(tiles, 3),
        round -> {
          rounds.add(round);
          saved.add(saved(whole));
        });

    assertThat(rounds.get(29).loss()).isLessThan(0.8 * rounds.get(0).loss());
    DenoiserTraining again = saved.get(27).resume(plan);
    TestTrainings.train(spark, again, tiles, new ArrayList<>());
    assertThat(weights(again)).isEqualTo(weights(whole));
    assertThat(average(again)).isEqualTo(average(whole));
  }

  @Test
  void theAverageIsTheMovingAverageOfTheRoundsWeights(SparkSession spark) throws IOException {
    TrainingPlan plan = TestTrainings.plan(9, 2, 4);
    DenoiserTraining training = DenoiserTraining.start(plan);
    List<TestTrainings.Saved> rounds = new ArrayList<>(List.of(saved(training)));
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    training.run(
        context,
        context.parallelize(TestTrainings.tiles(10), 2),
        round -> rounds.add(saved(training)));

    List<Integer> steps = rounds.stream().map(TestTrainings.Saved::step).toList();
    assertThat(steps).containsExactly(0, 4, 8, 9);
    List<float[]> weights = new ArrayList<>();
    for (TestTrainings.Saved round : rounds) {
      weights.add(round.weights());
    }
    // In closed form: what each round's weights have left after all later decays.
    double[] expected = new double[weights.get(0).length];
    for (int round = 0; round < weights.size(); round++) {
      double share = round == 0 ? 1 : 1 - decay(steps.get(round - 1), steps.get(round));
      double left = share * decay(steps.get(round), 9);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += left * weights.get(round)[i];
      }
    }
    float[] average = average(training);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) average[i]).isCloseTo(expected[i], within(1e-6));
    }
    assertThat(average).isNotEqualTo(weights.get(3));
  }

  /** Product of {@code (1 + n)/(10 + n)} over the updates n after one step up to another. */
  private static double decay(int from, int to) {
    double product = 1;
    for (int n = from + 1; n <= to; n++) {
      product *= (1.0 + n) / (10.0 + n);
    }
    return product;
  }

  /** Adam makes steps of its own from each gradient; plain descent is linear in the gradient. */
  @Test
  void twoWorkersThatDescendPlainlyAndAreAveragedAtEachStepAreOneWithTheDoubledBatch() {
    TrainingPlan plan = TestTrainings.plan(3, 2, 1);
    UNetGraph both = descending(plan);
    UNetGraph worker = descending(plan);
    List<TrainingTile> tiles = TestTrainings.tiles(16);
    List<BatchDraw> draws = new ArrayList<>();
    for (int number = 0; number < 2; number++) {
      int own = number;
      List<TrainingTile> ofWorker = tiles.stream().filter(tile -> tile.index() % 2 == own).toList();
      draws.add(new BatchDraw(plan, TrainingShare.of(ofWorker, plan), number));
    }
    float[] start = SmallArrays.readFloats(both.params());
    float[] averaged = start;
    for (int step = 0; step < 3; step++) {
      List<org.nd4j.linalg.dataset.MultiDataSet> batches = new ArrayList<>();
      List<WorkerResult> results = new ArrayList<>();
      for (BatchDraw draw : draws) {
        batches.add(dataSet(plan, draw.at(step)));
        SmallArrays.write(averaged, worker.params());
        worker.fit(batches.get(batches.size() - 1));
        NetworkState state =
            new NetworkState(SmallArrays.readFloats(worker.params()), new float[0]);
        results.add(new WorkerResult(state, new double[0], new double[0], LevelLosses.none(), 1));
      }
      averaged = results.get(0).plus(results.get(1)).mean().state().weights();
      both.fit(org.nd4j.linalg.dataset.MultiDataSet.merge(batches));
    }

    float[] doubled = SmallArrays.readFloats(both.params());
    double moved = 0;
    for (int i = 0; i < doubled.length; i++) {
      moved = Math.max(moved, Math.abs(doubled[i] - start[i]));
      assertThat(averaged[i]).isCloseTo(doubled[i], within(2e-6f));
    }
    assertThat(moved).isGreaterThan(0.01);
  }

  private static UNetGraph descending(TrainingPlan plan) {
    UNetGraph graph =
        new UNetGraph(
            UNet.configuration(plan.shape(), plan.seed(), new Sgd(0.1), 0, DataType.FLOAT));
    graph.init();
    return graph;
  }

  private static org.nd4j.linalg.dataset.MultiDataSet dataSet(
      TrainingPlan plan, TrainingBatch batch) {
    UNetShape shape = plan.shape();
    long[] tile = {plan.batch(), shape.rows(), shape.size(), shape.channels()};
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {
          Nd4j.createFromArray(batch.noisy()).reshape(tile),
          Nd4j.createFromArray(batch.steps()).reshape(plan.batch(), 1),
          Nd4j.createFromArray(batch.classes()).reshape(plan.batch(), 1)
        },
        new INDArray[] {Nd4j.createFromArray(batch.targets()).reshape(tile)},
        null,
        new INDArray[] {Nd4j.createFromArray(batch.terms()).reshape(plan.batch(), 1)});
  }

  @Test
  void aTaskThatIsKilledInTheMiddleOfARoundChangesNothing(SparkSession spark) throws IOException {
    TrainingPlan plan = TestTrainings.plan(40, 2, 20);
    List<TrainingTile> tiles = TestTrainings.tiles(10);
    DenoiserTraining calm = DenoiserTraining.start(plan);
    TestTrainings.train(spark, calm, tiles, new ArrayList<>());
    Killer killer = new Killer(spark.sparkContext());
    spark.sparkContext().addSparkListener(killer);
    DenoiserTraining disturbed = DenoiserTraining.start(plan);
    try {
      TestTrainings.train(spark, disturbed, tiles, new ArrayList<>());
    } finally {
      spark.sparkContext().removeSparkListener(killer);
    }

    assertThat(killer.killed.get()).isPositive();
    assertThat(weights(disturbed)).isEqualTo(weights(calm));
    assertThat(average(disturbed)).isEqualTo(average(calm));
  }

  /** Kills the first attempt of every task of the second worker; Spark tries again. */
  private static final class Killer extends SparkListener {
    private final SparkContext context;
    private final AtomicInteger killed = new AtomicInteger();

    Killer(SparkContext context) {
      this.context = context;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.taskInfo().attemptNumber() == 0 && start.taskInfo().index() == 1) {
        context.killTaskAttempt(start.taskInfo().taskId(), false, "by the test");
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskInfo().killed()) {
        killed.incrementAndGet();
      }
    }
  }

  @Test
  void theOutcomeDoesNotDependOnHowTheTilesLie(SparkSession spark) throws IOException {
    TrainingPlan plan = TestTrainings.plan(4, 3, 2);
    List<TrainingTile> tiles = TestTrainings.tiles(10);
    List<TrainingTile> reversed = new ArrayList<>(tiles);
    Collections.reverse(reversed);

    DenoiserTraining one = DenoiserTraining.start(plan);
    TestTrainings.train(spark, one, tiles, new ArrayList<>());
    DenoiserTraining other = DenoiserTraining.start(plan);
    other.run(
        new JavaSparkContext(spark.sparkContext()),
        new JavaSparkContext(spark.sparkContext()).parallelize(reversed, 7),
        round -> {});

    assertThat(weights(other)).isEqualTo(weights(one));
  }

  @Test
  void manyWorkersAreAddedUpInSeveralLevels(SparkSession spark) throws IOException {
    TrainingPlan plan = TestTrainings.plan(1, 10, 1);
    List<TrainingTile> tiles = TestTrainings.tiles(10);
    double[] sum = new double[Math.toIntExact(plan.shape().parameters())];
    for (int worker = 0; worker < 10; worker++) {
      UNetGraph graph = WorkerGraphs.build(plan);
      TrainingShare share = TrainingShare.of(tiles.subList(worker, worker + 1), plan);
      WorkerSteps.run(graph, plan, share, worker, 0, 1);
      double[] weights = SmallArrays.read(graph.params());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[i] / 10;
      }
    }

    DenoiserTraining training = DenoiserTraining.start(plan);
    TestTrainings.train(spark, training, tiles, new ArrayList<>());

    float[] weights = weights(training);
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) weights[i]).isCloseTo(sum[i], within(1e-6));
    }
  }

  private static TestTrainings.Saved saved(DenoiserTraining training) {
    try {
      return TestTrainings.Saved.of(training);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static float[] weights(DenoiserTraining training) throws IOException {
    return TestTrainings.Saved.of(training).weights();
  }

  private static float[] average(DenoiserTraining training) throws IOException {
    return TestTrainings.Saved.of(training).averagedWeights();
  }
}
