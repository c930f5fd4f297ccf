package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonSubTypes;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * One block of the U-Net: what it computes and how its gradient flows back, apart from how DL4J
 * holds it in a graph ({@link BlockVertex}). Blocks hold no arrays and are compared by value; they
 * are written to a model's JSON by their names here.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StepAndClassEmbedding.class, name = "step-and-class-embedding"),
  @JsonSubTypes.Type(value = Convolution.class, name = "convolution"),
  @JsonSubTypes.Type(value = Upsampling.class, name = "upsampling"),
  @JsonSubTypes.Type(value = ResidualBlock.class, name = "residual"),
  @JsonSubTypes.Type(value = SelfAttention.class, name = "self-attention"),
  @JsonSubTypes.Type(value = Head.class, name = "head"),
  @JsonSubTypes.Type(value = Coordinates.class, name = "coordinates"),
  @JsonSubTypes.Type(value = Symmetry.class, name = "symmetry")
})
sealed interface Block extends Serializable
    permits StepAndClassEmbedding,
        Convolution,
        Upsampling,
        ResidualBlock,
        SelfAttention,
        Head,
        Coordinates,
        Symmetry {

  /** Number of input arrays. */
  int inputs();

  /** The trained numbers, in the order in which they lie in the network's parameters. */
  List<Weight> weights();

  /**
   * Computes the block.
   *
   * @param inputs its inputs, dense and in C order
   * @param weights its weights by name
   */
  Pass forward(INDArray[] inputs, NamedArrays weights, Memory memory);

  /** A forward pass that was made, with what its backward pass needs. */
  interface Pass {
    /** The block's result. */
    INDArray output();

    /**
     * Sends a gradient back. Gradients of inputs are new arrays, never the one given: DL4J adds to
     * them in place. The gradient of a time step or a class number is an empty array.
     *
     * @param outputGradient gradient of {@link #output}, dense and in C order
     * @param gradients receives the gradients of the weights, by name; what was there is replaced
     * @return gradients of the inputs
     */
    INDArray[] backward(INDArray outputGradient, NamedArrays gradients, Memory memory);
  }
}
