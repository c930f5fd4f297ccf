package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.MeasuredResult;

/** What is said of figures that come without a verdict. */
class StepFiguresTest {
  @Test
  void aDifferenceBeyondTwoErrorsIsToldFromOneWithinThem() {
    StepFigures figures =
        new StepFigures(
            List.of(
                figure("accuracy, tiles", 60, 1, "%"),
                figure("accuracy, tiles minus series", -12, 5.9, "points"),
                figure("accuracy, tiles minus averages", 12, 6.1, "points"),
                figure("entropy of anomalous minus legitimate", 0.5, 0.2, "nats")),
            6,
            4,
            List.of());

    assertThat(figures.verdict("forms", "reports/forms.json"))
        .satisfies(
            verdict -> {
              assertThat(verdict.step()).isEqualTo("forms");
              assertThat(verdict.grade()).isEmpty();
              assertThat(verdict.headline())
                  .isEqualTo("2 of 3 differences are beyond two standard errors.");
              assertThat(verdict.report()).isEqualTo("reports/forms.json");
              assertThat(verdict.notes())
                  .extracting(note -> note.replace('\u00a0', ' '))
                  .containsExactly(
                      "4 of 6 trainings had converged.",
                      "accuracy, tiles minus series: -12.0 points ± 5.9 points, less.",
                      "accuracy, tiles minus averages: 12.0 points ± 6.1 points, no difference that"
                          + " 400 test tiles can show.",
                      "entropy of anomalous minus legitimate: 0.5 nats ± 0.200 nats, more.");
            });
  }

  private static StepFigures.Figure figure(String what, double value, double error, String unit) {
    return new StepFigures.Figure("group", new MeasuredResult(what, value, error, unit, 400, "f"));
  }
}
