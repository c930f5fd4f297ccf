package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The last layer: normalise, SiLU, convolve to the channels of a tile; the convolution begins at
 * zero.
 *
 * @param in channels of the input
 * @param out channels of the result
 * @param kernel size of the convolution, stride 1
 */
record Head(
    @JsonProperty("in") int in, @JsonProperty("out") int out, @JsonProperty("kernel") Kernel kernel)
    implements Block {
  @JsonCreator
  Head {}

  private NormalisedConvolution convolution() {
    return new NormalisedConvolution("", in, out, kernel, true);
  }

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    return convolution().weights();
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray input = inputs[0];
    INDArray output = memory.output(input.size(0), input.size(1), input.size(2), out);
    NormalisedConvolution.Pass pass = convolution().forward(input, weights, output, memory);
    return new HeadPass(pass, output);
  }

  private record HeadPass(NormalisedConvolution.Pass pass, INDArray output) implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray inputGradient = memory.inputGradient(pass.activated().shape());
      pass.backward(outputGradient, gradients, inputGradient, memory);
      return new INDArray[] {inputGradient};
    }
  }
}
