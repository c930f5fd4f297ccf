package org.netdiffus.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.DenoiserTraining;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CheckpointFolder;
import org.netdiffus.spark.RunFolder;

/** The checkpoints in a run folder of {@code train-denoiser}. */
final class Checkpoints {
  /** Name of the folder of checkpoints in a run folder. */
  static final String FOLDER = "checkpoints";

  private Checkpoints() {}

  /**
   * The model of a checkpoint.
   *
   * @throws UserError when the folder has none, one that cannot be read, or one without the scales
   *     of its tiles
   */
  static TrainedModel open(
      SparkSession spark,
      RunFolder folder,
      SampleSettings.Checkpoint which,
      SampleSettings.Weights weights) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    NavigableSet<Integer> steps = CheckpointFolder.at(folder.path(FOLDER), configuration).steps();
    if (steps.isEmpty()) {
      throw UserError.input("there is no checkpoint in " + folder, CheckpointFault.MAKE_ANEW);
    }
    State last = State.of(folder, steps.last());
    State state =
        switch (which) {
          case LAST -> last;
          case BEST -> {
            int best = last.description().bestStep();
            yield best == steps.last() ? last : State.of(folder, best);
          }
        };
    DenoiserDescription description = state.description();
    if (!state.scales().suffice(state.kind(), description.labels())) {
      throw UserError.input(
          folder
              + " was trained with render.scale = trace and does not say which scales there were",
          CheckpointFault.MAKE_ANEW);
    }
    CheckpointNetwork network =
        new CheckpointNetwork(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(configuration)),
            folder.path(state.checkpoint() + "/" + fileOf(weights)).toString(),
            state.json());
    network.requireWhole();
    return TrainedModel.of(description, folder.identity().sha256(), network);
  }

  /**
   * What a checkpoint says of its model.
   *
   * @param checkpoint name of its folder in the run folder
   * @param json content of its {@code state.json}
   */
  private record State(
      String checkpoint,
      String json,
      DenoiserDescription description,
      TileKind kind,
      TraceScales scales) {
    static State of(RunFolder folder, int step) {
      String checkpoint = FOLDER + "/" + CheckpointFolder.name(step);
      String file = checkpoint + "/" + DenoiserDescription.NAME;
      try {
        String json = new String(folder.read(file), StandardCharsets.UTF_8);
        DenoiserDescription description = DenoiserDescription.fromJson(json);
        return new State(
            checkpoint,
            json,
            description,
            TileKind.fromJson(description.tiles()),
            TraceScales.fromJson(description.tiles()));
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        throw CheckpointFault.of(folder + "/" + file, e, CheckpointFault.MAKE_ANEW);
      }
    }
  }

  private static String fileOf(SampleSettings.Weights weights) {
    return switch (weights) {
      case EMA -> DenoiserTraining.AVERAGE;
      case RAW -> DenoiserTraining.MODEL;
    };
  }
}
