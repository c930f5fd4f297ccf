package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adds channels that say where a value stands (as CoordConv, Liu et al. 2018, arXiv:1807.03247):
 * for a tile its row, its column and its distance from the diagonal, {@code |row - column|}; for a
 * series its place. Each runs from -1 to 1.
 *
 * <p>Convolutions are blind to places, but a Gramian field has its series on the diagonal, and what
 * a value means depends on its distance from there.
 *
 * @param channels of the input
 * @param dimensions 2 for tiles, 1 for series
 */
record Coordinates(
    @JsonProperty("channels") int channels, @JsonProperty("dimensions") int dimensions)
    implements Block {
  @JsonCreator
  Coordinates {}

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  /** Channels of the result: those of the input come first. */
  int outputChannels() {
    return channels + (dimensions == 1 ? 1 : 3);
  }

  @Override
  public Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory) {
    INDArray input = inputs[0];
    int images = (int) input.size(0);
    int rows = (int) input.size(1);
    int columns = (int) input.size(2);
    int width = outputChannels();
    double[] values = SmallArrays.read(input);
    double[] joined = new double[images * rows * columns * width];
    for (int place = 0; place < images * rows * columns; place++) {
      int row = place / columns % rows;
      int column = place % columns;
      int to = place * width;
      System.arraycopy(values, place * channels, joined, to, channels);
      if (dimensions == 1) {
        joined[to + channels] = scaled(column, columns);
      } else {
        joined[to + channels] = scaled(row, rows);
        joined[to + channels + 1] = scaled(column, columns);
        joined[to + channels + 2] = scaled(Math.abs(row - column), columns);
      }
    }
    INDArray output = memory.output(images, rows, columns, width);
    SmallArrays.write(joined, output);
    return new CoordinatesPass(this, input.shape(), output);
  }

  /** From 0 .. count - 1 to -1 .. 1. */
  private static double scaled(int place, int count) {
    return count == 1 ? 0 : 2.0 * place / (count - 1) - 1;
  }

  private record CoordinatesPass(Coordinates block, long[] inputShape, INDArray output)
      implements Pass {
    @Override
    public INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory) {
      int width = block.outputChannels();
      double[] joined = SmallArrays.read(outputGradient);
      double[] values = new double[joined.length / width * block.channels()];
      for (int place = 0; place < joined.length / width; place++) {
        System.arraycopy(joined, place * width, values, place * block.channels(), block.channels());
      }
      INDArray inputGradient = memory.inputGradient(inputShape);
      SmallArrays.write(values, inputGradient);
      return new INDArray[] {inputGradient};
    }
  }
}
