package org.netdiffus.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.netdiffus.diffusion.ExponentialAverage;
import scala.Tuple2;

/**
 * The training of a denoiser: the network as it is, its exponential average, and how far it has
 * come. Lives on the driver; the tiles stay with the workers.
 *
 * <p>From the same plan and tiles, a training that was saved and read again goes on to the same
 * weights, bit for bit, as one that was not interrupted, provided that it was saved between rounds
 * and one OpenMP thread computes each task.
 */
public final class DenoiserTraining {
  /** Name of the file that {@link #writeModel} fills in a checkpoint. */
  public static final String MODEL = "model.zip";

  /** Name of the file that {@link #writeAverage} fills in a checkpoint. */
  public static final String AVERAGE = "ema.zip";

  /**
   * A squared error that no working training comes near: the mean square of the target is about 1,
   * a network begins by answering 0, and no example weighs more than 1. The bound that a variance
   * learns from has no such limit: with epsilon as target, it is hundreds of times the squared
   * error at the last steps of the cosine schedule.
   */
  private static final double GREATEST_ERROR = 100;

  /** Tells the networks of this training from those of others in the same JVM. */
  private final String run = UUID.randomUUID().toString();

  private final TrainingPlan plan;
  private final UNetGraph graph;
  private final float[] average;
  private int step;

  private DenoiserTraining(TrainingPlan plan, UNetGraph graph, float[] average, int step) {
    this.plan = plan;
    this.graph = graph;
    this.average = average;
    this.step = step;
  }

  /** A training at its beginning. */
  public static DenoiserTraining start(TrainingPlan plan) {
    UNetGraph graph = WorkerGraphs.build(plan);
    return new DenoiserTraining(plan, graph, SmallArrays.readFloats(graph.params()), 0);
  }

  /**
   * A training that was saved.
   *
   * @param model what {@link #writeModel} wrote
   * @param averaged what {@link #writeAverage} wrote
   * @param step {@link #step} at that time
   * @throws IOException when a stream cannot be read or does not fit the plan; its message begins
   *     with the name of the file
   */
  public static DenoiserTraining resume(
      TrainingPlan plan, InputStream model, InputStream averaged, int step) throws IOException {
    UNetGraph graph = WorkerGraphs.build(plan);
    ModelFile saved = read(MODEL, model, plan);
    INDArray state = graph.getUpdater().getStateViewArray();
    if (saved.updater().size() != 1 || saved.updater().get(0).length() != state.length()) {
      throw new IOException(MODEL + ": no state of the updater that fits the network");
    }
    graph.params().assign(saved.weights());
    state.assign(saved.updater().get(0));
    ModelFile average = read(AVERAGE, averaged, plan);
    return new DenoiserTraining(plan, graph, SmallArrays.readFloats(average.weights()), step);
  }

  private static ModelFile read(String name, InputStream in, TrainingPlan plan) throws IOException {
    try {
      return ModelFile.read(in, plan.shape());
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /** Steps done. */
  public int step() {
    return step;
  }

  /** The averaged weights, a copy. */
  float[] average() {
    return average.clone();
  }

  String run() {
    return run;
  }

  /**
   * Trains to the plan's last step.
   *
   * @param spark where the workers run
   * @param tiles the training tiles, their indices 0 to N - 1 without a gap; at least as many as
   *     there are workers. Read once
   * @param afterRound called on the driver after each round, when this training may be saved
   * @throws TrainingDiverged when the loss is no number, the squared error too great, or a weight
   *     no number; this training then stands where the last round began
   */
  public void run(
      JavaSparkContext spark, JavaRDD<TrainingTile> tiles, Consumer<TrainingRound> afterRound) {
    JavaRDD<TrainingShare> shares = shares(tiles, plan, plan.workers());
    shares.persist(StorageLevel.MEMORY_AND_DISK());
    // A task may not carry this training to the executors.
    String sharedRun = run;
    AveragingMaster master =
        new AveragingMaster(sharedRun, plan, shares, new PlannedRounds(afterRound));
    try {
      new SparkComputationGraph(spark, graph, master).fitMultiDataSet(spark.emptyRDD());
      // Only after success: a job in place of one that failed would hide why it failed.
      shares.foreachPartition(share -> WorkerGraphs.shared().release(sharedRun));
    } finally {
      WorkerGraphs.shared().release(sharedRun);
      shares.unpersist();
    }
  }

  /**
   * So many shares, one for each worker, decided by the tiles' indices and not by where they lie.
   */
  static JavaRDD<TrainingShare> shares(JavaRDD<TrainingTile> tiles, TrainingPlan plan, int count) {
    return tiles
        .mapToPair(tile -> new Tuple2<>((int) (tile.index() % count), tile))
        .partitionBy(new HashPartitioner(count))
        .values()
        .mapPartitions(own -> List.of(TrainingShare.of(() -> own, plan)).iterator());
  }

  /** Writes the network with the updater's state, as DL4J's {@code ModelSerializer} does. */
  public void writeModel(OutputStream out) throws IOException {
    ModelSerializer.writeModel(graph, out, true);
  }

  /** Writes the exponential average of the network, to sample from. */
  public void writeAverage(OutputStream out) throws IOException {
    UNetGraph averaged = new UNetGraph(graph.getConfiguration().clone());
    averaged.init(graph.params().dup(), false);
    SmallArrays.write(average, averaged.params());
    ModelSerializer.writeModel(averaged, out, false);
  }

  private final class PlannedRounds implements AveragingMaster.Rounds {
    private final Consumer<TrainingRound> afterRound;
    private long began = System.nanoTime();

    PlannedRounds(Consumer<TrainingRound> afterRound) {
      this.afterRound = afterRound;
    }

    @Override
    public int nextStep() {
      return step;
    }

    @Override
    public int stepsOfNextRound() {
      // Rounds end at multiples of the frequency, wherever the training was taken up again.
      int toBoundary = plan.averagingFrequency() - step % plan.averagingFrequency();
      return Math.min(toBoundary, plan.steps() - step);
    }

    @Override
    public NetworkState state() {
      return NetworkState.of(graph);
    }

    @Override
    public void finish(WorkerResult mean) {
      double sum = 0;
      for (int i = 0; i < mean.losses().length; i++) {
        double loss = mean.losses()[i];
        if (!Double.isFinite(loss)) {
          throw TrainingDiverged.byLoss(step + i + 1, loss);
        }
        if (!(mean.squaredErrors()[i] <= GREATEST_ERROR)) {
          throw TrainingDiverged.bySquaredError(step + i + 1, mean.squaredErrors()[i]);
        }
        sum += loss;
      }
      int steps = mean.losses().length;
      // The losses were taken before the weights were changed: the last change shows here only.
      if (!mean.state().isFinite()) {
        throw TrainingDiverged.byState(step + steps);
      }
      mean.state().into(graph);
      float[] weights = mean.state().weights();
      double decay = ExponentialAverage.decayOver(step, steps, plan.greatestDecay());
      for (int i = 0; i < average.length; i++) {
        average[i] = (float) (decay * average[i] + (1 - decay) * weights[i]);
      }
      step += steps;
      graph.getConfiguration().setIterationCount(step);
      long now = System.nanoTime();
      TrainingRound round =
          new TrainingRound(
              step,
              sum / steps,
              mean.byLevel(),
              plan.rate().at(step - 1),
              steps * plan.imagesPerStep(),
              (now - began) / 1e9);
      afterRound.accept(round);
      began = System.nanoTime();
    }
  }
}
