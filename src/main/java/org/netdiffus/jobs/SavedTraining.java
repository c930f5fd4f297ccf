package org.netdiffus.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.DenoiserTraining;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CheckpointFolder;

/**
 * The checkpoint that a training goes on from. What cannot be read of it is a {@link UserError}
 * that names the file.
 *
 * @param checkpoints all that the training has
 * @param step that of the checkpoint
 */
record SavedTraining(CheckpointFolder checkpoints, int step) {
  /** The last checkpoint; empty when there is none. */
  static Optional<SavedTraining> last(CheckpointFolder checkpoints) {
    NavigableSet<Integer> steps = checkpoints.steps();
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new SavedTraining(checkpoints, steps.last()));
  }

  /** The training as it was saved. */
  DenoiserTraining training(TrainingPlan plan) {
    try (InputStream model = checkpoints.open(step, DenoiserTraining.MODEL);
        InputStream average = checkpoints.open(step, DenoiserTraining.AVERAGE)) {
      return DenoiserTraining.resume(plan, model, average, step);
    } catch (IOException | UncheckedIOException e) {
      throw damaged(checkpoints.shown(step), e);
    }
  }

  /** The losses of the validation tiles so far. */
  List<DenoiserDescription.Validation> validation() {
    String name = DenoiserDescription.NAME;
    try {
      String state = new String(read(name), StandardCharsets.UTF_8);
      return new ArrayList<>(DenoiserDescription.fromJson(state).validation());
    } catch (IOException | UncheckedIOException e) {
      throw damaged(checkpoints.shown(step) + "/" + name, e);
    }
  }

  /** The rounds so far. */
  TrainingMetrics metrics() {
    try {
      return TrainingMetrics.upTo(step, read(TrainingMetrics.NAME));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw damaged(checkpoints.shown(step) + "/" + TrainingMetrics.NAME, e);
    }
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = checkpoints.open(step, name)) {
      return in.readAllBytes();
    }
  }

  private UserError damaged(String what, Exception cause) {
    return CheckpointFault.of(
        what,
        cause,
        "remove the folder "
            + checkpoints.shown(step)
            + ", and the training goes on from the checkpoint before it, or begins anew where"
            + " there is none");
  }
}
