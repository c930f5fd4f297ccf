package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.PaperResult;

class ExperimentPageTest {
  private static final MeasuredResult FIGURE =
      new MeasuredResult("half", 50, 10, "%", 9, "report 1");

  private static final StepVerdict VERDICT =
      new StepVerdict(
          "report 1",
          "mixed",
          "They carry part.",
          List.of("Every classifier had converged.", "5 of 6 were noticed; missed: Copies."),
          "reports/report 1.html");

  @Test
  void figuresOfOneUnitShareAnAxisFromZeroAndOneAloneHasNone() {
    String page =
        html(
            new MeasuredResult("half", 50, 10, "%", 9, "report 1"),
            new MeasuredResult("all", 100, Double.NaN, "%", 9, "report 1"),
            new MeasuredResult("entropy", 3, 1, "nats", 9, "report 1"));
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
                new MeasuredResult("loss", -10, 0, "points", 9, "report 1"),
                new MeasuredResult("gain", 30, 0, "points", 9, "report 1")))
        .contains(
            "<i class=\"chance\" style=\"left:25.00%\"></i>"
                + "<i class=\"range\" style=\"left:0.00%;width:0.00%\"></i>");
  }

  @Test
  void thePageBeginsWithItsNameItsDataAndWhatTheStepsSay() {
    String page = html(FIGURE);

    assertThat(page)
        .contains("<title>fidelity: Films &amp; &lt;series&gt;</title>")
        .contains("<h1>fidelity: <bdi>Films &amp; &lt;series&gt;</bdi></h1>")
        .contains("The data stand for the paper's D2.")
        .contains("<section id=\"verdict\" class=\"verdict mixed\">")
        .contains(
            "<a href=\"reports/report%201.html\"><code>report 1</code></a>"
                + " <span class=\"grade mixed\">mixed</span></dt><dd>They carry part.<ul"
                + " class=\"notes\"><li>Every classifier had converged.</li>"
                + "<li>5 of 6 were noticed; missed: Copies.</li></ul></dd>");
    assertThat(page.indexOf("They carry part."))
        .isBetween(page.indexOf("<h1>"), page.indexOf("The paper's figures beside ours"));
    ReportPageTest.assertTagsClose(page);
  }

  @Test
  void verdictsThatDifferAndStepsWithoutOneLeaveThePageWithoutAGrade() {
    StepVerdict figures = new StepVerdict("whole", "", "Figures.", List.of(), "reports/whole.json");

    String page =
        ExperimentPage.html(view(List.of(VERDICT, figures), ExperimentPictures.NONE, FIGURE));

    assertThat(page)
        .contains("<section id=\"verdict\" class=\"verdict \">")
        .contains("<code>whole</code></a></dt><dd>Figures.</dd>")
        .doesNotContain("id=\"pictures\"");
  }

  @Test
  void warningsAreCountedAtTheTopAndReadBeforeThePictures() {
    ExperimentView calm = view(List.of(VERDICT), ExperimentPictures.NONE, FIGURE);
    ExperimentView warned =
        new ExperimentView(
            calm.name(),
            calm.title(),
            calm.purpose(),
            calm.standsFor(),
            calm.verdicts(),
            calm.pictures(),
            calm.comparisons(),
            calm.figures(),
            calm.origin(),
            calm.settings(),
            List.of("report: too few <tiles>", "One run."));

    assertThat(ExperimentPage.html(warned))
        .contains("<a href=\"#warnings\">Warnings <b>2</b></a>")
        .contains("<li>report: too few &lt;tiles&gt;</li><li>One run.</li>");
    assertThat(ExperimentPage.html(calm)).doesNotContain("href=\"#warnings\"", "To read first");
  }

  @Test
  void figuresAreLinkedToTheReportThatTravelsWithThePage() {
    // In the comparison, and among all figures.
    assertThat(
            html(FIGURE)
                .split(
                    "<td data-label=\"From\"><a href=\"reports/report%201.html\"><code>report 1</code></a></td>",
                    -1))
        .hasSize(1 + 2);
    assertThat(html(new MeasuredResult("half", 50, 10, "%", 9, "elsewhere")))
        .contains("<td data-label=\"From\"><code>elsewhere</code></td>");
  }

  @Test
  void realTilesStandBesideSyntheticOnes() {
    Gallery gallery = Gallery.of(MadeUp.good().evaluation(), 100_000);
    ExperimentPictures.Sheet sheet = ExperimentPictures.Sheet.of("Real tiles", new byte[] {1, 2});

    String page =
        ExperimentPage.html(
            view(
                List.of(VERDICT),
                new ExperimentPictures("In bytes.", List.of(gallery), List.of(sheet)),
                FIGURE));

    assertThat(page)
        .contains("<p class=\"lead\">In bytes.</p>")
        .contains("<h3><bdi>video</bdi></h3>")
        .contains(gallery.classes().get(2).real().get(1).image() + "\" alt=\"Real tile 2 of iot")
        .contains(
            gallery.classes().get(2).synthetic().get(1).image()
                + "\" alt=\"Synthetic tile 2 of iot")
        .contains("<img src=\"data:image/png;base64,AQI=\" alt=\"Real tiles\">");
    ReportPageTest.assertTagsClose(page);
  }

  @Test
  void settingsOfTheRunsThatMadeTheDataAreThere() {
    String page = html(FIGURE);

    assertThat(page.substring(page.indexOf("Runs that made the data")))
        .containsSubsequence(
            "<th scope=\"row\">train.steps</th><td>800</td>",
            "Steps of the experiment",
            "<th scope=\"row\">evaluate.seed</th><td>7</td>");
  }

  @Test
  void tablesAreSortedByTheOneScriptThatMayRun() {
    String page = html(FIGURE);

    assertThat(page)
        .containsOnlyOnce("<script")
        .contains("<script>" + SortScript.text() + "</script>")
        .contains("script-src 'sha256-" + SortScript.hash() + "'")
        .doesNotContain("http:", "https:");
    assertThat(page.split("<table class=\"stack sortable\">", -1)).hasSize(1 + 3);
  }

  @Test
  void whatThePaperDoesNotPrintIsSaid() {
    ExperimentView view = view(List.of(VERDICT), ExperimentPictures.NONE, FIGURE);
    Comparison silent = new Comparison("What?", List.of(), List.of(FIGURE), "Because.");

    assertThat(ExperimentPage.html(with(view, silent)))
        .contains("The paper prints no figure of this for data sets that begin with D2.");
    assertThat(ExperimentPage.html(view)).doesNotContain("The paper prints no figure");
  }

  @Test
  void everyNumberAndVerdictIsInItsTwin() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                ExperimentJson.write(view(List.of(VERDICT), ExperimentPictures.NONE, FIGURE)));

    assertThat(json.at("/standsFor").asText()).isEqualTo("D2");
    assertThat(json.at("/verdicts/0/step").asText()).isEqualTo("report 1");
    assertThat(json.at("/verdicts/0/grade").asText()).isEqualTo("mixed");
    assertThat(json.at("/verdicts/0/headline").asText()).isEqualTo("They carry part.");
    assertThat(json.at("/verdicts/0/notes")).hasSize(2);
    assertThat(json.at("/verdicts/0/report").asText()).isEqualTo("reports/report 1.html");
    assertThat(json.at("/origin/train.steps").asText()).isEqualTo("800");
    assertThat(json.at("/settings/evaluate.seed").asText()).isEqualTo("7");
    for (String place : List.of("/figures/0", "/comparisons/0/ours/0")) {
      assertThat(json.at(place).toString())
          .isEqualTo(
              "{\"what\":\"half\",\"value\":50.0,\"error\":10.0,\"unit\":\"%\",\"n\":9,"
                  + "\"source\":\"report 1\"}");
    }
    assertThat(json.at("/comparisons/0/paper/0/value").asText()).isEqualTo("<9");
  }

  private static String html(MeasuredResult... ours) {
    return ExperimentPage.html(view(List.of(VERDICT), ExperimentPictures.NONE, ours));
  }

  private static ExperimentView view(
      List<StepVerdict> verdicts, ExperimentPictures pictures, MeasuredResult... ours) {
    PaperResult paper = new PaperResult("Fig. 1", "FID", "D2-DF", "synth", "<9", "1", "FID", "");
    return new ExperimentView(
        "fidelity",
        "Films & <series>",
        "Why?",
        "D2",
        verdicts,
        pictures,
        List.of(new Comparison("What?", List.of(paper), List.of(ours), "Because.")),
        List.of(ours),
        Map.of("train.steps", "800"),
        Map.of("evaluate.seed", "7"),
        List.of());
  }

  private static ExperimentView with(ExperimentView view, Comparison comparison) {
    return new ExperimentView(
        view.name(),
        view.title(),
        view.purpose(),
        view.standsFor(),
        view.verdicts(),
        view.pictures(),
        List.of(comparison),
        view.figures(),
        view.origin(),
        view.settings(),
        view.warnings());
  }
}
