package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution by itself: the network's first layer, and the halving of an image between levels.
 *
 * @param in channels of the input
 * @param out channels of the result
 * @param kernel its size and stride
 */
record Convolution(
    @JsonProperty("in") int in, @JsonProperty("out") int out, @JsonProperty("kernel") Kernel kernel)
    implements Block {
  private static final String MATRIX = "W";
  private static final String BIAS = "B";

  @JsonCreator
  Convolution {}

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    long inputs = (long) in * kernel.height() * kernel.width();
    return List.of(
        Weight.kernel(MATRIX, inputs, kernel.height(), kernel.width(), in, out),
        Weight.bias(BIAS, inputs, out));
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray input = inputs[0];
    INDArray matrix = weights.get(MATRIX);
    INDArray output =
        memory.output(
            input.size(0),
            input.size(1) / kernel.strideHeight(),
            input.size(2) / kernel.strideWidth(),
            out);
    Operations.convolution(input, matrix, weights.get(BIAS), output, kernel);
    return new ConvolutionPass(this, input, matrix, output);
  }

  private record ConvolutionPass(
      Convolution block, INDArray input, INDArray matrix, INDArray output) implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray inputGradient = memory.inputGradient(input.shape());
      Operations.convolutionGradients(
          input, matrix, outputGradient, inputGradient, gradients.get(MATRIX), block.kernel());
      Operations.biasGradient(outputGradient, gradients.get(BIAS));
      return new INDArray[] {inputGradient};
    }
  }
}
