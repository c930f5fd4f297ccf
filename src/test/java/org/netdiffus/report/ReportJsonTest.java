package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Score;

class ReportJsonTest {
  @Test
  void everyNumberOfTheEvaluationIsThere() throws IOException {
    Evaluation evaluation =
        MadeUp.good().labelled("a \"quoted\" <label>", "\u05d0", "c").evaluation();

    JsonNode json = new ObjectMapper().readTree(ReportJson.write(evaluation));

    assertThat(json.at("/verdict/grade").asText()).isEqualTo("good");
    assertThat(json.at("/chance").asDouble()).isEqualTo(1.0 / 3, within(1e-12));
    assertThat(json.at("/classes/0/label").asText()).isEqualTo("a \"quoted\" <label>");
    assertThat(json.at("/classes/1/syntheticTiles").asInt()).isEqualTo(80);
    assertThat(json.at("/accuracies")).hasSameSizeAs(evaluation.accuracies());
    assertThat(json.at("/accuracies/1/scenario").asText()).isEqualTo("synth");
    assertThat(json.at("/accuracies/1/mean").asDouble()).isEqualTo(0.89, within(1e-12));
    assertThat(json.at("/accuracies/1/perSeed")).hasSize(3);
    assertThat(json.at("/scores/1/name").asText()).isEqualTo("nearest-training");
    assertThat(json.at("/scores/1/value").asDouble()).isEqualTo(0.212);
    assertThat(json.at("/scores/1/better").asText()).isEqualTo("near-floor");
    assertThat(json.at("/closeTiles/share").asDouble()).isEqualTo(13.0 / 220);
    assertThat(json.at("/closeTiles/testShare").asDouble()).isEqualTo(0.05);
    assertThat(json.at("/closeTiles/nearerThanAnyTest").asInt()).isEqualTo(1);
    assertThat(json.at("/closeTiles/moreThanChance").isBoolean()).isTrue();
    assertThat(json.at("/closeTiles/traces/0").asText()).isEqualTo("synthetic/web/3");
    assertThat(json.at("/histograms/0/synthetic")).hasSize(64);
    assertThat(json.at("/loss/steps")).hasSize(80);
    assertThat(json.at("/settings/train.steps").asText()).isEqualTo("800");
    assertThat(json.at("/versions/spark").asText()).isEqualTo("3.5.7");
  }

  @Test
  void figuresOfClassesHaveErrorsAndAChanceHasNone() throws IOException {
    Score chance =
        MadeUp.score("mmd-chance", "Chance", 0.2, 0.4, Score.Better.CHANCE, "", 60, "Chance.");

    JsonNode json =
        new ObjectMapper()
            .readTree(ReportJson.write(MadeUp.good().scored(chance, MadeUp.FRECHET).evaluation()));

    assertThat(json.at("/accuracies/0/macroF1Error").asDouble()).isBetween(0.01, 0.1);
    assertThat(json.at("/accuracies/0/recalls")).hasSize(3);
    assertThat(json.at("/accuracies/0/recallErrors"))
        .hasSize(3)
        .allSatisfy(error -> assertThat(error.asDouble()).isBetween(0.01, 0.2));
    assertThat(json.at("/scores/0").has("error")).isFalse();
    assertThat(json.at("/scores/0").has("floorError")).isFalse();
    assertThat(json.at("/scores/1").has("error")).isTrue();
    assertThat(json.has("rankCorrelation")).isFalse();
    assertThat(json.has("rankCorrelationInterval")).isFalse();
  }

  @Test
  void theOrderOfThreeClassifiersHasAnInterval() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.write(threeClassifiers().evaluation()));

    assertThat(json.at("/rankCorrelation").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/rankCorrelationInterval/0").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/rankCorrelationInterval/1").asDouble()).isEqualTo(1);
  }

  /** Of the CNN and two others, the first two change places. */
  static MadeUp threeClassifiers() {
    List<Accuracy> accuracies = new ArrayList<>(MadeUp.accuracies(0.9, 0.8, 0.9, 400, true));
    accuracies.add(MadeUp.accuracy("random-forest", "original", 0.89, 400, true));
    accuracies.add(MadeUp.accuracy("random-forest", "synth", 0.81, 400, true));
    accuracies.add(MadeUp.accuracy("naive-bayes", "original", 0.5, 400, true));
    accuracies.add(MadeUp.accuracy("naive-bayes", "synth", 0.4, 400, true));
    return MadeUp.good().with(accuracies);
  }

  @Test
  void neitherPixelsNorSeriesAreThere() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.write(MadeUp.good().evaluation()));

    assertThat(json.at("/classes/0").fieldNames())
        .toIterable()
        .containsExactly(
            "label", "trainingTiles", "testTiles", "judgedTestTiles", "syntheticTiles");
  }

  @Test
  void whatIsNoNumberIsNotPassedOffAsOne() throws IOException {
    Score broken =
        MadeUp.score(
            "pixel-jsd", "Pixel JSD", Double.NaN, 0.1, Score.Better.LOWER, "bits", 9, "Pixels.");

    JsonNode json =
        new ObjectMapper().readTree(ReportJson.write(MadeUp.good().scored(broken).evaluation()));

    assertThat(json.at("/scores/0/value").isNumber()).isFalse();
    assertThat(json.at("/scores/0/value").asText()).isEqualTo("NaN");
  }
}
