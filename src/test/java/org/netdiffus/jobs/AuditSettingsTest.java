package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.settings.ResolvedSettings;

class AuditSettingsTest {
  @Test
  void theDefaultsStandInReferenceConf() {
    assertThat(settings())
        .isEqualTo(
            new AuditSettings(
                "m",
                "r",
                "o",
                "Synthetic traffic",
                List.of(0.1, 0.2, 0.3, 0.4),
                4,
                SampleSettings.Checkpoint.BEST,
                SampleSettings.Weights.EMA,
                1000,
                1));
  }

  @Test
  void everyKeyReachesItsComponent() {
    assertThat(
            settings(
                "audit.title=Mine",
                "audit.noise-levels=[0.5, 0.25]",
                "audit.draws=2",
                "audit.checkpoint=last",
                "audit.weights=raw",
                "audit.samples=50",
                "audit.seed=-3"))
        .isEqualTo(
            new AuditSettings(
                "m",
                "r",
                "o",
                "Mine",
                List.of(0.5, 0.25),
                2,
                SampleSettings.Checkpoint.LAST,
                SampleSettings.Weights.RAW,
                50,
                -3));
  }

  @Test
  void thePageBearsTheTitleOfTheReportUnlessItIsGivenOne() {
    assertThat(settings("evaluate.title=Films").title()).isEqualTo("Films");
    assertThat(settings("evaluate.title=Films", "audit.title=Mine").title()).isEqualTo("Mine");
  }

  @Test
  void levelsAreDifferentSharesOfTheSchedule() {
    for (String levels : List.of("[]", "[0.1, 1]", "[0, 0.5]", "[0.2, 0.2]", "[half]")) {
      assertThatThrownBy(() -> settings("audit.noise-levels=" + levels))
          .as(levels)
          .hasMessageContaining("give different shares of the schedule above 0 and below 1");
    }
  }

  private static AuditSettings settings(String... singles) {
    List<String> all = new ArrayList<>(List.of("audit.model=m", "audit.real=r", "audit.output=o"));
    all.addAll(List.of(singles));
    return AuditSettings.of(ResolvedSettings.resolve(List.of(), all));
  }
}
