package org.netdiffus.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.netdiffus.report.StepVerdict;

/** What a {@code report.json} says in words. */
final class EvaluationVerdict {
  private EvaluationVerdict() {}

  /**
   * The verdict of the report, whether its classifiers had converged, which of the sets that are
   * wrong on purpose were noticed, and the verdicts on the other candidates.
   *
   * @param root content of the report
   * @param step name of its folder
   * @param report where it lies, relative to the page
   */
  static StepVerdict of(JsonNode root, String step, String report) {
    List<String> notes = new ArrayList<>(List.of(convergence(root), controls(root)));
    JsonNode candidates = root.get("candidates");
    for (int i = 1; i < candidates.size(); i++) {
      JsonNode verdict = candidates.get(i).get("verdict");
      notes.add(
          "Beside it, %s: %s. %s"
              .formatted(
                  candidates.get(i).get("title").asText(),
                  verdict.get("grade").asText(),
                  verdict.get("headline").asText()));
    }
    return new StepVerdict(
        step,
        root.get("verdict").get("grade").asText(),
        root.get("verdict").get("headline").asText(),
        notes,
        report);
  }

  private static String convergence(JsonNode root) {
    Set<String> unfinished = new TreeSet<>();
    unfinished.addAll(unfinished(root.get("accuracies"), "real tiles", Scenario.ORIGINAL));
    for (JsonNode candidate : root.get("candidates")) {
      String title = candidate.get("title").asText();
      JsonNode accuracies = candidate.get("accuracies");
      unfinished.addAll(unfinished(accuracies, title, Scenario.SYNTH));
      unfinished.addAll(unfinished(accuracies, title + " and real tiles", Scenario.BOTH));
    }
    return unfinished.isEmpty()
        ? "Every classifier had converged."
        : "Not converged, so what rests on it is open: " + String.join("; ", unfinished) + ".";
  }

  private static List<String> unfinished(JsonNode accuracies, String tiles, Scenario scenario) {
    return StreamSupport.stream(accuracies.spliterator(), false)
        .filter(accuracy -> accuracy.get("scenario").asText().equals(scenario.title()))
        .filter(accuracy -> !accuracy.get("converged").asBoolean())
        .map(accuracy -> accuracy.get("classifier").asText() + " trained on " + tiles)
        .toList();
  }

  private static String controls(JsonNode root) {
    JsonNode controls = root.get("controls");
    List<String> missed =
        StreamSupport.stream(controls.spliterator(), false)
            .filter(control -> !control.get("noticed").asBoolean())
            .map(control -> control.get("title").asText())
            .toList();
    int all = controls.size();
    return missed.isEmpty()
        ? "All %d sets that are wrong on purpose were noticed.".formatted(all)
        : "%d of %d sets that are wrong on purpose were noticed; missed: %s. What these were to show, the figures cannot tell on this data."
            .formatted(all - missed.size(), all, String.join(", ", missed));
  }
}
