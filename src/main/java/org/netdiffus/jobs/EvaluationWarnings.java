package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

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
    List<String> unfinished = unfinished(trainings);
    if (!unfinished.isEmpty()) {
      warnings.add(
          "The CNN had not converged after %d updates: it names of its own training tiles %s. More"
                  .formatted(settings.updates(), String.join(", ", unfinished))
              + " evaluate.updates would tell.");
    }
    if (settings.seeds() == 1) {
      warnings.add("Every classifier was trained once: intervals hold no spread over seeds.");
    }
    SortedMap<String, Long> training = CandidateLimit.training(input.census());
    for (Candidate candidate : input.candidates()) {
      warnings.addAll(
          fewer(candidate.title(), candidate.counts(), training, settings.syntheticPerClass()));
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

  /**
   * That a set has fewer tiles than a limit lets it have, or nothing.
   *
   * @param title of the set
   * @param there its tiles of each class
   * @param training real training tiles of each class
   * @param limit how many tiles it may have
   */
  static List<String> fewer(
      String title,
      SortedMap<String, Long> there,
      SortedMap<String, Long> training,
      CandidateLimit limit) {
    long asked = 0;
    long found = 0;
    int lacking = 0;
    for (Map.Entry<String, Long> part : training.entrySet()) {
      long of = there.getOrDefault(part.getKey(), 0L);
      if (limit.isShort(of, part.getValue())) {
        lacking++;
      }
      asked += limit.of(part.getValue());
      found += of;
    }
    return lacking == 0
        ? List.of()
        : List.of(
            "%s: %d tiles, where evaluate.synthetic-per-class allows %d: %d of %d classes have fewer."
                .formatted(title, found, asked, lacking, training.size()));
  }

  /** Each scenario with a training that had not converged, and how well it learnt. */
  private static List<String> unfinished(List<CnnJudging.Result> trainings) {
    List<String> found = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      List<CnnJudging.Result> runs =
          trainings.stream().filter(r -> r.task().scenario() == scenario).toList();
      long count = runs.stream().filter(r -> !r.converged()).count();
      if (count > 0) {
        found.add(
            String.format(
                Locale.ROOT,
                "%.0f %% (%s, %d of %d trainings)",
                100
                    * runs.stream()
                        .mapToDouble(CnnJudging.Result::trainingAccuracy)
                        .average()
                        .orElseThrow(),
                scenario.title(),
                count,
                runs.size()));
      }
    }
    return found;
  }
}
