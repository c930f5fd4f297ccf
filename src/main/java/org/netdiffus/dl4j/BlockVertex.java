package org.netdiffus.dl4j;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * A block as a vertex of DL4J's graph: its configuration, written to the model's JSON by class
 * name.
 */
final class BlockVertex extends GraphVertex {
  private static final long serialVersionUID = 1L;

  private final Block block;
  private final IUpdater updater;
  private final double weightDecay;

  /**
   * @param block what the vertex computes
   * @param updater how its weights are trained
   * @param weightDecay share of a decayed weight that is taken off at each step, times the learning
   *     rate; 0 for none
   */
  @JsonCreator
  BlockVertex(
      @JsonProperty("block") Block block,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("weightDecay") double weightDecay) {
    this.block = block;
    this.updater = updater;
    this.weightDecay = weightDecay;
  }

  @JsonProperty("block")
  Block block() {
    return block;
  }

  @JsonProperty("updater")
  IUpdater updater() {
    return updater;
  }

  @JsonProperty("weightDecay")
  double weightDecay() {
    return weightDecay;
  }

  @Override
  public long numParams(boolean backprop) {
    return block.weights().stream().mapToLong(Weight::length).sum();
  }

  @Override
  public int minVertexInputs() {
    return block.inputs();
  }

  @Override
  public int maxVertexInputs() {
    return block.inputs();
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      @Nullable INDArray parameters,
      boolean initialise,
      DataType type) {
    NamedArrays weights = NamedArrays.viewsOf(block.weights(), parameters);
    if (initialise) {
      long seed = graph.getConfiguration().getDefaultConfiguration().getSeed();
      int place = 0;
      for (Weight weight : block.weights()) {
        weight.initialise(
            weights.get(weight.name()),
            CounterRandom.of(seed, Purpose.INITIALISATION, index, place));
        place++;
      }
    }
    return new BlockVertexInGraph(this, graph, name, index, parameters, weights, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputTypes) {
    throw new UnsupportedOperationException(
        "the U-Net's shapes follow from its own configuration; build it without input types");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    throw new UnsupportedOperationException("no estimate of a block's memory is made");
  }

  @Override
  public GraphVertex clone() {
    return new BlockVertex(block, updater.clone(), weightDecay);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockVertex vertex
        && block.equals(vertex.block)
        && updater.equals(vertex.updater)
        && weightDecay == vertex.weightDecay;
  }

  @Override
  public int hashCode() {
    return Objects.hash(block, updater, weightDecay);
  }
}
