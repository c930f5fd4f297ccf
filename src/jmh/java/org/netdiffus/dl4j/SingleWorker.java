package org.netdiffus.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What one worker of a training computes, without Spark around it: the steps between two averages,
 * and the forward pass of the sampler, both by the product's own code on the calling thread.
 */
public final class SingleWorker implements AutoCloseable {
  private final TrainingPlan plan;
  private final TrainingShare share;
  private final UNetGraph graph;
  private final TrainedDenoiser denoiser;
  private int step;

  private SingleWorker(
      TrainingPlan plan, TrainingShare share, UNetGraph graph, TrainedDenoiser denoiser) {
    this.plan = plan;
    this.share = share;
    this.graph = graph;
    this.denoiser = denoiser;
  }

  /**
   * A worker at the beginning of a training.
   *
   * @param tiles all tiles of its share
   * @param description of the same network
   */
  public static SingleWorker of(
      TrainingPlan plan, List<TrainingTile> tiles, DenoiserDescription description)
      throws IOException {
    ByteArrayOutputStream average = new ByteArrayOutputStream();
    DenoiserTraining.start(plan).writeAverage(average);
    return new SingleWorker(
        plan,
        TrainingShare.of(tiles, plan),
        WorkerGraphs.build(plan),
        TrainedDenoiser.read(new ByteArrayInputStream(average.toByteArray()), description));
  }

  /** Draws batches and trains on them: forward, backward, clipping, Adam. */
  public void train(int count) {
    WorkerSteps.run(graph, plan, share, 0, step, count);
    step += count;
  }

  /**
   * Runs the network in evaluation mode.
   *
   * @param noisy one batch
   */
  public void forward(int count, float[] noisy, int[] steps, int[] classNumbers) {
    for (int i = 0; i < count; i++) {
      denoiser.predict(noisy, steps, classNumbers);
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
