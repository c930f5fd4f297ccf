package org.netdiffus.dl4j;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** A block at work in a graph: its weights, its gradients, and the pass under way. */
@SuppressWarnings("overrides") // DL4J's own base class drops the dots of a variable argument.
final class BlockVertexInGraph extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient BlockVertex configuration;
  private final transient @Nullable INDArray parameters;
  private final transient NamedArrays weights;
  private transient @Nullable INDArray flatGradients;
  private transient NamedArrays gradients = NamedArrays.NONE;
  private transient Block.@Nullable Pass pass;

  BlockVertexInGraph(
      BlockVertex configuration,
      ComputationGraph graph,
      String name,
      int index,
      @Nullable INDArray parameters,
      NamedArrays weights,
      DataType type) {
    super(graph, name, index, null, null, type);
    this.configuration = configuration;
    this.parameters = parameters;
    this.weights = weights;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    Memory memory = new Memory(workspaces, dataType, training);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = memory.dense(inputs[i]);
    }
    Block.Pass made = configuration.block().forward(inputs, weights, memory);
    // Outside training the arrays that a pass keeps are gone once the vertex is done.
    pass = training ? made : null;
    return made.output();
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    Block.Pass made = pass;
    if (made == null) {
      throw new IllegalStateException("no forward pass in training to go back from: " + this);
    }
    Memory memory = new Memory(workspaces, dataType, true);
    INDArray[] inputGradients = made.backward(memory.denseNow(epsilon), gradients, memory);
    pass = null;
    Gradient named = new DefaultGradient(flatGradients);
    gradients.byName().forEach(named::setGradientFor);
    return new Pair<>(named, inputGradients);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray flat) {
    flatGradients = flat;
    gradients = NamedArrays.viewsOf(configuration.block().weights(), flat);
  }

  @Override
  public void clear() {
    super.clear();
    pass = null;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public @Nullable INDArray params() {
    return parameters;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean trainedOnly) {
    return weights.byName();
  }

  @Override
  public @Nullable INDArray getGradientsViewArray() {
    return flatGradients;
  }

  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return false;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatch) {
    // The only mask is the weight of each example's error, which belongs to the loss.
    return new Pair<>(null, state);
  }

  @Override
  public TrainingConfig getConfig() {
    return new BlockTraining(getVertexName(), configuration);
  }

  @Override
  public String toString() {
    return getVertexName() + " " + configuration.block();
  }

  /** How DL4J trains a block's weights. */
  private static final class BlockTraining implements TrainingConfig {
    private final String name;
    private final IUpdater updater;
    private final double weightDecay;
    private final Map<String, Boolean> decayed;

    BlockTraining(String name, BlockVertex configuration) {
      this.name = name;
      this.updater = configuration.updater();
      this.weightDecay = configuration.weightDecay();
      this.decayed =
          configuration.block().weights().stream()
              .collect(Collectors.toMap(Weight::name, Weight::decayed));
    }

    @Override
    public String getLayerName() {
      return name;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String weight) {
      return weightDecay > 0 && decayed.getOrDefault(weight, false)
          ? List.of(new WeightDecay(weightDecay, true))
          : List.of();
    }

    @Override
    public boolean isPretrainParam(String weight) {
      return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String weight) {
      return updater;
    }

    @Override
    public GradientNormalization getGradientNormalization() {
      return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
      return 0;
    }

    @Override
    public void setDataType(DataType type) {
      // A block takes the type of the arrays that it is given.
    }
  }
}
