package org.netdiffus.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The squared error between output and target, its mean over all values of a batch, each example
 * weighted by the label mask (all by 1 without one). Stock losses sum over places and treat
 * channels-last images wrongly.
 *
 * <p>Where the output has twice as many channels as the target, the second half is a learned
 * variance: to the squared error of the first half the {@link
 * org.netdiffus.diffusion.VarianceBound} is added, its mean over all values, as the released code
 * does. The mask then has the columns of {@link ExampleTerms}.
 */
public final class DenoisingLoss extends NoParamLayer {
  private static final long serialVersionUID = 1L;

  /** For DL4J, which reads the layer by its class name. */
  public DenoisingLoss() {
    // Nothing to configure.
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parameters,
      boolean initialise,
      DataType type) {
    DenoisingLossLayer layer = new DenoisingLossLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType inputType) {
    return inputType;
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    throw new UnsupportedOperationException("no estimate of the loss's memory is made");
  }
}
