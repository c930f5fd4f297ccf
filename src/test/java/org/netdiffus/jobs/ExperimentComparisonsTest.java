package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.settings.ResolvedSettings;

/** Experiments on reports that were made up: figures, their errors and what is said of them. */
class ExperimentComparisonsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Offset<Double> ROUNDING = within(1e-9);

  @Test
  void classifiersStandBesideThoseOfOtherGeneratorsWithErrorsAndTheTilesThatTheySaw() {
    Report report =
        new Report()
            .original("cnn", 0.5, 0.03)
            .original("random-forest", 0.4, 0.03)
            .candidate("synthetic", "Synthetic tiles", 402)
            .accuracy("cnn", "synth", 0.6, 0.03)
            .accuracy("cnn", "ori+synth", 0.7, 0.04)
            .accuracy("random-forest", "synth", 0.5, 0.06)
            .candidate("other: hmm", "hmm (train-baseline)", 432)
            .accuracy("cnn", "synth", 0.5, 0.04)
            .accuracy("random-forest", "synth", 0.3, 0.08);

    List<Comparison> found = comparisons("classifiers", report.figures("report")).all();

    assertThat(found.get(0).ours())
        .extracting(MeasuredResult::value)
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(50.0, 60.0, 70.0);
    MeasuredResult above = only(found.get(1));
    assertThat(above.what())
        .isEqualTo(
            "Synthetic tiles minus hmm (train-baseline), mean accuracy of cnn, random-forest");
    assertThat(above.value()).isEqualTo(15, ROUNDING);
    // Of single classifiers 5 and 10 points, which are of the same test tiles.
    assertThat(above.error()).isEqualTo(7.5, ROUNDING);
    assertThat(found.get(1).reason())
        .endsWith(
            "Tiles that classifiers were trained on: 432 originals, 402 of Synthetic tiles, 432 of"
                + " hmm (train-baseline).");
    assertThat(found.get(2).ours().get(1).value()).isEqualTo(20, ROUNDING);
    assertThat(found.get(2).ours().get(1).error()).isEqualTo(5, ROUNDING);
    assertThat(found.get(2).paper())
        .extracting(paper -> paper.value())
        .containsExactly("3.5", "6.5");
  }

  @Test
  void gainsWhereOriginalsAreFewHaveErrorsAndNoneIsOverWhatMayBeNothing() {
    List<Comparison> found = comparisons("limited-data", few(0.4, 0.03), few(0, 0.03)).all();

    assertThat(only(found, 0).ours())
        .extracting(figure -> figure.source() + ": " + figure.what())
        .containsExactly(
            "report-0.4: accuracy, cnn trained on real tiles",
            "report-0.4: accuracy, cnn trained on Synthetic tiles",
            "report-0.4: gain over real tiles alone, cnn trained on Synthetic tiles",
            "report-0.4: accuracy, cnn trained on Synthetic tiles and real tiles",
            "report-0.4: gain over real tiles alone, cnn trained on Synthetic tiles and real tiles",
            "report-0.0: accuracy, cnn trained on real tiles",
            "report-0.0: accuracy, cnn trained on Synthetic tiles",
            "report-0.0: gain over real tiles alone, cnn trained on Synthetic tiles: no ratio, the"
                + " base is within two errors of 0",
            "report-0.0: accuracy, cnn trained on Synthetic tiles and real tiles",
            "report-0.0: gain over real tiles alone, cnn trained on Synthetic tiles and real tiles:"
                + " no ratio, the base is within two errors of 0");
    MeasuredResult gain = found.get(0).ours().get(2);
    assertThat(gain.value()).isEqualTo(-50, ROUNDING);
    // 0.2 ± 0.02 over 0.4 ± 0.03: half of the root of 0.1² and 0.075².
    assertThat(gain.error()).isEqualTo(50 * 0.125, ROUNDING);
    assertThat(gain.unit()).isEqualTo("%");
    assertThat(found.get(0).ours().get(7).isMeasured()).isFalse();
  }

  private static EvaluationFigures few(double original, double error) {
    return new Report()
        .original("cnn", original, error)
        .candidate("synthetic", "Synthetic tiles", 9)
        .accuracy("cnn", "synth", 0.2, 0.02)
        .accuracy("cnn", "ori+synth", 0.5, 0.02)
        .figures("report-" + original);
  }

  @Test
  void beginningsStandBesideWholeTraces() {
    EvaluationFigures whole =
        new Report()
            .original("cnn", 0.8, 0.02)
            .candidate("synthetic", "Synthetic tiles", 9)
            .accuracy("cnn", "ori+synth", 0.9, 0.02)
            .figures("report-whole");

    List<Comparison> found = comparisons("early", few(0.4, 0.03), whole).all();

    assertThat(only(found, 0).ours())
        .extracting(figure -> figure.source() + ": " + figure.what() + " " + figure.n())
        .containsExactly(
            "report-0.4: accuracy, cnn trained on real tiles 110",
            "report-0.4: accuracy, cnn trained on Synthetic tiles 110",
            "report-0.4: accuracy, cnn trained on Synthetic tiles and real tiles 110",
            "report-0.4: accuracy, cnn trained on both minus on real ones 110",
            "report-whole: accuracy, cnn trained on real tiles 110",
            "report-whole: accuracy, cnn trained on Synthetic tiles and real tiles 110");
    assertThat(found.get(0).ours().get(3).value()).isEqualTo(10, ROUNDING);
    assertThat(found.get(0).ours().get(3).error())
        .isEqualTo(100 * Math.hypot(0.02, 0.03), ROUNDING);
    assertThat(found.get(0).paper()).hasSize(2);
  }

  @Test
  void anAuditStandsBesideChanceAndItsWarningsAreItsOwn() throws Exception {
    EvaluationFigures report =
        new Report()
            .candidate("synthetic", "Synthetic tiles", 9)
            .distance(1, 0.1)
            .candidate("other: hmm", "hmm (train-baseline)", 9)
            .distance(4, 0.8)
            .figures("report");
    AuditFigures audit =
        new AuditFigures(
            JSON.readTree(
                """
                {"heldOut": 110, "warnings": ["Few."], "attacks": [{
                  "auc": {"value": 0.53, "lower": 0.45, "upper": 0.57},
                  "truePositives": {"value": 0.03, "lower": 0.0, "upper": 0.08}}]}
                """),
            "privacy");

    List<Comparison> found =
        new ExperimentComparisons(settings("fidelity"), List.of(report), List.of(audit), List.of())
            .all();

    MeasuredResult gain = only(found.get(1));
    assertThat(gain.value()).isEqualTo(75, ROUNDING);
    assertThat(gain.error()).isEqualTo(25 * Math.hypot(0.1, 0.2), ROUNDING);
    assertThat(found.get(2).ours())
        .extracting(
            figure ->
                String.format(
                    Locale.ROOT, "%s: %.2f ± %.2f", figure.what(), figure.value(), figure.error()))
        .containsExactly(
            "AUC of membership inference by the loss: 0.53 ± 0.03",
            "training tiles found at 1 % false alarms: 3.00 ± 2.00",
            "training tiles found at 1 % false alarms, by chance: 1.80 ± NaN");
    assertThat(audit.warnings()).containsExactly("privacy: Few.");
  }

  @Test
  void aDistanceIsNoShareOfOneThatMayBeNothing() {
    EvaluationFigures report =
        new Report()
            .candidate("synthetic", "Synthetic tiles", 9)
            .distance(1, 0.1)
            .candidate("other: hmm", "hmm (train-baseline)", 9)
            .distance(0.4, 0.2)
            .figures("report");

    MeasuredResult gain = only(comparisons("fidelity", report).all().get(1));

    assertThat(gain.isMeasured()).isFalse();
    assertThat(gain.what())
        .isEqualTo(
            "Fréchet distance below that of hmm (train-baseline): no ratio, the base is within two"
                + " errors of 0");
  }

  private static MeasuredResult only(Comparison comparison) {
    assertThat(comparison.ours()).hasSize(1);
    return comparison.ours().get(0);
  }

  private static Comparison only(List<Comparison> found, int at) {
    assertThat(found).hasSize(1);
    return found.get(at);
  }

  private static ExperimentComparisons comparisons(String name, EvaluationFigures... reports) {
    return new ExperimentComparisons(settings(name), List.of(reports), List.of(), List.of());
  }

  private static ExperimentSettings settings(String name) {
    return ExperimentSettings.of(
        ResolvedSettings.resolve(
            List.of(),
            List.of("experiment.name=" + name, "experiment.data=x", "experiment.stands-for=D1")));
  }

  /** A {@code report.json} with what a comparison looks at. */
  private static final class Report {
    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode originals = root.putArray("accuracies");
    private final ArrayNode candidates = root.putArray("candidates");
    private ObjectNode candidate = JSON.createObjectNode();
    private long tiles = 432;

    Report original(String classifier, double mean, double error) {
      add(originals, classifier, "original", mean, error, 432);
      return this;
    }

    Report candidate(String name, String title, long trainingTiles) {
      candidate = candidates.addObject().put("name", name).put("title", title);
      candidate.putArray("accuracies");
      candidate.putArray("scores");
      tiles = trainingTiles;
      return this;
    }

    Report accuracy(String classifier, String scenario, double mean, double error) {
      add((ArrayNode) candidate.get("accuracies"), classifier, scenario, mean, error, tiles);
      return this;
    }

    /** The Fréchet distance. */
    Report distance(double value, double error) {
      ((ArrayNode) candidate.get("scores"))
          .addObject()
          .put("name", "frechet-classifier")
          .put("title", "Fréchet distance")
          .put("value", value)
          .put("error", error)
          .put("floor", 0.5)
          .put("floorError", 0.1)
          .put("unit", "")
          .put("n", 110);
      return this;
    }

    EvaluationFigures figures(String source) {
      return new EvaluationFigures(root, source);
    }

    private static void add(
        ArrayNode accuracies,
        String classifier,
        String scenario,
        double mean,
        double error,
        long tiles) {
      accuracies
          .addObject()
          .put("classifier", classifier)
          .put("scenario", scenario)
          .put("mean", mean)
          .put("standardError", error)
          .put("trainingTiles", tiles)
          .put("testTiles", 110);
    }
  }
}
