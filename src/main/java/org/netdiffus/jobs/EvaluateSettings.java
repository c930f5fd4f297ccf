package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/**
 * Settings of {@code evaluate}.
 *
 * @param real run folder of {@code render-tiles}
 * @param synthetic run folders of synthetic tiles or series; the first is the one that the report
 *     is about
 * @param syntheticPerClass how many tiles of each class the synthetic sets have at most
 * @param model run folder of {@code train-denoiser}, for the loss curve; empty for none
 * @param output run folder to write
 * @param title title of the report
 * @param seeds runs of each classifier in each scenario
 * @param seed seed of the first run
 * @param updates gradient updates of each training of the CNN
 * @param batch tiles in an update
 * @param forestTrees trees of the random forest
 * @param boostingRounds rounds of the boosted trees, for each class
 * @param classifiers which of them judge how useful tiles are
 * @param twoSample which classifiers are asked to tell the sets from training tiles
 * @param sample most tiles of a set in figures that look at pairs of tiles
 * @param resamples random draws that the intervals of figures come from
 * @param tilesPerClass most tiles of a class and part that are judged
 * @param examples tiles of each class that the report shows
 */
record EvaluateSettings(
    String real,
    List<String> synthetic,
    CandidateLimit syntheticPerClass,
    String model,
    String output,
    String title,
    int seeds,
    long seed,
    int updates,
    int batch,
    int forestTrees,
    int boostingRounds,
    List<JudgeKind> classifiers,
    List<TwoSampleClassifier> twoSample,
    int sample,
    int resamples,
    int tilesPerClass,
    int examples)
    implements Serializable {
  private static final String SYNTHETIC = "evaluate.synthetic";

  static EvaluateSettings of(ResolvedSettings settings) {
    return of(settings, synthetic(settings));
  }

  /** Without synthetic sets. */
  static EvaluateSettings ofReal(ResolvedSettings settings) {
    return of(settings, List.of());
  }

  private static EvaluateSettings of(ResolvedSettings settings, List<String> synthetic) {
    return new EvaluateSettings(
        settings.requiredText("evaluate.real", "the folder that render-tiles has written"),
        synthetic,
        CandidateLimit.parse(
            "evaluate.synthetic-per-class", settings.text("evaluate.synthetic-per-class")),
        settings.text("evaluate.model"),
        settings.requiredText("evaluate.output", "the folder for the report"),
        settings.requiredText("evaluate.title", "a title for the report"),
        settings.wholeNumber("evaluate.seeds", 1, 100),
        settings.longNumber("evaluate.seed"),
        settings.wholeNumber("evaluate.updates", 1, 10_000_000),
        settings.wholeNumber("evaluate.batch", 2, 1024),
        settings.wholeNumber("evaluate.forest-trees", 1, 10_000),
        settings.wholeNumber("evaluate.boosting-rounds", 1, 10_000),
        JudgeKind.of(settings, "evaluate.classifiers"),
        TwoSampleClassifier.of(settings, "evaluate.two-sample"),
        settings.wholeNumber("evaluate.sample", 20, 20_000),
        settings.wholeNumber("evaluate.resamples", 2, 10_000),
        settings.wholeNumber("evaluate.tiles-per-class", 2, 100_000),
        settings.wholeNumber("evaluate.examples", 1, 100));
  }

  private static List<String> synthetic(ResolvedSettings settings) {
    List<String> folders =
        settings.texts(SYNTHETIC).stream().filter(folder -> !folder.isEmpty()).toList();
    if (folders.isEmpty()) {
      throw UserError.settings(
          SYNTHETIC + " is not set",
          "give the folder that sample-tiles has written with --set " + SYNTHETIC + "=…");
    }
    if (Set.copyOf(folders).size() < folders.size()) {
      throw UserError.settings(
          SYNTHETIC + " = " + String.join(", ", folders) + " names a folder twice",
          "name each one once");
    }
    return folders;
  }
}
