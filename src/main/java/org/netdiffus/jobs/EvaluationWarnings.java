package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader of the report has to know. */
final class EvaluationWarnings {
  private static final long FEW_TEST_TILES = 5;

  private EvaluationWarnings() {}

  static List<String> of(
      EvaluationInput input,
      TileSample sample,
      List<CnnJudging.Result> trainings,
      EvaluateSettings settings) {
    List<String> warnings = new ArrayList<>(Provenance.warnings(input));
    for (Scenario scenario : Scenario.values()) {
      List<CnnJudging.Result> runs =
          trainings.stream().filter(r -> r.task().scenario() == scenario).toList();
      long unfinished = runs.stream().filter(r -> !r.converged()).count();
      if (unfinished > 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "The CNN of scenario %s had not converged in %d of %d trainings after %d updates:"
                    + " it names %.0f %% of its own training tiles. More evaluate.updates would"
                    + " tell.",
                scenario.title(),
                unfinished,
                runs.size(),
                settings.updates(),
                100
                    * runs.stream()
                        .mapToDouble(CnnJudging.Result::trainingAccuracy)
                        .average()
                        .orElseThrow()));
      }
    }
    if (settings.seeds() == 1) {
      warnings.add("Every classifier was trained once: intervals hold no spread over seeds.");
    }
    long least =
        input.census().values().stream()
            .mapToLong(EvaluationInput.PartCounts::test)
            .min()
            .orElseThrow();
    if (least < FEW_TEST_TILES) {
      warnings.add("The smallest class has only " + least + " test tiles.");
    }
    int judged = sample.training().size() + sample.test().size() + sample.synthetic().size();
    int perClass = TileSample.perClass(input, settings.tilesPerClass());
    long expected =
        input.census().values().stream()
            .mapToLong(
                c ->
                    Math.min(perClass, c.training())
                        + Math.min(perClass, c.test())
                        + Math.min(perClass, c.synthetic()))
            .sum();
    if (judged < expected) {
      warnings.add((expected - judged) + " tiles were left out: pixels that are no numbers.");
    }
    boolean sampled =
        input.census().values().stream()
            .anyMatch(c -> Math.max(c.training(), Math.max(c.test(), c.synthetic())) > perClass);
    if (sampled) {
      warnings.add(
          "Of larger classes "
              + perClass
              + " tiles of each part were judged; figures of all tiles end with -all.");
    }
    return warnings;
  }
}
