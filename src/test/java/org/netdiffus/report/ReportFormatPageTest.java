package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page that describes {@code report.json} against a report. */
class ReportFormatPageTest {
  @Test
  void everyFieldOfAReportIsDescribed() throws Exception {
    JsonNode report = new ObjectMapper().readTree(ReportJson.write(MadeUp.good().evaluation()));
    List<String> fields = new ArrayList<>();
    report.fieldNames().forEachRemaining(fields::add);
    // Only where three classifiers judge.
    fields.add("rankCorrelation");
    fields.add("rankCorrelationInterval");

    String section = section("## Reports (");
    List<String> rows =
        Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|")
            .matcher(section)
            .results()
            .map((MatchResult row) -> row.group(1))
            .flatMap(names -> Pattern.compile(", ").splitAsStream(names))
            .map(name -> name.replace("`", ""))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(fields);
    for (String inside :
        List.of(
            "closeTiles",
            "classes",
            "accuracies",
            "scores",
            "controls",
            "candidates",
            "histograms")) {
      JsonNode node = report.get(inside).isArray() ? report.get(inside).get(0) : report.get(inside);
      node.fieldNames()
          .forEachRemaining(name -> assertThat(section).as(inside).contains("`" + name + "`"));
    }
  }

  private static String section(String heading) throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/formats.md"));
    int from = page.indexOf(heading);
    return page.substring(from, page.indexOf("\n## ", from));
  }
}
