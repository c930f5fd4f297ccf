package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentSummaryTest {
  @Test
  void whatSeveralReportsSayIsSaidOnceWithTheNamesOfThemAll() {
    assertThat(
            ExperimentSummary.together(
                List.of("a: Once: twice.", "a: Few.", "b: Many.", "b: Once: twice.", "c: Few.")))
        .containsExactly("a, b: Once: twice.", "a, c: Few.", "b: Many.");
  }

  @Test
  void settingsInWhichStepsDifferStandWithTheNamesOfTheSteps() {
    Map<String, Map<String, String>> steps = new LinkedHashMap<>();
    steps.put("report-0.5x", Map.of("evaluate.synthetic-per-class", "0.5x", "evaluate.seed", "1"));
    steps.put("report-1.0x", Map.of("evaluate.synthetic-per-class", "1.0x", "evaluate.seed", "1"));
    steps.put("again", Map.of("evaluate.synthetic-per-class", "0.5x", "audit.draws", "4"));

    assertThat(ExperimentSummary.settings(steps))
        .containsExactly(
            Map.entry("audit.draws", "4"),
            Map.entry("evaluate.seed", "1"),
            Map.entry(
                "evaluate.synthetic-per-class", "0.5x (report-0.5x, again); 1.0x (report-1.0x)"));
  }
}
