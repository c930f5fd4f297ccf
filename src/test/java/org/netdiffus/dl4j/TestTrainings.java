package org.netdiffus.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.util.ModelSerializer;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;

/** Small trainings and tiles to train on. */
final class TestTrainings {
  static final UNetShape SHAPE = UNetPreset.TEST.shape(1, 2);

  private TestTrainings() {}

  static TrainingPlan plan(int steps, int workers, int averagingFrequency) {
    return plan(steps, workers, averagingFrequency, 0);
  }

  static TrainingPlan plan(int steps, int workers, int averagingFrequency, double weightDecay) {
    return plan(SHAPE, Noise.Form.INDEPENDENT, steps, workers, averagingFrequency, weightDecay);
  }

  /** A plan with options. */
  static TrainingPlan with(UNetShape shape, Noise.Form noise, int steps) {
    return plan(shape, noise, steps, 2, 2, 0);
  }

  private static TrainingPlan plan(
      UNetShape shape,
      Noise.Form noise,
      int steps,
      int workers,
      int averagingFrequency,
      double weightDecay) {
    return new TrainingPlan(
        shape,
        new MomentNormalisation(channels(shape, 0.5f), channels(shape, 0.3f)),
        PredictionTarget.V,
        noise,
        NoiseSchedule.Shape.COSINE,
        1000,
        new LearningRate(1e-2, Math.min(5, steps - 1), LearningRate.Decay.COSINE, steps),
        weightDecay,
        1,
        8,
        workers,
        averagingFrequency,
        0.1,
        LossWeight.UNIFORM,
        TrainingPlan.TimeDraw.STRATIFIED,
        0.9999,
        7);
  }

  private static float[] channels(UNetShape shape, float value) {
    float[] values = new float[shape.channels()];
    java.util.Arrays.fill(values, value);
    return values;
  }

  /** Tiles of two classes: bright above the diagonal, and below. */
  static List<TrainingTile> tiles(int count) {
    List<TrainingTile> tiles = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int classNumber = n % 2;
      float[] pixels = new float[SHAPE.values()];
      for (int i = 0; i < pixels.length; i++) {
        boolean above = i / SHAPE.size() < i % SHAPE.size();
        float bright = above == (classNumber == 0) ? 0.9f : 0.1f;
        pixels[i] = bright + 0.02f * ((n * 7 + i) % 5 - 2);
      }
      tiles.add(new TrainingTile(n, classNumber, pixels));
    }
    return tiles;
  }

  static DenoiserDescription description(TrainingPlan plan, int step) {
    return new DenoiserDescription(
        step,
        0.25,
        plan.shape(),
        List.of("above", "below"),
        plan.normalisation(),
        ClippingRange.of(-1, 1),
        plan.target(),
        plan.noise(),
        plan.schedule(),
        plan.timeSteps(),
        List.of(),
        "{\"order\":\"paa\",\"gamma\":0.25}",
        Map.of("train.batch", "8"));
  }

  /** Trains on tiles in two partitions. */
  static void train(
      SparkSession spark,
      DenoiserTraining training,
      List<TrainingTile> tiles,
      List<TrainingRound> rounds) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    training.run(context, context.parallelize(tiles, 2), rounds::add);
  }

  /** What a training would save: the network with its updater, and the average. */
  record Saved(byte[] model, byte[] average, int step) {
    static Saved of(DenoiserTraining training) throws IOException {
      ByteArrayOutputStream model = new ByteArrayOutputStream();
      ByteArrayOutputStream average = new ByteArrayOutputStream();
      training.writeModel(model);
      training.writeAverage(average);
      return new Saved(model.toByteArray(), average.toByteArray(), training.step());
    }

    DenoiserTraining resume(TrainingPlan plan) throws IOException {
      return DenoiserTraining.resume(
          plan, new ByteArrayInputStream(model), new ByteArrayInputStream(average), step);
    }

    float[] weights() throws IOException {
      return parameters(model);
    }

    float[] averagedWeights() throws IOException {
      return parameters(average);
    }

    private static float[] parameters(byte[] zip) throws IOException {
      return SmallArrays.readFloats(
          ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip), false).params());
    }

    TrainedDenoiser denoiser(TrainingPlan plan) throws IOException {
      return TrainedDenoiser.read(new ByteArrayInputStream(average), description(plan, step));
    }
  }
}
