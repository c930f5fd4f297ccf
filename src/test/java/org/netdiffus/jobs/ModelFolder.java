package org.netdiffus.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.PredictionTarget;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.DenoiserTraining;
import org.netdiffus.dl4j.LearningRate;
import org.netdiffus.dl4j.LossWeight;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.TrainingTile;
import org.netdiffus.dl4j.UNetShape;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.TileRow;

/** A run folder as {@code train-denoiser} writes it, with a tiny network of a few steps. */
final class ModelFolder {
  static final int SIZE = 8;
  static final int TIME_STEPS = 50;
  static final List<String> LABELS = List.of("video", "web");

  private static final UNetShape SHAPE =
      new UNetShape(2, SIZE, 1, 4, List.of(1, 1), 1, List.of(4), 2, LABELS.size());
  private static final MomentNormalisation NORMALISATION =
      new MomentNormalisation(new float[] {0.4f}, new float[] {0.2f});

  private ModelFolder() {}

  static void write(SparkSession spark, Path place) throws IOException {
    RunRecord record =
        new RunRecord(
            RunRecord.PROGRAM,
            "train-denoiser",
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
    RunFolder folder = RunFolder.at(place.toString(), spark.sparkContext().hadoopConfiguration());
    folder.begin(record);
    DenoiserTraining training = trained(spark);
    // An older checkpoint that cannot be read: the last one is the one that counts.
    folder.writeWork("checkpoints/step-00000002/state.json", new byte[] {1});
    String checkpoint = "checkpoints/step-%08d/".formatted(training.step());
    folder.writeWork(
        checkpoint + "state.json", description(training).getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = open(spark, folder, checkpoint + "model.zip")) {
      training.writeModel(out);
    }
    try (OutputStream out = open(spark, folder, checkpoint + "ema.zip")) {
      training.writeAverage(out);
    }
    folder.publish(record);
  }

  static TileKind kind() {
    return new TileKind(
        SIZE,
        1,
        List.of("bytes-down"),
        40,
        "paa",
        0.25,
        List.of(new TileRow.Scale("bytes-down", "training-maximum", 1500, false)));
  }

  private static DenoiserTraining trained(SparkSession spark) {
    List<TrainingTile> tiles = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      float[] pixels = new float[SIZE * SIZE];
      CounterRandom random = CounterRandom.of(5, Purpose.SIMULATION, i, 0);
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = (float) (random.nextDouble() * (0.4 + 0.4 * (i % 2)));
      }
      tiles.add(new TrainingTile(i, i % 2, pixels));
    }
    DenoiserTraining training =
        DenoiserTraining.start(
            new TrainingPlan(
                SHAPE,
                NORMALISATION,
                PredictionTarget.V,
                Noise.Form.INDEPENDENT,
                NoiseSchedule.Shape.COSINE,
                TIME_STEPS,
                new LearningRate(0.01, 0, LearningRate.Decay.CONSTANT, 6),
                0,
                1,
                4,
                2,
                3,
                0.1,
                LossWeight.UNIFORM,
                TrainingPlan.TimeDraw.INDEPENDENT,
                0.9999,
                1));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<TrainingTile> distributed = context.parallelize(tiles, 2);
    training.run(context, distributed, round -> {});
    return training;
  }

  private static String description(DenoiserTraining training) {
    return new DenoiserDescription(
            training.step(),
            0.5,
            SHAPE,
            LABELS,
            NORMALISATION,
            NORMALISATION.normalised(ClippingRange.of(0, 0.8f)),
            PredictionTarget.V,
            Noise.Form.INDEPENDENT,
            NoiseSchedule.Shape.COSINE,
            TIME_STEPS,
            List.of(),
            kind().toJson(),
            Map.of("train.label-dropout", "0.1"))
        .toJson();
  }

  private static OutputStream open(SparkSession spark, RunFolder folder, String name)
      throws IOException {
    org.apache.hadoop.fs.Path path = folder.workPath(name);
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).create(path, true);
  }
}
