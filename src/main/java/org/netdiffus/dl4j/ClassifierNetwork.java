package org.netdiffus.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.netdiffus.diffusion.CounterRandom;

/**
 * The graph of the classifier: the Deep Fingerprinting network (Sirinam et al. 2018,
 * arXiv:1801.02265) in two dimensions, as NetDiffus (arXiv:2310.04429) uses it, and its twin in one
 * dimension.
 *
 * <p>Four stages of two 3 x 3 convolutions with 32, 64, 128 and 256 filters, each normalised and
 * activated (ELU in the first stage, then ReLU), then 2 x 2 maximum pooling and dropout of 0.1;
 * full connections to 128 (dropout 0.7), to 64 (dropout 0.5) and to the classes. A stage pools only
 * while its tile has 2 pixels a side, so a tile below 16 pixels is pooled fewer than four times.
 *
 * <p>A picture of height 1 is a series: its convolutions are 1 x 3 and its pooling 1 x 2, and all
 * else is the same.
 */
final class ClassifierNetwork {
  private static final int[] FILTERS = {32, 64, 128, 256};
  private static final int FEATURES = 64;

  private ClassifierNetwork() {}

  /** All stages before the classes, in order. */
  static List<ClassifierStage> stages(ClassifierSettings settings) {
    List<ClassifierStage> stages = new ArrayList<>();
    ClassifierStage.Kind kind =
        settings.height() == 1 ? ClassifierStage.Kind.LINE : ClassifierStage.Kind.SQUARE;
    int height = settings.height();
    int width = settings.width();
    int inputs = settings.channels();
    for (int filters : FILTERS) {
      ClassifierActivation activation =
          filters == FILTERS[0] ? ClassifierActivation.ELU : ClassifierActivation.RELU;
      boolean pools = height >= kind.poolHeight() && width >= kind.poolWidth();
      stages.add(new ClassifierStage(kind, inputs, filters, activation, false, 0));
      stages.add(new ClassifierStage(kind, filters, filters, activation, pools, 0.1));
      height = pools ? height / kind.poolHeight() : height;
      width = pools ? width / kind.poolWidth() : width;
      inputs = filters;
    }
    ClassifierActivation relu = ClassifierActivation.RELU;
    ClassifierStage.Kind full = ClassifierStage.Kind.FULL;
    stages.add(new ClassifierStage(full, height * width * inputs, 128, relu, false, 0.7));
    stages.add(new ClassifierStage(full, 128, FEATURES, relu, false, 0.5));
    return stages;
  }

  /** Number of the layer whose outputs are the features. */
  static int featureLayer() {
    return 2 * FILTERS.length + 1;
  }

  /** A network with its starting weights; {@code type} is FLOAT, or DOUBLE to check gradients. */
  static MultiLayerNetwork of(ClassifierSettings settings, DataType type) {
    return of(stages(settings), settings.classCount(), settings.seed(), type);
  }

  /** A network of these stages, a full connection to the classes after the last. */
  static MultiLayerNetwork of(
      List<ClassifierStage> stages, int classCount, long seed, DataType type) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .activation(Activation.IDENTITY)
            .weightInit(WeightInit.ZERO)
            .updater(new Sgd(1.0))
            .list();
    for (ClassifierStage stage : stages) {
      layers.layer(new ClassifierBlock(stage, seed));
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nIn(stages.get(stages.size() - 1).outputs())
            .nOut(classCount)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    initialise(network, seed);
    return network;
  }

  /** PyTorch's defaults: weights and biases even within one over the root of the fan-in. */
  private static void initialise(MultiLayerNetwork network, long seed) {
    for (Layer layer : network.getLayers()) {
      CounterRandom random = ClassifierRandom.weights(seed, layer.getIndex());
      Map<String, INDArray> table = layer.paramTable();
      INDArray weights = ClassifierBlockParameters.named(ClassifierBlockParameters.WEIGHTS, table);
      INDArray bias = ClassifierBlockParameters.named(ClassifierBlockParameters.BIAS, table);
      double bound = 1 / Math.sqrt((double) weights.length() / bias.length());
      fill(weights, random, bound);
      fill(bias, random, bound);
      if (layer instanceof ClassifierBlockLayer) {
        ClassifierBlockParameters.named(ClassifierBlockParameters.GAIN, table).assign(1);
        ClassifierBlockParameters.named(ClassifierBlockParameters.SHIFT, table).assign(0);
      }
    }
  }

  private static void fill(INDArray target, CounterRandom random, double bound) {
    float[] values = new float[Math.toIntExact(target.length())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    target.assign(Nd4j.createFromArray(values).reshape('c', target.shape()));
  }
}
