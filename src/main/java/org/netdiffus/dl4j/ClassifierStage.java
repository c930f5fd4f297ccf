package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * One step of the classifier: a convolution or a full connection, batch normalisation, activation,
 * then perhaps maximum pooling, then dropout.
 *
 * @param kind what it does with its inputs
 * @param inputs channels in, or numbers in
 * @param outputs filters, or numbers out
 * @param activation activation function
 * @param pools whether pooling follows
 * @param dropout probability that an output is dropped in training, 0 to below 1
 */
record ClassifierStage(
    Kind kind,
    int inputs,
    int outputs,
    ClassifierActivation activation,
    boolean pools,
    double dropout)
    implements Serializable {
  /** What a stage does with its inputs. */
  enum Kind {
    /** Convolution of 3 x 3; pools over 2 x 2. */
    SQUARE(3, 2, 2),
    /** Convolution of 1 x 3 along a picture of height 1, a series; pools over 1 x 2. */
    LINE(1, 1, 2),
    /** Full connection. */
    FULL(1, 1, 1);

    /** Width of every filter. */
    static final int FILTER_WIDTH = 3;

    private final int filterHeight;
    private final int poolHeight;
    private final int poolWidth;

    Kind(int filterHeight, int poolHeight, int poolWidth) {
      this.filterHeight = filterHeight;
      this.poolHeight = poolHeight;
      this.poolWidth = poolWidth;
    }

    /** Height of a filter. */
    int filterHeight() {
      return filterHeight;
    }

    /** Rows that become one by pooling. */
    int poolHeight() {
      return poolHeight;
    }

    /** Columns that become one by pooling. */
    int poolWidth() {
      return poolWidth;
    }
  }

  /** Whether it is a convolution. */
  boolean convolves() {
    return kind != Kind.FULL;
  }

  /** Filter weights: {@code [height, 3, in, out]} or {@code [in, out]}. */
  long[] weightShape() {
    return convolves()
        ? new long[] {kind.filterHeight(), Kind.FILTER_WIDTH, inputs, outputs}
        : new long[] {inputs, outputs};
  }

  /** Numbers that one output is a weighted sum of. */
  int fanIn() {
    return convolves() ? kind.filterHeight() * Kind.FILTER_WIDTH * inputs : inputs;
  }

  /** Weights, bias, gain and shift. */
  long parameters() {
    return (long) fanIn() * outputs + 3L * outputs;
  }
}
