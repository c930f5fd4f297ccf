package org.netdiffus.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Group normalisation, SiLU and a convolution, as one step: the half of a residual block.
 *
 * <p>SiLU is written with the hyperbolic tangent, which oneDNN computes five times faster than ND4J
 * a sigmoid: with {@code q = 1 + tanh(h/2)}, {@code silu(h) = q h/2} and {@code 2 silu'(h) = q +
 * silu(h) (2 - q)}. So q and the result are all that the backward pass needs.
 *
 * @param prefix first part of the weights' names
 * @param in channels of the input
 * @param out channels of the result
 * @param kernel size of the convolution, stride 1
 * @param zero whether the convolution begins at zero
 */
record NormalisedConvolution(String prefix, int in, int out, Kernel kernel, boolean zero) {

  List<Weight> weights() {
    long inputs = (long) in * kernel.height() * kernel.width();
    Weight gamma = Weight.constant(gamma(), 1, in);
    Weight beta = Weight.constant(beta(), 0, in);
    long[] shape = {kernel.height(), kernel.width(), in, out};
    return zero
        ? List.of(gamma, beta, Weight.zeroKernel(matrix(), shape), Weight.constant(bias(), 0, out))
        : List.of(
            gamma, beta, Weight.kernel(matrix(), inputs, shape), Weight.bias(bias(), inputs, out));
  }

  private String gamma() {
    return prefix + "Gamma";
  }

  private String beta() {
    return prefix + "Beta";
  }

  private String matrix() {
    return prefix + "W";
  }

  private String bias() {
    return prefix + "B";
  }

  /** Computes without modulation, into an array of the given lifetime. */
  Pass forward(INDArray input, NamedArrays weights, INDArray output, Memory memory) {
    GroupNorm norm = GroupNorm.plain(input, weights.get(gamma()), weights.get(beta()), memory);
    return forward(input, norm, weights, output, memory);
  }

  /**
   * Computes with the normalised values modulated.
   *
   * @param modulation {@code [n, 2 in]}, scales first
   */
  Pass forward(
      INDArray input, INDArray modulation, NamedArrays weights, INDArray output, Memory memory) {
    GroupNorm norm =
        GroupNorm.modulated(input, weights.get(gamma()), weights.get(beta()), modulation, memory);
    return forward(input, norm, weights, output, memory);
  }

  private Pass forward(
      INDArray input, GroupNorm norm, NamedArrays weights, INDArray output, Memory memory) {
    INDArray activated = memory.kept(input.shape());
    INDArray gate = memory.kept(input.shape());
    norm.write(0.5, activated, memory);
    Operations.tanh(activated, gate);
    gate.addi(1);
    activated.muli(gate);
    Operations.convolution(activated, weights.get(matrix()), weights.get(bias()), output, kernel);
    return new Pass(this, norm, activated, gate, weights.get(matrix()));
  }

  /** What the backward pass needs. */
  record Pass(
      NormalisedConvolution step,
      GroupNorm norm,
      INDArray activated,
      INDArray gate,
      INDArray matrix) {

    /**
     * Sends a gradient back.
     *
     * @param outputGradient {@code [n, h, w, out]}
     * @param gradients receives the gradients of the weights
     * @param inputGradient {@code [n, h, w, in]}, written
     * @return gradient of the modulation, {@code [n, 2 in]} in a flat array
     */
    double[] backward(
        INDArray outputGradient, NamedArrays gradients, INDArray inputGradient, Memory memory) {
      INDArray gradient = memory.temporary(activated.shape());
      Operations.convolutionGradients(
          activated, matrix, outputGradient, gradient, gradients.get(step.matrix()), step.kernel());
      Operations.biasGradient(outputGradient, gradients.get(step.bias()));
      INDArray doubledSlope = memory.temporary(activated.shape());
      gate.rsubi(2, doubledSlope);
      doubledSlope.muli(activated);
      doubledSlope.addi(gate);
      gradient.muli(doubledSlope);
      GroupNorm.Gradients ofNorm = norm.backward(gradient, 2, inputGradient, memory);
      SmallArrays.write(ofNorm.gamma(), gradients.get(step.gamma()));
      SmallArrays.write(ofNorm.beta(), gradients.get(step.beta()));
      return ofNorm.modulation();
    }
  }
}
