package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.PaperResult;

class PaperResultsTest {
  @Test
  void everyFigureHasItsPlaceMetricAndValue() {
    List<PaperResult> all = PaperResults.all();

    assertThat(all).hasSize(121);
    assertThat(all)
        .allSatisfy(
            result -> {
              assertThat(result.where()).isNotBlank();
              assertThat(result.metric()).isNotBlank();
              assertThat(result.value()).isNotBlank();
            });
    assertThat(all)
        .contains(
            new PaperResult("Fig. 2a", "FID", "D3-Alexa", "NetDiffus", "25.8", "11.9", "FID", ""));
  }

  @Test
  void figuresAreFoundByTheBeginningOfTheirPlace() {
    assertThat(PaperResults.of("Fig. 8", result -> true))
        .extracting(PaperResult::value)
        .containsExactly("160");
    assertThat(PaperResults.of("Fig. 2", result -> result.metric().equals("gain")))
        .extracting(PaperResult::where)
        .containsExactly("Fig. 2b-c", "Fig. 2b", "Fig. 2c");
    assertThat(PaperResults.of("Table 1", result -> result.metric().equals("accuracy L3 class")))
        .hasSize(18);
  }
}
