package org.netdiffus.dl4j;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's view of one {@link ClassifierStage}: a layer of a {@code MultiLayerNetwork}. */
final class ClassifierBlock extends FeedForwardLayer {
  private static final long serialVersionUID = 1;

  private final ClassifierStage stage;
  private final long seed;

  /**
   * @param seed seed of the dropout
   */
  ClassifierBlock(ClassifierStage stage, long seed) {
    this.stage = stage;
    this.seed = seed;
    this.nIn = stage.inputs();
    this.nOut = stage.outputs();
  }

  ClassifierStage stage() {
    return stage;
  }

  long seed() {
    return seed;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    ClassifierBlockLayer layer = new ClassifierBlockLayer(conf, type, stage, seed);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialise);
    layer.setParamTable(table);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new ClassifierBlockParameters();
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    if (!stage.convolves()) {
      return InputType.feedForward(stage.outputs());
    }
    InputTypeConvolutional tiles = (InputTypeConvolutional) input;
    return InputType.convolutional(
        tiles.getHeight() / (stage.pools() ? stage.kind().poolHeight() : 1),
        tiles.getWidth() / (stage.pools() ? stage.kind().poolWidth() : 1),
        stage.outputs(),
        CNN2DFormat.NHWC);
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The stage knows its inputs from the start.
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public @Nullable LayerMemoryReport getMemoryReport(InputType input) {
    return null;
  }
}
