package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.PaperResult;

class PaperResultsTest {
  private static final Path SPECIFIED = Path.of("..", "shared", "spec", "paper-results.tsv");

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
      assertThat(row).as("a place, what, the paper's figures and an answer").hasSize(4);
      assertThat(row.get(3)).as("answer to " + row).isNotBlank();
      for (String figure : row.get(2).split("; ", -1)) {
        found.add("%s | %s | %s".formatted(row.get(0), row.get(1), figure));
      }
    }
    assertThat(found).isEqualTo(expected);
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
