package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.Purpose;

/**
 * Two steps of the training against AdamW in closed form (Loshchilov, Hutter 2019,
 * arXiv:1711.05101), computed in double from the gradients that the network had.
 */
class AdamWTest {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;

  /** Beside the root of the second moment before its bias is corrected, as ND4J has it. */
  private static final double EPSILON = 1e-8;

  /** The rate of the second step is twice that of the first, so that each step's own shows. */
  private static final LearningRate RATE =
      new LearningRate(0.02, 2, LearningRate.Decay.CONSTANT, 100);

  private static final double WEIGHT_DECAY = 0.25;

  @Test
  void twoStepsAreThoseOfTheClosedForm() {
    Steps steps = steps(WEIGHT_DECAY);

    for (int step = 0; step < 2; step++) {
      double rate = 0.01 * (step + 1);
      Map<String, double[]> before = steps.weights().get(step);
      Map<String, double[]> after = steps.weights().get(step + 1);
      double moved = 0;
      double decayed = 0;
      for (String name : before.keySet()) {
        for (int i = 0; i < of(before, name).length; i++) {
          double weight = of(before, name)[i];
          double decay = isDecayed(name) ? rate * WEIGHT_DECAY * weight : 0;
          double adam = rate * direction(steps, name, i, step);
          assertThat(of(after, name)[i])
              .as("%s[%d] after step %d", name, i, step + 1)
              .isCloseTo(weight - adam - decay, within(2e-6));
          moved = Math.max(moved, Math.abs(adam));
          decayed = Math.max(decayed, Math.abs(decay));
        }
      }
      // Both parts are far above what the comparison lets pass.
      assertThat(moved).isGreaterThan(0.9 * rate);
      assertThat(decayed).isGreaterThan(1e-4);
    }
  }

  @Test
  void scalesShiftsBiasesAndTheTableOfClassesDoNotDecay() {
    Steps plain = steps(0);
    Steps decaying = steps(WEIGHT_DECAY);
    List<String> spared = new ArrayList<>();
    plain
        .weights()
        .get(1)
        .forEach(
            (name, weights) -> {
              if (Arrays.equals(weights, decaying.weights().get(1).get(name))) {
                spared.add(name);
              }
            });

    assertThat(spared)
        .contains("embedding_classes", "head_B", "in-0_B", "in-1_firstGamma", "in-1_firstBeta")
        .doesNotContain("head_W", "in-0_W", "in-1_firstW", "embedding_secondW", "out-0_skipW")
        .allSatisfy(name -> assertThat(isDecayed(name)).as(name).isFalse());
    assertThat(plain.weights().get(1).keySet().stream().filter(name -> !isDecayed(name)))
        .hasSameElementsAs(spared);
  }

  private static double[] of(Map<String, double[]> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** What the names say: W is a kernel or matrix. */
  private static boolean isDecayed(String name) {
    return name.endsWith("W");
  }

  /** Adam's direction after some steps, before the rate. */
  private static double direction(Steps steps, String name, int place, int step) {
    double first = 0;
    double second = 0;
    for (int i = 0; i <= step; i++) {
      double gradient = of(steps.gradients().get(i), name)[place];
      first = FIRST_DECAY * first + (1 - FIRST_DECAY) * gradient;
      second = SECOND_DECAY * second + (1 - SECOND_DECAY) * gradient * gradient;
    }
    double correction =
        Math.sqrt(1 - Math.pow(SECOND_DECAY, step + 1)) / (1 - Math.pow(FIRST_DECAY, step + 1));
    return correction * first / (Math.sqrt(second) + EPSILON);
  }

  /**
   * Two steps of training.
   *
   * @param gradients by name, before each step
   * @param weights by name, before each step and after the last
   */
  private record Steps(
      List<Map<String, double[]>> gradients, List<Map<String, double[]>> weights) {}

  private static Steps steps(double weightDecay) {
    TrainingPlan plan = plan(weightDecay);
    UNetGraph graph = WorkerGraphs.build(plan);
    // Zeroes would decay to zeroes, and hide the gradients behind them.
    CounterRandom random = CounterRandom.of(3, Purpose.INITIALISATION, 0, 0);
    float[] drawn = new float[Math.toIntExact(graph.params().length())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (0.2 * random.nextGaussian());
    }
    SmallArrays.write(drawn, graph.params());
    Steps steps = new Steps(new ArrayList<>(), new ArrayList<>());
    graph.addListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            steps.gradients().add(values(model.gradient().gradientForVariable()));
            steps.weights().add(values(graph.paramTable()));
          }
        });
    WorkerSteps.run(graph, plan, TrainingShare.of(TestTrainings.tiles(8), plan), 0, 0, 2);
    steps.weights().add(values(graph.paramTable()));
    return steps;
  }

  private static Map<String, double[]> values(Map<String, INDArray> arrays) {
    Map<String, double[]> values = new HashMap<>();
    arrays.forEach((name, array) -> values.put(name, SmallArrays.read(array)));
    return values;
  }

  private static TrainingPlan plan(double weightDecay) {
    return new TrainingPlan(
        TestTrainings.SHAPE,
        new MomentNormalisation(new float[] {0.5f}, new float[] {0.3f}),
        PredictionTarget.V,
        Noise.Form.INDEPENDENT,
        NoiseSchedule.Shape.COSINE,
        1000,
        RATE,
        weightDecay,
        1e9,
        8,
        1,
        2,
        0,
        LossWeight.UNIFORM,
        TrainingPlan.TimeDraw.STRATIFIED,
        0.9999,
        7);
  }
}
