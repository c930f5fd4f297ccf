package org.netdiffus.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.netdiffus.diffusion.CounterRandom;

/**
 * One array of trained numbers of a block.
 *
 * @param name unique in its block; no underscore, which DL4J uses to part block and weight
 * @param start how its values are drawn before training
 * @param decayed whether weight decay applies: to matrices and kernels, not to scales and biases
 * @param shape its shape
 */
record Weight(String name, Start start, boolean decayed, long... shape) {
  /** Values before training. */
  sealed interface Start {
    /** All the same. */
    record Constant(double value) implements Start {}

    /** Uniform within one over the root of the number of inputs, as PyTorch's layers begin. */
    record Uniform(long inputs) implements Start {}

    /** Standard normal. */
    record Normal() implements Start {}
  }

  /** A kernel or matrix that sums over {@code inputs} numbers. */
  static Weight kernel(String name, long inputs, long... shape) {
    return new Weight(name, new Start.Uniform(inputs), true, shape);
  }

  /** The bias that belongs to {@link #kernel}. */
  static Weight bias(String name, long inputs, long length) {
    return new Weight(name, new Start.Uniform(inputs), false, length);
  }

  /** A kernel or matrix that begins at zero, so that its block begins as the identity. */
  static Weight zeroKernel(String name, long... shape) {
    return new Weight(name, new Start.Constant(0), true, shape);
  }

  /** Scales, shifts and biases that begin at one value. */
  static Weight constant(String name, double value, long length) {
    return new Weight(name, new Start.Constant(value), false, length);
  }

  /** A table of vectors. */
  static Weight table(String name, long rows, long columns) {
    return new Weight(name, new Start.Normal(), false, rows, columns);
  }

  /** Number of values. */
  long length() {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return product;
  }

  /** Fills {@code array} with values before training. */
  void initialise(INDArray array, CounterRandom random) {
    int count = Math.toIntExact(length());
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = draw(random);
    }
    SmallArrays.write(values, array);
  }

  private double draw(CounterRandom random) {
    if (start instanceof Start.Constant constant) {
      return constant.value();
    }
    if (start instanceof Start.Uniform uniform) {
      return (2 * random.nextDouble() - 1) / Math.sqrt((double) uniform.inputs());
    }
    return random.nextGaussian();
  }
}
