package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.report.StepVerdict;

/** What is said of reports that are made up. */
class EvaluationVerdictTest {
  private static final String REPORT =
      """
      {"verdict": {"grade": "mixed", "headline": "They carry part."},
       "accuracies": [
        {"classifier": "cnn", "scenario": "original", "converged": true},
        {"classifier": "cnn", "scenario": "synth", "converged": false},
        {"classifier": "cnn", "scenario": "ori+synth", "converged": false}],
       "controls": [
        {"title": "Copies", "noticed": false},
        {"title": "Noise", "noticed": true},
        {"title": "One mode", "noticed": false}],
       "candidates": [
        {"title": "Synthetic tiles", "accuracies": [
          {"classifier": "cnn", "scenario": "synth", "converged": false},
          {"classifier": "cnn", "scenario": "ori+synth", "converged": false}]},
        {"title": "hmm", "verdict": {"grade": "poor", "headline": "They cannot."}, "accuracies": [
          {"classifier": "cnn", "scenario": "synth", "converged": true}]}]}
      """;

  @Test
  void whatHadNotConvergedAndWhichControlsWereMissedIsSaidByName() throws Exception {
    assertThat(EvaluationVerdict.of(json(REPORT), "report", "reports/report.html"))
        .isEqualTo(
            new StepVerdict(
                "report",
                "mixed",
                "They carry part.",
                List.of(
                    "Not converged, so what rests on it is open: cnn trained on Synthetic tiles;"
                        + " cnn trained on Synthetic tiles and real tiles.",
                    "1 of 3 sets that are wrong on purpose were noticed; missed: Copies, One mode."
                        + " What these were to show, the figures cannot tell on this data.",
                    "Beside it, hmm: poor. They cannot."),
                "reports/report.html"));
  }

  @Test
  void whereAllIsWellThatIsSaid() throws Exception {
    String well = REPORT.replace("false", "true");

    assertThat(EvaluationVerdict.of(json(well), "report", "reports/report.html").notes())
        .startsWith(
            "Every classifier had converged.",
            "All 3 sets that are wrong on purpose were noticed.");
  }

  @Test
  void realTilesThatHadNotConvergedAreNamed() throws Exception {
    String real =
        REPORT.replace("\"original\", \"converged\": true", "\"original\", \"converged\": false");

    assertThat(EvaluationVerdict.of(json(real), "report", "reports/report.html").notes().get(0))
        .contains("cnn trained on real tiles.");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
