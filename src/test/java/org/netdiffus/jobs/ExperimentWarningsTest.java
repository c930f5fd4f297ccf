package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentWarningsTest {
  @Test
  void whatSeveralReportsSayIsSaidOnceWithTheNamesOfThemAll() {
    assertThat(
            ExperimentSummary.together(
                List.of("a: Once: twice.", "a: Few.", "b: Many.", "b: Once: twice.", "c: Few.")))
        .containsExactly("a, b: Once: twice.", "a, c: Few.", "b: Many.");
  }
}
