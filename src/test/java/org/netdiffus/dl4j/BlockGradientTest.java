package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Gradients against central differences in double precision, every weight away from zero. A layer
 * in front of each block shows that the gradient of the block's input is right too.
 */
class BlockGradientTest {
  private static final double STEP = 1e-5;
  private static final Kernel SQUARE = Kernel.ofThree(2);

  static Stream<Named<List<UNet.NamedBlock>>> blocks() {
    return Stream.of(
        Named.of("convolution", after("block", new Convolution(3, 2, SQUARE))),
        Named.of("halving", after("block", new Convolution(3, 2, SQUARE.halving()))),
        Named.of("upsampling", after("block", new Upsampling(3, SQUARE))),
        Named.of("head", after("block", new Head(3, 2, SQUARE))),
        Named.of("attention", attention()),
        Named.of("residual", residual(3, 3)),
        Named.of("residual of other width", residual(3, 5)),
        Named.of("residual with a joined input", joined()),
        Named.of("coordinates", before(new Coordinates(3, 2), 6)),
        Named.of("symmetry", before(new Symmetry(3), 3)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theGradientOfEveryWeightIsTheSlopeOfTheLoss(List<UNet.NamedBlock> blocks) {
    UNetShape data = new UNetShape(2, 4, 2, 4, List.of(1), 1, List.of(), 1, 3);
    List<String> inputs = inputs(blocks);
    ComputationGraph graph = TestGraphs.of(blocks, inputs);
    MultiDataSet batch = TestGraphs.batch(data, 3, DataType.DOUBLE);
    if (inputs.size() == 1) {
      batch.setFeatures(new org.nd4j.linalg.api.ndarray.INDArray[] {batch.getFeatures(0)});
    }
    graph.setInputs(batch.getFeatures());
    batch.setLabels(
        new org.nd4j.linalg.api.ndarray.INDArray[] {
          TestGraphs.array(DataType.DOUBLE, 2.2, graph.outputSingle(batch.getFeatures()).shape())
        });

    assertGradients(graph, batch, graph.numParams() < 120 ? 1 : graph.numParams() < 700 ? 7 : 37);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theGradientsOfAWholeNetworkAreTheSlopesOfItsLoss(UNetShape shape) {
    ComputationGraph graph = TestGraphs.of(shape, DataType.DOUBLE);

    assertGradients(graph, TestGraphs.batch(shape, 2, DataType.DOUBLE), 101);
  }

  static Stream<UNetShape> shapes() {
    return Stream.of(
        UNetPreset.TEST.shape(1, 3),
        UNetPreset.TEST.shape(2, 0),
        UNetPreset.ONE_D_TEST.shape(1, 3),
        UNetPreset.TEST
            .shape(1, 3)
            .with(
                new UNetOptions(
                    UNetOptions.Positions.COORDINATES, true, UNetOptions.Variance.FIXED)),
        UNetPreset.ONE_D_TEST
            .shape(1, 3)
            .with(
                new UNetOptions(
                    UNetOptions.Positions.COORDINATES, false, UNetOptions.Variance.FIXED)));
  }

  /** Every {@code stride}-th parameter is checked, strides prime to the widths of layers. */
  private static void assertGradients(ComputationGraph graph, MultiDataSet batch, int stride) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(null, batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    double[] gradients = SmallArrays.read(graph.getFlattenedGradients());
    double[] weights = SmallArrays.read(graph.params());
    for (int i = 0; i < weights.length; i += stride) {
      double slope =
          (lossWith(graph, batch, weights, i, STEP) - lossWith(graph, batch, weights, i, -STEP))
              / (2 * STEP);
      assertThat(gradients[i])
          .as("gradient of parameter %d of %d", i, weights.length)
          .isCloseTo(slope, within(1e-8 + 2e-6 * Math.abs(slope)));
    }
  }

  private static double lossWith(
      ComputationGraph graph, MultiDataSet batch, double[] weights, int which, double change) {
    double[] changed = weights.clone();
    changed[which] += change;
    SmallArrays.write(changed, graph.params());
    return graph.score(batch, false);
  }

  @Test
  void theLossIsTheWeightedMeanOfSquaredErrorsOverAllValues() {
    ComputationGraph graph =
        TestGraphs.of(after("block", new Convolution(3, 2, SQUARE)), List.of(UNet.NOISY));
    UNetShape data = new UNetShape(2, 4, 2, 4, List.of(1), 1, List.of(), 1, 0);
    MultiDataSet batch = TestGraphs.batch(data, 3, DataType.DOUBLE);
    batch.setFeatures(new org.nd4j.linalg.api.ndarray.INDArray[] {batch.getFeatures(0)});
    double[] output = SmallArrays.read(graph.outputSingle(batch.getFeatures()));
    double[] target = SmallArrays.read(batch.getLabels(0));
    double[] exampleWeights = {0.5, 1.0, 1.5};
    double expected = 0;
    for (int i = 0; i < output.length; i++) {
      double error = output[i] - target[i];
      expected += exampleWeights[i / 32] * error * error / output.length;
    }

    assertThat(graph.score(batch, false)).isCloseTo(expected, within(1e-12));
  }

  private static List<UNet.NamedBlock> after(String name, Block block) {
    return List.of(
        new UNet.NamedBlock("first", new Convolution(2, 3, SQUARE), List.of(UNet.NOISY)),
        new UNet.NamedBlock(name, block, List.of("first")));
  }

  /** A block without weights between two that have some. */
  private static List<UNet.NamedBlock> before(Block block, int channels) {
    return List.of(
        new UNet.NamedBlock("first", new Convolution(2, 3, SQUARE), List.of(UNet.NOISY)),
        new UNet.NamedBlock("block", block, List.of("first")),
        new UNet.NamedBlock("last", new Convolution(channels, 2, SQUARE), List.of("block")));
  }

  private static List<UNet.NamedBlock> attention() {
    return List.of(
        new UNet.NamedBlock("first", new Convolution(2, 8, SQUARE), List.of(UNet.NOISY)),
        new UNet.NamedBlock("block", new SelfAttention(8, 2), List.of("first")));
  }

  private static UNet.NamedBlock embedding() {
    return new UNet.NamedBlock(
        "embedding", new StepAndClassEmbedding(4, 6, 4), List.of(UNet.STEP, UNet.CLASS));
  }

  private static List<UNet.NamedBlock> residual(int in, int out) {
    return List.of(
        embedding(),
        new UNet.NamedBlock("first", new Convolution(2, in, SQUARE), List.of(UNet.NOISY)),
        new UNet.NamedBlock(
            "block", new ResidualBlock(in, 0, out, 6, SQUARE), List.of("first", "embedding")));
  }

  private static List<UNet.NamedBlock> joined() {
    return List.of(
        embedding(),
        new UNet.NamedBlock("first", new Convolution(2, 8, SQUARE), List.of(UNet.NOISY)),
        new UNet.NamedBlock("second", new Convolution(8, 4, SQUARE), List.of("first")),
        new UNet.NamedBlock(
            "block",
            new ResidualBlock(4, 8, 8, 6, SQUARE),
            List.of("second", "first", "embedding")));
  }

  private static List<String> inputs(List<UNet.NamedBlock> blocks) {
    return blocks.stream().anyMatch(named -> named.inputs().contains(UNet.STEP))
        ? List.of(UNet.NOISY, UNet.STEP, UNet.CLASS)
        : List.of(UNet.NOISY);
  }
}
