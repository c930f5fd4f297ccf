package org.netdiffus.dl4j;

import java.io.IOException;
import java.io.InputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.netdiffus.diffusion.Denoiser;
import org.netdiffus.diffusion.PredictionTarget;

/** A trained U-Net, in evaluation mode. One instance serves one thread. */
public final class TrainedDenoiser implements Denoiser {
  private final UNetShape shape;
  private final PredictionTarget target;
  private final ComputationGraph graph;

  private TrainedDenoiser(UNetShape shape, PredictionTarget target, ComputationGraph graph) {
    this.shape = shape;
    this.target = target;
    this.graph = graph;
  }

  /** A network that is being trained, with the weights that it has now. */
  static TrainedDenoiser of(TrainingPlan plan, UNetGraph graph) {
    return new TrainedDenoiser(plan.shape(), plan.target(), graph);
  }

  /**
   * Reads a network from a checkpoint.
   *
   * @param model {@code ema.zip}, or {@code model.zip} for the weights without averaging
   * @param description {@code state.json} of the same checkpoint
   * @throws IOException when the stream cannot be read, or holds another network
   */
  public static TrainedDenoiser read(InputStream model, DenoiserDescription description)
      throws IOException {
    OneDnn.require();
    ComputeDevice.attach().announce();
    ModelFile file = ModelFile.read(model, description.shape());
    // Nothing is trained here: the updater is a formality.
    UNetGraph graph =
        new UNetGraph(UNet.configuration(description.shape(), 0, new NoOp(), 0, DataType.FLOAT));
    graph.init(file.weights(), false);
    return new TrainedDenoiser(description.shape(), description.target(), graph);
  }

  @Override
  public int values() {
    return shape.values();
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public PredictionTarget target() {
    return target;
  }

  @Override
  public boolean learnsVariance() {
    return shape.learnsVariance();
  }

  @Override
  public float[] predict(float[] noisy, int[] steps, int[] classNumbers) {
    int count = steps.length;
    if (noisy.length != count * values() || classNumbers.length != count) {
      throw new IllegalArgumentException(
          noisy.length
              + " values, "
              + count
              + " steps and "
              + classNumbers.length
              + " classes do not belong together");
    }
    INDArray images =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {count, shape.rows(), shape.size(), shape.channels()}, 'c');
    SmallArrays.write(noisy, images);
    INDArray times = column(steps);
    INDArray[] inputs =
        shape.classes() > 0
            ? new INDArray[] {images, times, column(classNumbers)}
            : new INDArray[] {images, times};
    INDArray output = graph.outputSingle(false, inputs);
    float[] predicted = SmallArrays.readFloats(output);
    // Thousands of calls would outrun the garbage collector, which sees small objects only.
    output.close();
    for (INDArray input : inputs) {
      input.close();
    }
    return shape.learnsVariance() ? apart(predicted) : predicted;
  }

  /** All targets, then all variances; the network has both at each place. */
  private float[] apart(float[] joined) {
    int channels = shape.channels();
    float[] apart = new float[joined.length];
    for (int i = 0; i < joined.length; i += 2 * channels) {
      System.arraycopy(joined, i, apart, i / 2, channels);
      System.arraycopy(joined, i + channels, apart, (joined.length + i) / 2, channels);
    }
    return apart;
  }

  private static INDArray column(int[] numbers) {
    INDArray column = Nd4j.createUninitialized(DataType.FLOAT, numbers.length, 1);
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    SmallArrays.write(values, column);
    return column;
  }
}
