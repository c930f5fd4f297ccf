package org.netdiffus.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native operations that the network is made of, called by name: those that ND4J hands to
 * oneDNN, or that are a plain pass over memory.
 *
 * <p>Images are {@code [n, height, width, channels]} throughout. Arrays must be dense and in C
 * order; a strided view would be copied inside, slowly, or leave the oneDNN path. The data type is
 * that of the arrays given: float to train, double to check gradients.
 */
final class Operations {
  /** Channels-last, in the operations that pool or convolve. */
  private static final int NHWC = 1;

  /** Weights as {@code [height, width, in, out]}. */
  private static final int HEIGHT_WIDTH_IN_OUT = 0;

  private static final int EXPLICIT_PADDING = 0;

  private Operations() {}

  /**
   * Convolution with bias, zero padding of half the kernel on both sides.
   *
   * @param input {@code [n, h, w, in]}
   * @param weights {@code [kernel height, kernel width, in, out]}
   * @param bias {@code [out]}
   * @param output {@code [n, h / stride, w / stride, out]}, written
   */
  static void convolution(
      INDArray input, INDArray weights, INDArray bias, INDArray output, Kernel kernel) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(input, weights, bias)
            .addOutputs(output)
            .addIntegerArguments(convolutionArguments(kernel))
            .build());
  }

  /**
   * Gradients of a convolution by its input and weights.
   *
   * @param input {@code [n, h, w, in]}
   * @param weights {@code [kernel height, kernel width, in, out]}
   * @param outputGradient {@code [n, h / stride, w / stride, out]}
   * @param inputGradient as {@code input}, written
   * @param weightGradient as {@code weights}, written
   */
  static void convolutionGradients(
      INDArray input,
      INDArray weights,
      INDArray outputGradient,
      INDArray inputGradient,
      INDArray weightGradient,
      Kernel kernel) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(input, weights, outputGradient)
            .addOutputs(inputGradient, weightGradient)
            .addIntegerArguments(convolutionArguments(kernel))
            .build());
  }

  /**
   * Gradient of a bias: the sum over all but the last dimension.
   *
   * @param outputGradient {@code [..., channels]}
   * @param biasGradient {@code [channels]}, written
   */
  static void biasGradient(INDArray outputGradient, INDArray biasGradient) {
    long channels = biasGradient.length();
    INDArray rows = outputGradient.reshape('c', outputGradient.length() / channels, channels);
    sumOverRows(rows, biasGradient.reshape('c', 1, channels));
  }

  private static int[] convolutionArguments(Kernel kernel) {
    return new int[] {
      kernel.height(),
      kernel.width(),
      kernel.strideHeight(),
      kernel.strideWidth(),
      kernel.height() / 2,
      kernel.width() / 2,
      1,
      1,
      EXPLICIT_PADDING,
      NHWC,
      HEIGHT_WIDTH_IN_OUT
    };
  }

  /** Matrix product, batched over leading dimensions. */
  static void product(INDArray left, INDArray right, INDArray output) {
    product(left, false, right, false, output);
  }

  /** {@code left' right}: the left matrix transposed. */
  static void productLeftTransposed(INDArray left, INDArray right, INDArray output) {
    product(left, true, right, false, output);
  }

  /** {@code left right'}: the right matrix transposed. */
  static void productRightTransposed(INDArray left, INDArray right, INDArray output) {
    product(left, false, right, true, output);
  }

  private static void product(
      INDArray left,
      boolean transposeLeft,
      INDArray right,
      boolean transposeRight,
      INDArray output) {
    Nd4j.exec(
        DynamicCustomOp.builder("matmul")
            .addInputs(left, right)
            .addOutputs(output)
            .addIntegerArguments(transposeLeft ? 1 : 0, transposeRight ? 1 : 0, 0)
            .build());
  }

  /**
   * Sums over rows, by a product with ones: a reduction by name takes ten times as long.
   *
   * @param matrix {@code [rows, columns]}
   * @param output {@code [1, columns]}, written
   */
  static void sumOverRows(INDArray matrix, INDArray output) {
    product(Nd4j.ones(matrix.dataType(), 1, matrix.size(0)), matrix, output);
  }

  /**
   * Sums of each row.
   *
   * @param matrix {@code [rows, columns]}
   * @param output {@code [rows, 1]}, written
   */
  static void sumOverColumns(INDArray matrix, INDArray output) {
    product(matrix, Nd4j.ones(matrix.dataType(), matrix.size(1), 1), output);
  }

  /**
   * Mean over all places of each image and channel.
   *
   * @param images {@code [n, h, w, c]}
   * @return {@code [n, 1, 1, c]}, new
   */
  static INDArray meanOverPlaces(INDArray images) {
    int height = (int) images.size(1);
    int width = (int) images.size(2);
    INDArray output = uninitialized(images.dataType(), images.size(0), 1, 1, images.size(3));
    averagePool(images, height, width, output);
    return output;
  }

  /**
   * Mean over windows that lie side by side.
   *
   * @param images {@code [n, h, w, c]}
   * @param output {@code [n, h / height, w / width, c]}, written
   */
  static void averagePool(INDArray images, int height, int width, INDArray output) {
    Nd4j.exec(
        DynamicCustomOp.builder("avgpool2d")
            .addInputs(images)
            .addOutputs(output)
            .addIntegerArguments(
                height, width, height, width, 0, 0, 1, 1, EXPLICIT_PADDING, 1, NHWC)
            .build());
  }

  /** Hyperbolic tangent; {@code output} may be {@code input}. */
  static void tanh(INDArray input, INDArray output) {
    run("tanh", output, input);
  }

  /** Softmax over the last dimension. */
  static void softmax(INDArray input, INDArray output) {
    Nd4j.exec(
        DynamicCustomOp.builder("softmax")
            .addInputs(input)
            .addOutputs(output)
            .addIntegerArguments(input.rank() - 1)
            .build());
  }

  /** Product with broadcasting; {@code output} may be {@code left}. */
  static void multiply(INDArray left, INDArray right, INDArray output) {
    run("multiply", output, left, right);
  }

  /** Sum with broadcasting; {@code output} may be {@code left}. */
  static void add(INDArray left, INDArray right, INDArray output) {
    run("add", output, left, right);
  }

  /** Joins two arrays of images along their channels. */
  static void joinChannels(INDArray first, INDArray second, INDArray output) {
    Nd4j.exec(
        DynamicCustomOp.builder("concat")
            .addInputs(first, second)
            .addOutputs(output)
            .addIntegerArguments(first.rank() - 1)
            .build());
  }

  /** An array of undefined content, in the workspace that is open. */
  static INDArray uninitialized(DataType type, long... shape) {
    return Nd4j.createUninitialized(type, shape, 'c');
  }

  private static void run(String name, INDArray output, INDArray... inputs) {
    Nd4j.exec(DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(output).build());
  }
}
