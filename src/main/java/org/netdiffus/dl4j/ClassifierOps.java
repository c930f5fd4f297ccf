package org.netdiffus.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native operations that the classifier runs, each into an array that the caller gives.
 *
 * <p>They are the ones that reach oneDNN; the same steps through DL4J's own layers or through the
 * row-vector methods of {@code INDArray} take ten to a hundred times as long. Tiles are {@code [N,
 * H, W, C]}, filters {@code [kH, kW, in, out]}; all arrays are dense and in C order.
 */
final class ClassifierOps {
  private ClassifierOps() {}

  /**
   * Convolution, padded so that tiles keep their size, plus bias of shape {@code [out]}. The
   * filters have odd sides.
   */
  static void convolve(INDArray input, INDArray filters, INDArray bias, INDArray output) {
    run(
        "conv2d",
        new INDArray[] {input, filters, bias},
        new INDArray[] {output},
        sameFilter(filters));
  }

  /** Gradients of {@link #convolve} to its input and its filters. */
  static void convolveBackward(
      INDArray input,
      INDArray filters,
      INDArray outputGradient,
      INDArray inputGradient,
      INDArray filterGradient) {
    run(
        "conv2d_bp",
        new INDArray[] {input, filters, outputGradient},
        new INDArray[] {inputGradient, filterGradient},
        sameFilter(filters));
  }

  /** Stride 1, padding SAME, tiles as they lie here. */
  private static int[] sameFilter(INDArray filters) {
    int height = Math.toIntExact(filters.size(0));
    int width = Math.toIntExact(filters.size(1));
    return new int[] {height, width, 1, 1, 0, 0, 1, 1, 1, 1, 0};
  }

  /**
   * Maximum over fields side by side; rows and columns that fill none are left out.
   *
   * @param height rows of a field
   * @param width columns of a field
   */
  static void pool(INDArray input, INDArray output, int height, int width) {
    run("maxpool2d", new INDArray[] {input}, new INDArray[] {output}, fields(height, width));
  }

  /** Gradient of {@link #pool} to its input. */
  static void poolBackward(
      INDArray input, INDArray outputGradient, INDArray inputGradient, int height, int width) {
    run(
        "maxpool2d_bp",
        new INDArray[] {input, outputGradient},
        new INDArray[] {inputGradient},
        fields(height, width));
  }

  private static int[] fields(int height, int width) {
    return new int[] {height, width, height, width, 0, 0, 1, 1, 0, 0, 1};
  }

  /** Matrix product {@code a b}. */
  static void multiplyMatrices(INDArray a, INDArray b, INDArray output) {
    run("matmul", new INDArray[] {a, b}, new INDArray[] {output}, 0, 0, 0);
  }

  /** Matrix product {@code a' b}. */
  static void multiplyFirstTransposed(INDArray a, INDArray b, INDArray output) {
    run("matmul", new INDArray[] {a, b}, new INDArray[] {output}, 1, 0, 0);
  }

  /** Matrix product {@code a b'}. */
  static void multiplySecondTransposed(INDArray a, INDArray b, INDArray output) {
    run("matmul", new INDArray[] {a, b}, new INDArray[] {output}, 0, 1, 0);
  }

  /** Sum of each column of {@code [rows, columns]}. */
  static double[] columnSums(INDArray matrix) {
    INDArray sums =
        Nd4j.createUninitialized(matrix.dataType(), new long[] {1, matrix.size(1)}, 'c');
    // A product with ones: the reduction operations are ten times slower.
    multiplyMatrices(Nd4j.ones(matrix.dataType(), 1, matrix.size(0)), matrix, sums);
    return sums.toDoubleVector();
  }

  /** Element-wise product, {@code b} of the same shape or one row. */
  static void multiply(INDArray a, INDArray b, INDArray output) {
    run("multiply", new INDArray[] {a, b}, new INDArray[] {output});
  }

  /** Element-wise sum, {@code b} of the same shape or one row. */
  static void add(INDArray a, INDArray b, INDArray output) {
    run("add", new INDArray[] {a, b}, new INDArray[] {output});
  }

  /** Element-wise difference, {@code b} of the same shape or one row. */
  static void subtract(INDArray a, INDArray b, INDArray output) {
    run("subtract", new INDArray[] {a, b}, new INDArray[] {output});
  }

  /** Rectified linear unit, in place. */
  static void rectify(INDArray values) {
    runWithNumber("relu", new INDArray[] {values}, values, 0);
  }

  /** Sets {@code gradient} to 0 where {@code output} of {@link #rectify} is 0. */
  static void rectifyBackward(INDArray output, INDArray gradient) {
    runWithNumber("relu_bp", new INDArray[] {output, gradient}, gradient, 0);
  }

  /** Exponential linear unit with alpha 1, in place. */
  static void exponentialUnit(INDArray values) {
    // The operation "elu" takes twice as long. For x below 0, e^x - 1 is above x; above, it is 0.
    INDArray below = Nd4j.createUninitialized(values.dataType(), values.shape(), 'c');
    Nd4j.getExecutioner().exec(new ScalarMin(values, null, below, 0));
    Nd4j.getExecutioner().exec(new Exp(below, below));
    below.subi(1);
    run("maximum", new INDArray[] {values, below}, new INDArray[] {values});
  }

  /** Lesser of each value and {@code bound}, in place. */
  static void limit(INDArray values, double bound) {
    Nd4j.getExecutioner().exec(new ScalarMin(values, bound));
  }

  /** The array itself where the operations take it as it lies, else a copy in C order. */
  static INDArray dense(INDArray array) {
    boolean asItLies = array.ordering() == 'c' && Shape.strideDescendingCAscendingF(array);
    return asItLies ? array : array.dup('c');
  }

  private static void run(String name, INDArray[] inputs, INDArray[] outputs, int... numbers) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(numbers)
                .build());
  }

  private static void runWithNumber(
      String name, INDArray[] inputs, INDArray output, double number) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .addFloatingPointArguments(number)
                .build());
  }
}
