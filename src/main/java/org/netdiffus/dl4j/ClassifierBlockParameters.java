package org.netdiffus.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where the parameters of a {@link ClassifierBlock} lie in the network's flat vector. */
final class ClassifierBlockParameters implements ParamInitializer {
  static final String WEIGHTS = "W";
  static final String BIAS = "b";
  static final String GAIN = "gamma";
  static final String SHIFT = "beta";

  /** One part of a layer's parameters or of its gradients. */
  static INDArray named(String key, Map<String, INDArray> parts) {
    return Objects.requireNonNull(parts.get(key), key);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return stage(layer).parameters();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHTS, BIAS, GAIN, SHIFT);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS, GAIN, SHIFT);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return WEIGHTS.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !WEIGHTS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    for (String key : paramKeys(conf.getLayer())) {
      conf.addVariable(key);
    }
    // The network sets every value itself, from its own random stream.
    return split(stage(conf.getLayer()), parameters);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradients) {
    return split(stage(conf.getLayer()), gradients);
  }

  private static Map<String, INDArray> split(ClassifierStage stage, INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    long weights = (long) stage.fanIn() * stage.outputs();
    long out = stage.outputs();
    Map<String, INDArray> parts = new LinkedHashMap<>();
    parts.put(WEIGHTS, part(vector, 0, weights, stage.weightShape()));
    parts.put(BIAS, part(vector, weights, out, 1, out));
    parts.put(GAIN, part(vector, weights + out, out, 1, out));
    parts.put(SHIFT, part(vector, weights + 2 * out, out, 1, out));
    return parts;
  }

  private static INDArray part(INDArray vector, long from, long count, long... shape) {
    return vector.get(NDArrayIndex.interval(from, from + count)).reshape('c', shape);
  }

  private static ClassifierStage stage(Layer layer) {
    return ((ClassifierBlock) layer).stage();
  }
}
