package org.netdiffus.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Turns time steps, and class numbers where there are classes, into the embedding that modulates
 * every residual block: cosines and sines of the step, a layer, SiLU, a layer, plus a row of the
 * class table, and SiLU again (each residual block begins with it, so it is applied once, here).
 *
 * <p>Inputs: time steps {@code [n, 1]} and, with classes, class numbers {@code [n, 1]}, both as
 * numbers of the network's type. Result: {@code [n, width]}.
 *
 * @param waves number of cosines and sines together, even
 * @param width of the embedding
 * @param rows of the class table: classes and "no class"; 0 for a network without classes
 */
record StepAndClassEmbedding(
    @JsonProperty("waves") int waves,
    @JsonProperty("width") int width,
    @JsonProperty("rows") int rows)
    implements Block {
  private static final double LONGEST_PERIOD = 10_000;
  private static final String FIRST_MATRIX = "firstW";
  private static final String FIRST_BIAS = "firstB";
  private static final String SECOND_MATRIX = "secondW";
  private static final String SECOND_BIAS = "secondB";
  private static final String TABLE = "classes";

  @JsonCreator
  StepAndClassEmbedding {}

  @Override
  public int inputs() {
    return rows > 0 ? 2 : 1;
  }

  @Override
  public List<Weight> weights() {
    List<Weight> weights = new ArrayList<>();
    weights.add(Weight.kernel(FIRST_MATRIX, waves, waves, width));
    weights.add(Weight.bias(FIRST_BIAS, waves, width));
    weights.add(Weight.kernel(SECOND_MATRIX, width, width, width));
    weights.add(Weight.bias(SECOND_BIAS, width, width));
    if (rows > 0) {
      weights.add(Weight.table(TABLE, rows, width));
    }
    return weights;
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    int images = (int) inputs[0].size(0);
    INDArray waveValues = memory.kept(images, waves);
    SmallArrays.write(waves(SmallArrays.read(inputs[0])), waveValues);
    INDArray hidden = memory.temporary(images, width);
    Operations.product(waveValues, weights.get(FIRST_MATRIX), hidden);
    Operations.add(hidden, weights.get(FIRST_BIAS), hidden);
    double[] hiddenValues = SmallArrays.read(hidden);
    INDArray activated = memory.kept(images, width);
    SmallArrays.write(silu(hiddenValues), activated);

    INDArray sum = memory.temporary(images, width);
    Operations.product(activated, weights.get(SECOND_MATRIX), sum);
    Operations.add(sum, weights.get(SECOND_BIAS), sum);
    double[] sums = SmallArrays.read(sum);
    int[] classes = rows > 0 ? classes(SmallArrays.read(inputs[1])) : new int[0];
    if (rows > 0) {
      double[] table = SmallArrays.read(weights.get(TABLE));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += table[classes[i / width] * width + i % width];
      }
    }
    INDArray output = memory.output(images, width);
    SmallArrays.write(silu(sums), output);
    return new EmbeddingPass(
        this, waveValues, hiddenValues, activated, classes, sums, weights, output);
  }

  private double[] waves(double[] steps) {
    int half = waves / 2;
    double[] values = new double[steps.length * waves];
    for (int n = 0; n < steps.length; n++) {
      for (int i = 0; i < half; i++) {
        double angle = steps[n] * Math.exp(-Math.log(LONGEST_PERIOD) * i / half);
        values[n * waves + i] = Math.cos(angle);
        values[n * waves + half + i] = Math.sin(angle);
      }
    }
    return values;
  }

  private int[] classes(double[] numbers) {
    int[] classes = new int[numbers.length];
    for (int n = 0; n < numbers.length; n++) {
      classes[n] = (int) numbers[n];
      if (classes[n] != numbers[n] || classes[n] < 0 || classes[n] >= rows) {
        throw new IllegalArgumentException(
            "class number " + numbers[n] + " is not one of 0 to " + (rows - 1));
      }
    }
    return classes;
  }

  private static double[] silu(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] / (1 + Math.exp(-values[i]));
    }
    return out;
  }

  /** Multiplies a gradient by the slope of SiLU at {@code values}, in place. */
  private static double[] throughSilu(double[] gradient, double[] values) {
    for (int i = 0; i < gradient.length; i++) {
      double sigmoid = 1 / (1 + Math.exp(-values[i]));
      gradient[i] *= sigmoid * (1 + values[i] * (1 - sigmoid));
    }
    return gradient;
  }

  private record EmbeddingPass(
      StepAndClassEmbedding block,
      INDArray waveValues,
      double[] hidden,
      INDArray activated,
      int[] classes,
      double[] sums,
      NamedArrays weights,
      INDArray output)
      implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      double[] sumGradients = throughSilu(SmallArrays.read(outputGradient), sums);
      if (block.rows() > 0) {
        writeTableGradient(sumGradients, gradients.get(TABLE));
      }
      INDArray sumGradient = memory.temporary(activated.shape());
      SmallArrays.write(sumGradients, sumGradient);
      Operations.productLeftTransposed(activated, sumGradient, gradients.get(SECOND_MATRIX));
      Operations.biasGradient(sumGradient, gradients.get(SECOND_BIAS));
      INDArray hiddenGradient = memory.temporary(activated.shape());
      Operations.productRightTransposed(sumGradient, weights.get(SECOND_MATRIX), hiddenGradient);
      SmallArrays.write(throughSilu(SmallArrays.read(hiddenGradient), hidden), hiddenGradient);
      Operations.productLeftTransposed(waveValues, hiddenGradient, gradients.get(FIRST_MATRIX));
      Operations.biasGradient(hiddenGradient, gradients.get(FIRST_BIAS));

      INDArray[] none = new INDArray[block.inputs()];
      for (int i = 0; i < none.length; i++) {
        none[i] = memory.inputGradient(waveValues.size(0), 1).assign(0);
      }
      return none;
    }

    private void writeTableGradient(double[] sumGradients, INDArray tableGradient) {
      int width = block.width();
      double[] table = new double[block.rows() * width];
      for (int i = 0; i < sumGradients.length; i++) {
        table[classes[i / width] * width + i % width] += sumGradients[i];
      }
      SmallArrays.write(table, tableGradient);
    }
  }
}
