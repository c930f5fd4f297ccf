package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;

class ExperimentPageTest {
  @Test
  void figuresOfOneUnitShareAnAxisFromZeroAndOneAloneHasNone() {
    String page =
        html(
            new MeasuredResult("half", 50, 10, "%", 9, "report"),
            new MeasuredResult("all", 100, Double.NaN, "%", 9, "report"),
            new MeasuredResult("entropy", 3, 1, "nats", 9, "report"));
    assertThat(page)
        .contains(
            "<i class=\"chance\" style=\"left:0.00%\"></i>"
                + "<i class=\"range\" style=\"left:30.00%;width:40.00%\"></i>"
                + "<i class=\"dot\" style=\"left:50.00%\"></i>")
        .contains(
            "<i class=\"range\" style=\"left:100.00%;width:0.00%\"></i>"
                + "<i class=\"dot\" style=\"left:100.00%\"></i>");
    assertThat(page.split("class=\"dot\"", -1)).hasSize(1 + 2);
  }

  @Test
  void whatIsBelowZeroLiesLeftOfIt() {
    assertThat(
            html(
                new MeasuredResult("loss", -10, 0, "points", 9, "report"),
                new MeasuredResult("gain", 30, 0, "points", 9, "report")))
        .contains(
            "<i class=\"chance\" style=\"left:25.00%\"></i>"
                + "<i class=\"range\" style=\"left:0.00%;width:0.00%\"></i>");
  }

  @Test
  void reportsAreNamedAndNotLinkedForAPageTravelsAlone() {
    assertThat(html(new MeasuredResult("half", 50, 10, "%", 9, "report")))
        .contains("<code>../report/report.html</code>")
        .doesNotContain("href=\"../");
  }

  private static String html(MeasuredResult... ours) {
    return ExperimentPage.html(
        new ExperimentView(
            "fidelity",
            "A title",
            "Why?",
            List.of(new Comparison("What?", List.of(), List.of(ours), "Because.")),
            List.of(ours),
            List.of("../report/report.html"),
            new TreeMap<>(),
            List.of()));
  }
}
