package org.netdiffus.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CheckpointFolder;
import org.netdiffus.spark.RunFolder;

/** The checkpoints in a run folder of {@code train-denoiser}. */
final class Checkpoints {
  private static final String FOLDER = "checkpoints";
  private static final String PREFIX = "step-";

  private Checkpoints() {}

  /**
   * The model of a checkpoint.
   *
   * @throws UserError when the folder has none, or one without the scales of its tiles
   */
  static TrainedModel open(
      SparkSession spark,
      RunFolder folder,
      SampleSettings.Checkpoint which,
      SampleSettings.Weights weights) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    String last = FOLDER + "/" + lastName(folder, configuration);
    String checkpoint =
        switch (which) {
          case LAST -> last;
          case BEST ->
              FOLDER + "/" + CheckpointFolder.name(description(state(folder, last)).bestStep());
        };
    String state = state(folder, checkpoint);
    DenoiserDescription description = description(state);
    TileKind kind = TileKind.fromJson(description.tiles());
    TraceScales scales = TraceScales.fromJson(description.tiles());
    if (!scales.suffice(kind, description.labels())) {
      throw UserError.input(
          folder
              + " was trained with render.scale = trace and does not say which scales there were",
          "let train-denoiser write it anew");
    }
    String file = checkpoint + "/" + fileOf(weights);
    return TrainedModel.of(
        description,
        folder.identity().sha256(),
        new CheckpointNetwork(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(configuration)),
            folder.path(file).toString(),
            state));
  }

  private static String state(RunFolder folder, String checkpoint) {
    return new String(folder.read(checkpoint + "/state.json"), StandardCharsets.UTF_8);
  }

  private static String lastName(RunFolder folder, Configuration configuration) {
    Path checkpoints = folder.path(FOLDER);
    try {
      // Step numbers are padded with zeros, so the last name is the last step.
      return Arrays.stream(checkpoints.getFileSystem(configuration).listStatus(checkpoints))
          .filter(FileStatus::isDirectory)
          .map(status -> status.getPath().getName())
          .filter(name -> name.startsWith(PREFIX))
          .max(Comparator.naturalOrder())
          .orElseThrow(
              () ->
                  UserError.input(
                      "there is no checkpoint in " + folder, "let train-denoiser write it anew"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DenoiserDescription description(String state) {
    try {
      return DenoiserDescription.fromJson(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fileOf(SampleSettings.Weights weights) {
    return switch (weights) {
      case EMA -> "ema.zip";
      case RAW -> "model.zip";
    };
  }
}
