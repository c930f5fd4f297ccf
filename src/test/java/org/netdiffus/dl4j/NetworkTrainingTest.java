package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkTrainingTest {
  @Test
  void weightsBeginAsTheReleasedNetworkDoesAndFollowFromTheSeed() {
    TrainingPlan plan = TestTrainings.plan(10, 1, 1);
    NamedArrays weights = new NamedArrays(WorkerGraphs.build(plan).paramTable());

    assertThat(SmallArrays.read(weights.get("in-1_secondW"))).containsOnly(0);
    assertThat(SmallArrays.read(weights.get("middle-2_outW"))).containsOnly(0);
    assertThat(SmallArrays.read(weights.get("head_W"))).containsOnly(0);
    assertThat(SmallArrays.read(weights.get("head_B"))).containsOnly(0);
    assertThat(SmallArrays.read(weights.get("in-1_firstGamma"))).containsOnly(1);
    assertThat(SmallArrays.read(weights.get("in-1_firstBeta"))).containsOnly(0);
    assertUniform(weights.get("in-1_firstW"), 36);
    assertUniform(weights.get("in-2_W"), 36);
    assertUniform(weights.get("embedding_secondW"), 16);
    assertUniform(weights.get("out-0_skipW"), 8);
    double[] table = SmallArrays.read(weights.get("embedding_classes"));
    assertThat(deviation(table)).isCloseTo(1, within(0.4));

    assertThat(SmallArrays.readFloats(WorkerGraphs.build(plan).params()))
        .isEqualTo(SmallArrays.readFloats(WorkerGraphs.build(plan).params()));
    assertThat(SmallArrays.readFloats(graph(1, 1e9).params()))
        .isNotEqualTo(SmallArrays.readFloats(graph(2, 1e9).params()));
  }

  @Test
  void aLongGradientIsCutToTheGreatestNormOverAllWeights() {
    double free = stepLength(graph(1, 1e9));
    double cut = stepLength(graph(1, 0.05));

    assertThat(free).isGreaterThan(0.1);
    assertThat(cut).isCloseTo(0.05, within(1e-5));
  }

  @Test
  void theRateRisesThenFallsAlongHalfACosine() {
    LearningRate rate = new LearningRate(0.1, 10, LearningRate.Decay.COSINE, 110);

    assertThat(rate.at(0)).isCloseTo(0.01, within(1e-12));
    assertThat(rate.at(9)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(10)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(60)).isCloseTo(0.05, within(1e-12));
    assertThat(rate.at(109)).isLessThan(1e-4);
    assertThat(new LearningRate(0.1, 0, LearningRate.Decay.CONSTANT, 5).at(4)).isEqualTo(0.1);
  }

  @Test
  void theRiseIsAShareOfTheStepsAndThatOfAConstantRateDoesNotDependOnThem() {
    assertThat(rise(LearningRate.Decay.COSINE, 400)).isEqualTo(20);
    assertThat(rise(LearningRate.Decay.COSINE, 100_000)).isEqualTo(500);
    assertThat(rise(LearningRate.Decay.CONSTANT, 400)).isEqualTo(100);
    assertThat(rise(LearningRate.Decay.CONSTANT, 100_000)).isEqualTo(100);
    assertThat(rise(LearningRate.Decay.CONSTANT, 40)).isEqualTo(39);
  }

  private static int rise(LearningRate.Decay decay, int steps) {
    return LearningRate.rising(0.1, 0.05, decay, steps).warmUp();
  }

  @Test
  void aRiseThatNeverEndsIsRefused() {
    assertThatThrownBy(() -> new LearningRate(0.1, 5, LearningRate.Decay.COSINE, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate 0.1, warm-up of 5 steps, 5 steps in all");
  }

  /** A network whose updater takes the gradient itself for the step. */
  private static UNetGraph graph(long seed, double greatestGradient) {
    UNetGraph graph =
        new UNetGraph(UNet.configuration(TestTrainings.SHAPE, seed, new Sgd(1), 0, DataType.FLOAT));
    graph.init();
    graph.setListeners(new GradientClipping(greatestGradient));
    return graph;
  }

  private static double stepLength(UNetGraph graph) {
    double[] before = SmallArrays.read(graph.params());
    graph.fit(TestGraphs.batch(TestTrainings.SHAPE, 4, DataType.FLOAT));
    double[] after = SmallArrays.read(graph.params());
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += (after[i] - before[i]) * (after[i] - before[i]);
    }
    return Math.sqrt(sum);
  }

  private static void assertUniform(INDArray weight, int inputs) {
    double[] values = SmallArrays.read(weight);
    double bound = 1 / Math.sqrt(inputs);
    for (double value : values) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
    }
    assertThat(deviation(values)).isCloseTo(bound / Math.sqrt(3), within(0.25 * bound));
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
