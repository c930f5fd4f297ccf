package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.PaperResult;

class PaperResultsTest {
  private static final Path SPECIFIED = Path.of("..", "shared", "spec", "paper-results.tsv");

  private static final Pattern WITH_ERROR = Pattern.compile("(−?[0-9.]+) ± ([0-9.]+)");

  private static final Pattern EXPERIMENT =
      Pattern.compile("../../../(notebooks-exported/[a-z0-9-]+/experiment)[.]html");

  /** Columns of the file without the note, which explains and is no figure. */
  private static final int FIGURE = 7;

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
  void theFiguresAreThoseOfTheSpecification() throws IOException {
    assumeTrue(Files.exists(SPECIFIED), SPECIFIED + " does not stand beside the project");

    assertThat(PaperResults.all())
        .extracting(
            r ->
                List.of(
                    r.where(),
                    r.metric(),
                    r.dataset(),
                    r.scenario(),
                    r.value(),
                    r.plusMinus(),
                    r.unit()))
        .isEqualTo(
            Files.readAllLines(SPECIFIED).stream()
                .skip(1)
                .map(line -> Arrays.asList(line.split("\t", -1)).subList(0, FIGURE))
                .toList());
  }

  @Test
  void thePageOfResultsAnswersEveryFigureOrSaysWhyItDoesNot() throws IOException {
    List<String> expected = new ArrayList<>();
    for (PaperResult result : PaperResults.all()) {
      expected.add(
          "%s | %s, %s | %s"
              .formatted(result.where(), result.metric(), result.dataset(), printed(result)));
    }
    List<String> found = new ArrayList<>();
    for (List<String> row : rows("## Every figure")) {
      assertThat(row).as("a row of eight columns").hasSize(8);
      assertThat(row.get(3)).as("answer to " + row).isNotBlank();
      for (String figure : row.get(2).split("; ", -1)) {
        found.add("%s | %s | %s".formatted(row.get(0), row.get(1), figure));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theNumbersOfThePageAreThoseOfTheExportedExperiments() throws IOException {
    int compared = 0;
    for (List<String> row : rows("## Every figure")) {
      List<JsonNode> figures = figures(row.get(6));
      if (!figures.isEmpty()) {
        Matcher number = WITH_ERROR.matcher(row.get(3));
        while (number.find()) {
          String value = number.group(1).replace('−', '-');
          String error = number.group(2);
          assertThat(figures)
              .as("%s ± %s of %s", value, error, row)
              .anyMatch(f -> rounds(f, "value", value) && rounds(f, "error", error));
          compared++;
        }
        for (String n : row.get(4).split(", ", -1)) {
          assertThat(figures).as("n of " + row).anyMatch(f -> f.get("n").asText().equals(n));
        }
      }
    }
    assertThat(compared).isPositive();
  }

  /** All figures of the experiments that a cell links. */
  private static List<JsonNode> figures(String links) throws IOException {
    List<JsonNode> figures = new ArrayList<>();
    Matcher link = EXPERIMENT.matcher(links);
    while (link.find()) {
      JsonNode experiment = new ObjectMapper().readTree(Path.of(link.group(1) + ".json").toFile());
      experiment.get("figures").forEach(figures::add);
      for (JsonNode comparison : experiment.get("comparisons")) {
        comparison.get("ours").forEach(figures::add);
      }
    }
    return figures;
  }

  private static boolean rounds(JsonNode figure, String field, String printed) {
    BigDecimal shown = new BigDecimal(printed);
    return figure.has(field)
        && Math.abs(figure.get(field).doubleValue() - shown.doubleValue())
            <= 0.5001 * Math.pow(10, -shown.scale());
  }

  /** A figure as the page prints it. */
  private static String printed(PaperResult result) {
    StringBuilder text = new StringBuilder(result.scenario() + " " + result.value());
    if (!result.plusMinus().isEmpty()) {
      text.append(" ± ").append(result.plusMinus());
    }
    return result.unit().isEmpty() ? text.toString() : text + " " + result.unit();
  }

  /** Cells of the rows of the table under a heading that ends the page. */
  private static List<List<String>> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/results.md"));
    assertThat(page).contains(heading + "\n");
    return page.substring(page.indexOf(heading))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.substring(2, line.lastIndexOf('|')))
        .map(line -> Arrays.stream(line.split(" \\| ", -1)).map(String::strip).toList())
        .toList();
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
