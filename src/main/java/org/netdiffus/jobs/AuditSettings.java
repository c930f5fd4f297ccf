package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of {@code audit-privacy}.
 *
 * @param model run folder of {@code train-denoiser}
 * @param real run folder of {@code render-tiles} that the model was trained on
 * @param output run folder to write
 * @param title title of the page
 * @param noiseLevels where in the noise schedule the loss is measured, shares above 0 and below 1
 * @param draws noises of each tile and level
 * @param checkpoint which checkpoint of the model is probed
 * @param weights which weights of the model are probed
 * @param samples bootstrap samples behind an interval
 * @param seed seed of noises and samples
 */
record AuditSettings(
    String model,
    String real,
    String output,
    String title,
    List<Double> noiseLevels,
    int draws,
    SampleSettings.Checkpoint checkpoint,
    SampleSettings.Weights weights,
    int samples,
    long seed)
    implements Serializable {
  private static final String LEVELS = "audit.noise-levels";

  static AuditSettings of(ResolvedSettings settings) {
    return new AuditSettings(
        settings.requiredText("audit.model", "the folder that train-denoiser has written"),
        settings.requiredText("audit.real", "the folder of tiles that the model was trained on"),
        settings.requiredText("audit.output", "the folder for the audit"),
        settings.requiredText("audit.title", "a title for the page"),
        levels(settings),
        settings.wholeNumber("audit.draws", 1, 1000),
        settings.choice(
            "audit.checkpoint",
            List.of(SampleSettings.Checkpoint.values()),
            SampleSettings.Checkpoint::settingName),
        settings.choice(
            "audit.weights",
            List.of(SampleSettings.Weights.values()),
            SampleSettings.Weights::settingName),
        settings.wholeNumber("audit.samples", 10, 100_000),
        settings.longNumber("audit.seed"));
  }

  private static List<Double> levels(ResolvedSettings settings) {
    List<Double> levels = settings.texts(LEVELS).stream().map(AuditSettings::number).toList();
    boolean shares = levels.stream().allMatch(level -> level > 0 && level < 1);
    if (levels.isEmpty() || !shares || Set.copyOf(levels).size() < levels.size()) {
      throw UserError.settings(
          LEVELS + " = " + String.join(", ", settings.texts(LEVELS)),
          "give different shares of the schedule above 0 and below 1, such as [0.1, 0.3]");
    }
    return levels;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN; // refused by the caller, who says what would be right
    }
  }
}
