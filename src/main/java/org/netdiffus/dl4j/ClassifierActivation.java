package org.netdiffus.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Activation functions of the classifier. */
enum ClassifierActivation {
  /** x for x above 0, else e^x - 1. */
  ELU {
    @Override
    void apply(INDArray values) {
      ClassifierOps.exponentialUnit(values);
    }

    @Override
    void backward(INDArray output, INDArray gradient) {
      // The slope is 1 above 0 and e^x = output + 1 below.
      output.addi(1);
      ClassifierOps.limit(output, 1);
      ClassifierOps.multiply(gradient, output, gradient);
    }
  },
  /** x for x above 0, else 0. */
  RELU {
    @Override
    void apply(INDArray values) {
      ClassifierOps.rectify(values);
    }

    @Override
    void backward(INDArray output, INDArray gradient) {
      ClassifierOps.rectifyBackward(output, gradient);
    }
  };

  /** Replaces the values by their activation. */
  abstract void apply(INDArray values);

  /**
   * Multiplies {@code gradient} by the slope.
   *
   * @param output what {@link #apply} left; spent by this call
   */
  abstract void backward(INDArray output, INDArray gradient);
}
