package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * One step of the classifier: convolution 3 x 3 or full connection, batch normalisation,
 * activation, then perhaps 2 x 2 maximum pooling, then dropout.
 *
 * @param convolves whether it is a convolution
 * @param inputs channels in, or numbers in
 * @param outputs filters, or numbers out
 * @param activation activation function
 * @param pools whether pooling follows
 * @param dropout probability that an output is dropped in training, 0 to below 1
 */
record ClassifierStage(
    boolean convolves,
    int inputs,
    int outputs,
    ClassifierActivation activation,
    boolean pools,
    double dropout)
    implements Serializable {
  /** Filter weights: {@code [3, 3, in, out]} or {@code [in, out]}. */
  long[] weightShape() {
    return convolves ? new long[] {3, 3, inputs, outputs} : new long[] {inputs, outputs};
  }

  /** Numbers that one output is a weighted sum of. */
  int fanIn() {
    return convolves ? 9 * inputs : inputs;
  }

  /** Weights, bias, gain and shift. */
  long parameters() {
    return (long) fanIn() * outputs + 3L * outputs;
  }
}
