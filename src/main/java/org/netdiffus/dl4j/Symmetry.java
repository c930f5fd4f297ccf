package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The mean of each tile and its transpose, rows and columns exchanged. Its gradient is the same
 * mean of the gradient.
 *
 * @param channels of input and result
 */
record Symmetry(@JsonProperty("channels") int channels) implements Block {
  @JsonCreator
  Symmetry {}

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray output = memory.output(inputs[0].shape());
    writeMean(inputs[0], output);
    return new SymmetryPass(this, output);
  }

  private void writeMean(INDArray tiles, INDArray means) {
    int side = (int) tiles.size(1);
    double[] values = SmallArrays.read(tiles);
    double[] mean = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int channel = i % channels;
      int column = i / channels % side;
      int row = i / channels / side % side;
      int tile = i / channels / side / side;
      int exchanged = ((tile * side + column) * side + row) * channels + channel;
      mean[i] = (values[i] + values[exchanged]) / 2;
    }
    SmallArrays.write(mean, means);
  }

  private record SymmetryPass(Symmetry block, INDArray output) implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      INDArray inputGradient = memory.inputGradient(outputGradient.shape());
      block.writeMean(outputGradient, inputGradient);
      return new INDArray[] {inputGradient};
    }
  }
}
