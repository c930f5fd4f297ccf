package org.netdiffus.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Small graphs with every weight drawn away from zero, and data for them. */
final class TestGraphs {
  private TestGraphs() {}

  /** Numbers without a pattern that a network could hide behind, the same on every machine. */
  static double[] numbers(int count, double phase) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.sin(i * 1.37 + phase) + 0.5 * Math.cos(i * i * 0.11 + phase);
    }
    return values;
  }

  static INDArray array(DataType type, double phase, long... shape) {
    INDArray array = Nd4j.create(type, shape, 'c');
    SmallArrays.write(numbers((int) array.length(), phase), array);
    return array;
  }

  /** A graph of the given blocks, the last before the loss, in double precision. */
  static ComputationGraph of(List<UNet.NamedBlock> blocks, List<String> inputs) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .miniBatch(false)
            .graphBuilder()
            .addInputs(inputs);
    for (UNet.NamedBlock named : blocks) {
      graph.addVertex(
          named.name(),
          new BlockVertex(named.block(), new NoOp(), 0),
          named.inputs().toArray(String[]::new));
    }
    return started(
        graph
            .addLayer(UNet.LOSS, new DenoisingLoss(), blocks.get(blocks.size() - 1).name())
            .setOutputs(UNet.LOSS)
            .validateOutputLayerConfig(false)
            .build());
  }

  /** A whole U-Net. */
  static ComputationGraph of(UNetShape shape, DataType type) {
    return started(UNet.configuration(shape, 1, new NoOp(), 0, type));
  }

  private static ComputationGraph started(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new UNetGraph(configuration);
    graph.init();
    double[] weights = numbers((int) graph.numParams(), 0.3);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 0.4;
    }
    SmallArrays.write(weights, graph.params());
    return graph;
  }

  /** Tiles, steps and classes for a network of this shape, targets, and weights of examples. */
  static MultiDataSet batch(UNetShape shape, int images, DataType type) {
    long[] tile = {images, shape.rows(), shape.size(), shape.channels()};
    INDArray steps = Nd4j.create(type, images, 1);
    INDArray classes = Nd4j.create(type, images, 1);
    for (int n = 0; n < images; n++) {
      steps.putScalar(n, 0, (n * 337 + 5) % 1000);
      classes.putScalar(n, 0, n % (shape.classes() + 1));
    }
    INDArray noisy = array(type, 0.1, tile);
    INDArray[] features =
        shape.classes() > 0
            ? new INDArray[] {noisy, steps, classes}
            : new INDArray[] {noisy, steps};
    INDArray weights = Nd4j.linspace(0.5, 1.5, images, type).reshape(images, 1);
    return new MultiDataSet(
        features, new INDArray[] {array(type, 2.2, tile)}, null, new INDArray[] {weights});
  }
}
