package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Doubles an image by repeating each place, then convolves.
 *
 * @param channels channels of input and result
 * @param kernel size of the convolution, stride 1; a kernel of one row doubles the width only
 */
record Upsampling(@JsonProperty("channels") int channels, @JsonProperty("kernel") Kernel kernel)
    implements Block {
  private static final String MATRIX = "W";
  private static final String BIAS = "B";

  @JsonCreator
  Upsampling {}

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    return new Convolution(channels, channels, kernel).weights();
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray input = inputs[0];
    long images = input.size(0);
    long height = input.size(1);
    long width = input.size(2);
    int rowRepeats = kernel.height() == 1 ? 1 : 2;
    INDArray repeated = memory.kept(images, height * rowRepeats, width * 2, channels);
    INDArray small = input.reshape('c', images * height, width, channels);
    INDArray phases = repeated.reshape('c', images * height, rowRepeats, width, 2, channels);
    for (int row = 0; row < rowRepeats; row++) {
      for (int column = 0; column < 2; column++) {
        phases
            .get(
                NDArrayIndex.all(),
                NDArrayIndex.point(row),
                NDArrayIndex.all(),
                NDArrayIndex.point(column),
                NDArrayIndex.all())
            .assign(small);
      }
    }
    INDArray matrix = weights.get(MATRIX);
    INDArray output = memory.output(repeated.shape());
    Operations.convolution(repeated, matrix, weights.get(BIAS), output, kernel);
    return new UpsamplingPass(this, repeated, matrix, output);
  }

  private record UpsamplingPass(
      Upsampling block, INDArray repeated, INDArray matrix, INDArray output) implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray gradient = memory.temporary(repeated.shape());
      Operations.convolutionGradients(
          repeated, matrix, outputGradient, gradient, gradients.get(MATRIX), block.kernel());
      Operations.biasGradient(outputGradient, gradients.get(BIAS));
      int rowRepeats = block.kernel().height() == 1 ? 1 : 2;
      INDArray inputGradient =
          memory.inputGradient(
              repeated.size(0),
              repeated.size(1) / rowRepeats,
              repeated.size(2) / 2,
              block.channels());
      // A place's gradient is the sum over its copies: their mean, times their number.
      Operations.averagePool(gradient, rowRepeats, 2, inputGradient);
      inputGradient.muli(rowRepeats * 2);
      return new INDArray[] {inputGradient};
    }
  }
}
