package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Settings of {@code evaluate}.
 *
 * @param real run folder of {@code render-tiles}
 * @param synthetic run folder of {@code sample-tiles}
 * @param model run folder of {@code train-denoiser}, for the loss curve; empty for none
 * @param output run folder to write
 * @param title title of the report
 * @param seeds runs of each classifier in each scenario
 * @param seed seed of the first run
 * @param updates gradient updates of each training of the CNN
 * @param batch tiles in an update
 * @param forestTrees trees of the random forest
 * @param classifiers which of them judge how useful tiles are
 * @param sample most tiles of a set in figures that look at pairs of tiles
 * @param resamples random draws that the intervals of figures come from
 * @param tilesPerClass most tiles of a class and part that are judged
 * @param examples tiles of each class that the report shows
 */
record EvaluateSettings(
    String real,
    String synthetic,
    String model,
    String output,
    String title,
    int seeds,
    long seed,
    int updates,
    int batch,
    int forestTrees,
    List<JudgeKind> classifiers,
    int sample,
    int resamples,
    int tilesPerClass,
    int examples)
    implements Serializable {
  static EvaluateSettings of(ResolvedSettings settings) {
    return new EvaluateSettings(
        settings.requiredText("evaluate.real", "the folder that render-tiles has written"),
        settings.requiredText("evaluate.synthetic", "the folder that sample-tiles has written"),
        settings.text("evaluate.model"),
        settings.requiredText("evaluate.output", "the folder for the report"),
        settings.requiredText("evaluate.title", "a title for the report"),
        settings.wholeNumber("evaluate.seeds", 1, 100),
        settings.longNumber("evaluate.seed"),
        settings.wholeNumber("evaluate.updates", 1, 10_000_000),
        settings.wholeNumber("evaluate.batch", 2, 1024),
        settings.wholeNumber("evaluate.forest-trees", 1, 10_000),
        JudgeKind.of(settings, "evaluate.classifiers"),
        settings.wholeNumber("evaluate.sample", 20, 20_000),
        settings.wholeNumber("evaluate.resamples", 2, 10_000),
        settings.wholeNumber("evaluate.tiles-per-class", 2, 100_000),
        settings.wholeNumber("evaluate.examples", 1, 100));
  }
}
