package org.netdiffus.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The U-Net of guided-diffusion (Dhariwal, Nichol 2021, arXiv:2105.05233) as NetDiffus uses it, as
 * a DL4J graph of blocks.
 *
 * <p>Inputs: noisy tiles {@code [n, rows, size, channels]}, time steps {@code [n, 1]} and, for a
 * network with classes, class numbers {@code [n, 1]}, K for "no class". Output: {@code [n, rows,
 * size, channels]}, for a learned variance with as many channels more.
 */
final class UNet {
  static final String NOISY = "noisy";
  static final String STEP = "step";
  static final String CLASS = "class";
  static final String LOSS = "loss";
  private static final String EMBEDDING = "embedding";

  private UNet() {}

  /** A block with its name in the graph and those of its inputs. */
  record NamedBlock(String name, Block block, List<String> inputs) {}

  /**
   * The blocks in an order in which they can be computed.
   *
   * @param blocks all blocks
   * @param output name of the last
   */
  record Layout(List<NamedBlock> blocks, String output) {}

  /**
   * Configuration of the graph for training and prediction.
   *
   * @param seed decides the weights before training
   * @param updater how weights are trained
   * @param weightDecay as {@link BlockVertex} takes it
   * @param type float; double to check gradients
   */
  static ComputationGraphConfiguration configuration(
      UNetShape shape, long seed, IUpdater updater, double weightDecay, DataType type) {
    Layout layout = layout(shape);
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(type)
            // The loss is a mean already; DL4J would divide its gradient by the batch again.
            .miniBatch(false)
            .graphBuilder()
            .addInputs(inputs(shape));
    for (NamedBlock named : layout.blocks()) {
      graph.addVertex(
          named.name(),
          new BlockVertex(named.block(), updater, weightDecay),
          named.inputs().toArray(String[]::new));
    }
    return graph
        .addLayer(LOSS, new DenoisingLoss(), layout.output())
        .setOutputs(LOSS)
        .validateOutputLayerConfig(false)
        .build();
  }

  /** Names of the graph's inputs, in their order. */
  static List<String> inputs(UNetShape shape) {
    return shape.classes() > 0 ? List.of(NOISY, STEP, CLASS) : List.of(NOISY, STEP);
  }

  /** The blocks of a network of this shape. */
  static Layout layout(UNetShape shape) {
    return new Builder(shape).build();
  }

  /** Follows the image down and up again. */
  private static final class Builder {
    private final UNetShape shape;
    private final Kernel kernel;
    private final List<NamedBlock> blocks = new ArrayList<>();
    private final Deque<Image> kept = new ArrayDeque<>();
    private Image image;
    private int size;

    /** A block's output: its name and channels. */
    private record Image(String name, int channels) {}

    Builder(UNetShape shape) {
      this.shape = shape;
      this.kernel = Kernel.ofThree(shape.dimensions());
      this.image = new Image(NOISY, shape.channels());
      this.size = shape.size();
    }

    Layout build() {
      boolean hasClasses = shape.classes() > 0;
      blocks.add(
          new NamedBlock(
              EMBEDDING,
              new StepAndClassEmbedding(
                  shape.baseChannels(), shape.embedding(), hasClasses ? shape.classes() + 1 : 0),
              hasClasses ? List.of(STEP, CLASS) : List.of(STEP)));
      encode();
      residual("middle-1", image.channels());
      attention("middle-2");
      residual("middle-3", image.channels());
      decode();
      int channels = shape.outputChannels();
      append("head", new Head(image.channels(), channels, kernel), channels);
      if (shape.options().symmetricOutput()) {
        append("symmetric", new Symmetry(image.channels()), image.channels());
      }
      return new Layout(blocks, image.name());
    }

    private void encode() {
      if (shape.options().positions() == UNetOptions.Positions.COORDINATES) {
        Coordinates coordinates = new Coordinates(image.channels(), shape.dimensions());
        append("positions", coordinates, coordinates.outputChannels());
      }
      int first = shape.channelsAt(0);
      append("in-0", new Convolution(image.channels(), first, kernel), first);
      kept.push(image);
      int number = 1;
      for (int level = 0; level < shape.levels(); level++) {
        for (int i = 0; i < shape.blocks(); i++) {
          residual("in-" + number, shape.channelsAt(level));
          attentionHere("in-" + number + "-attention");
          kept.push(image);
          number++;
        }
        if (level < shape.levels() - 1) {
          int channels = image.channels();
          append("in-" + number, new Convolution(channels, channels, kernel.halving()), channels);
          size /= 2;
          kept.push(image);
          number++;
        }
      }
    }

    private void decode() {
      int number = 0;
      for (int level = shape.levels() - 1; level >= 0; level--) {
        for (int i = 0; i <= shape.blocks(); i++) {
          joinedResidual("out-" + number, kept.pop(), shape.channelsAt(level));
          attentionHere("out-" + number + "-attention");
          if (i == shape.blocks() && level > 0) {
            append(
                "out-" + number + "-up",
                new Upsampling(image.channels(), kernel),
                image.channels());
            size *= 2;
          }
          number++;
        }
      }
    }

    private void append(String name, Block block, int channels) {
      blocks.add(new NamedBlock(name, block, List.of(image.name())));
      image = new Image(name, channels);
    }

    private void residual(String name, int channels) {
      Block block = new ResidualBlock(image.channels(), 0, channels, shape.embedding(), kernel);
      blocks.add(new NamedBlock(name, block, List.of(image.name(), EMBEDDING)));
      image = new Image(name, channels);
    }

    private void joinedResidual(String name, Image joined, int channels) {
      Block block =
          new ResidualBlock(
              image.channels(), joined.channels(), channels, shape.embedding(), kernel);
      blocks.add(new NamedBlock(name, block, List.of(image.name(), joined.name(), EMBEDDING)));
      image = new Image(name, channels);
    }

    private void attentionHere(String name) {
      if (shape.attentionAt().contains(size)) {
        attention(name);
      }
    }

    private void attention(String name) {
      append(name, new SelfAttention(image.channels(), shape.heads()), image.channels());
    }
  }
}
