package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.VarianceBound;

/**
 * The loss of a learned variance: the weighted squared error of the targets, and the bound, whose
 * errors stand still while its variance learns.
 */
class LearnedVarianceGradientTest {
  private static final int IMAGES = 3;
  private static final int PLACES = IMAGES * 16;
  private static final int[] TIMES = {0, 1, 600};
  private static final double[] WEIGHTS = {0.5, 1, 1.5};

  private final ComputationGraph graph =
      TestGraphs.of(
          List.of(
              new UNet.NamedBlock(
                  "block", new Convolution(2, 4, Kernel.ofThree(2)), List.of(UNet.NOISY))),
          List.of(UNet.NOISY));
  private final INDArray noisy = TestGraphs.array(DataType.DOUBLE, 0.1, IMAGES, 4, 4, 2);
  private final INDArray target = TestGraphs.array(DataType.DOUBLE, 2.2, IMAGES, 4, 4, 2);

  @Test
  void theScoreIsTheSquaredErrorAndTheBound() {
    double[] output = output();

    assertThat(graph.score(batch(), false)).isCloseTo(loss(output, errors(output)), within(1e-5));
  }

  @Test
  void theVarianceLearnsFromTheBoundAndTheTargetsFromTheirErrorsAlone() {
    double[] weights = SmallArrays.read(graph.params());
    double[] frozen = errors(output());
    MultiDataSet batch = batch();
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(null, batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    double[] gradients = SmallArrays.read(graph.getFlattenedGradients());

    for (int i = 0; i < weights.length; i++) {
      double slope =
          (lossWith(weights, i, 1e-5, frozen) - lossWith(weights, i, -1e-5, frozen)) / 2e-5;
      assertThat(gradients[i])
          .as("gradient of parameter %d", i)
          .isCloseTo(slope, within(1e-5 + 1e-5 * Math.abs(slope)));
    }
  }

  private double lossWith(double[] weights, int which, double change, double[] frozen) {
    double[] changed = weights.clone();
    changed[which] += change;
    SmallArrays.write(changed, graph.params());
    double loss = loss(output(), frozen);
    SmallArrays.write(weights, graph.params());
    return loss;
  }

  private double[] output() {
    return SmallArrays.read(graph.outputSingle(noisy));
  }

  private double[] errors(double[] output) {
    double[] targets = SmallArrays.read(target);
    double[] errors = new double[PLACES * 2];
    for (int place = 0; place < PLACES; place++) {
      for (int channel = 0; channel < 2; channel++) {
        errors[place * 2 + channel] = output[place * 4 + channel] - targets[place * 2 + channel];
      }
    }
    return errors;
  }

  private double loss(double[] output, double[] frozen) {
    double[] errors = errors(output);
    double sum = 0;
    for (int place = 0; place < PLACES; place++) {
      int image = place / 16;
      VarianceBound bound = bound(image);
      for (int channel = 0; channel < 2; channel++) {
        double error = errors[place * 2 + channel];
        sum += WEIGHTS[image] * error * error;
        sum += bound.bits(frozen[place * 2 + channel], output[place * 4 + 2 + channel]);
      }
    }
    return sum / (PLACES * 2);
  }

  private static VarianceBound bound(int image) {
    return VarianceBound.at(NoiseSchedule.cosine(1000), PredictionTarget.V, TIMES[image]);
  }

  private MultiDataSet batch() {
    float[] rows = new float[IMAGES * ExampleTerms.LEARNED];
    for (int image = 0; image < IMAGES; image++) {
      rows[image * ExampleTerms.LEARNED] = (float) WEIGHTS[image];
      ExampleTerms.write(bound(image), rows, image * ExampleTerms.LEARNED);
    }
    INDArray terms = Nd4j.create(DataType.DOUBLE, IMAGES, ExampleTerms.LEARNED);
    SmallArrays.write(rows, terms);
    return new MultiDataSet(
        new INDArray[] {noisy}, new INDArray[] {target}, null, new INDArray[] {terms});
  }
}
