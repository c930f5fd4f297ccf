package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

/** Holds {@code report.json} against its schema, and the schema against broken reports. */
class ReportSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ReportSchemaTest.class.getResourceAsStream("/report/report.schema.json"));

  @Test
  void aReportFitsItsSchema() throws Exception {
    assertThat(SCHEMA.validate(report())).isEmpty();
  }

  @Test
  void aControlThatClassifiersWereTrainedOnFits() throws Exception {
    long[][] named = {{4, 0, 2}, {1, 3, 2}, {2, 2, 2}};
    Evaluation evaluation =
        MadeUp.good()
            .controlled(MadeUp.shuffled(named, Demand.worse("recall"), Demand.closer("pixel-jsd")))
            .evaluation();

    JsonNode report = new ObjectMapper().readTree(ReportJson.write(evaluation));

    assertThat(SCHEMA.validate(report)).isEmpty();
    JsonNode control = report.at("/controls/0");
    assertThat(control.at("/accuracies/0/scenario").textValue()).isEqualTo("shuffled labels");
    assertThat(control.at("/chanceLevel/accuracy").doubleValue()).isEqualTo(0.5);
    assertThat(control.at("/chanceLevel/chance").doubleValue()).isEqualTo(1.0 / 3);
    assertThat(control.at("/chanceLevel/holds").booleanValue()).isTrue();
    assertThat(control.at("/meant").toString())
        .isEqualTo("{\"figures\":[\"recall\"],\"sign\":\"worse\",\"outcome\":\"noticed\"}");
    assertThat(control.at("/also/1/outcome").textValue()).isEqualTo("not-asked");
    assertThat(report.get("accuracies").toString()).doesNotContain("shuffled");
    assertThat(ReportPage.html(evaluation, "A title"))
        .contains("<td data-label=\"Trained on\">shuffled labels</td>");
  }

  @Test
  void aChanceAndTheOrderOfClassifiersFit() throws Exception {
    Score chance =
        MadeUp.score("mmd-chance", "Chance", 0.2, 0.4, Score.Better.CHANCE, "", 60, "Chance.");
    Evaluation evaluation = ReportJsonTest.threeClassifiers().scored(chance).evaluation();

    JsonNode report = new ObjectMapper().readTree(ReportJson.write(evaluation));

    assertThat(report.has("rankCorrelationInterval")).isTrue();
    assertThat(SCHEMA.validate(report)).isEmpty();
  }

  @Test
  void whatIsNoNumberIsSaidAndFits() throws Exception {
    Score broken = MadeUp.lower("pixel-jsd", "Divergence", 1);
    Score none = with(broken, Double.NaN, Double.POSITIVE_INFINITY);
    Evaluation evaluation = MadeUp.good().scored(none).evaluation();

    JsonNode report = new ObjectMapper().readTree(ReportJson.write(evaluation));

    assertThat(SCHEMA.validate(report)).isEmpty();
    assertThat(report.at("/scores/0/value").textValue()).isEqualTo("NaN");
    assertThat(report.at("/verdict/headline").textValue())
        .isEqualTo("Not to be trusted: no finite number came out for Divergence.");
    assertThat(ReportPage.html(evaluation, "A title")).contains("Not to be trusted");
    for (Score half : List.of(with(broken, 0.4, Double.NaN), with(broken, Double.NaN, 0.4))) {
      assertThat(Verdict.of(MadeUp.good().scored(half).evaluation()).headline())
          .startsWith("Not to be trusted");
    }
  }

  private static Score with(Score score, double value, double floor) {
    return new Score(
        score.name(),
        score.group(),
        score.title(),
        new Measured(value, Double.NaN),
        new Measured(floor, Double.NaN),
        score.better(),
        score.unit(),
        score.n(),
        score.meaning());
  }

  @Test
  void whatIsMissingUnknownOrOfAnotherKindIsFound() throws Exception {
    ObjectNode missing = report();
    missing.remove("controls");
    assertThat(SCHEMA.validate(missing)).isNotEmpty();
    ObjectNode unknown = report();
    unknown.put("surprise", 1);
    assertThat(SCHEMA.validate(unknown)).isNotEmpty();
    ObjectNode words = report();
    ((ObjectNode) words.get("scores").get(0)).put("value", "many");
    assertThat(SCHEMA.validate(words)).isNotEmpty();
    ObjectNode unsure = report();
    ((ObjectNode) unsure.get("scores").get(0)).remove("error");
    assertThat(SCHEMA.validate(unsure)).isNotEmpty();
    ObjectNode estimated = report();
    ((ObjectNode) estimated.get("scores").get(0)).put("better", "chance");
    assertThat(SCHEMA.validate(estimated)).isNotEmpty();
    ObjectNode ordered = report();
    ordered.put("rankCorrelation", 0.5);
    assertThat(SCHEMA.validate(ordered)).isNotEmpty();
    ObjectNode negative = report();
    ((ObjectNode) negative.get("controls").get(0).get("scores").get(0)).put("error", -1);
    assertThat(SCHEMA.validate(negative)).isNotEmpty();
  }

  private static ObjectNode report() throws Exception {
    JsonNode report = new ObjectMapper().readTree(ReportJson.write(MadeUp.good().evaluation()));
    return (ObjectNode) report;
  }
}
