package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.testing.LocalSpark;

/** Experiments on a small pipeline: a model of a few steps, tiles of eight pixels. */
@ExtendWith(LocalSpark.class)
class RunExperimentTest {
  @TempDir private static Path data;

  @BeforeAll
  static void pipeline(SparkSession spark) {
    SeriesFolder.write(
        spark, data.resolve("series"), SeriesFolder.bursts("size", 10, 40), "size", 2);
    run("render-tiles", "render.input=series", "render.output=tiles", "render.size=8");
    run(
        "train-denoiser",
        "train.input=tiles",
        "train.output=model",
        "train.preset=test",
        "train.steps=4",
        "train.workers=1",
        "train.batch=4",
        "train.preview-every=0");
    run(
        "sample-tiles",
        "sample.model=model",
        "sample.output=synthetic",
        "sample.per-class=8",
        "sample.steps=2");
  }

  @Test
  void fidelityComparesTheModelWithSimpleGeneratorsAndThePaper() throws Exception {
    String printed = printed(0, "fidelity", "experiment.stands-for=D3-Alexa");

    JsonNode found = summary("fidelity");
    assertThat(found.get("comparisons")).hasSize(3);
    JsonNode distances = found.get("comparisons").get(0);
    assertThat(distances.get("paper"))
        .extracting(row -> row.get("value").asText())
        .contains("25.8")
        .doesNotContain("<9");
    assertThat(distances.get("ours"))
        .extracting(row -> row.get("what").asText())
        .containsExactly(
            "Fréchet distance, classifier features, real test tiles",
            "Fréchet distance, classifier features, Synthetic tiles",
            "Fréchet distance, classifier features, bootstrap (train-baseline)",
            "Fréchet distance, classifier features, hmm (train-baseline)");
    JsonNode report =
        new ObjectMapper()
            .readTree(data.resolve("experiments/fidelity/report/report.json").toFile());
    assertThat(distances.get("ours").get(1).get("value").doubleValue())
        .isEqualTo(score(report, 0, "frechet-classifier"));
    assertThat(distances.get("ours").get(3).get("value").doubleValue())
        .isEqualTo(score(report, 2, "frechet-classifier"));
    JsonNode gain = found.get("comparisons").get(1).get("ours").get(1);
    double base = score(report, 2, "frechet-classifier");
    if (base > 2 * score(report, 2, "frechet-classifier", "error")) {
      assertThat(gain.get("value").doubleValue())
          .isCloseTo(100 * (1 - score(report, 0, "frechet-classifier") / base), within(1e-9));
    } else {
      assertThat(gain.has("value")).isFalse();
      assertThat(gain.get("what").asText()).endsWith("the base is within two errors of 0");
    }
    assertThat(found.get("comparisons").get(2).get("ours").get(0).get("what").asText())
        .contains("AUC");
    Path summary = data.resolve("experiments/fidelity/summary");
    String page = Files.readString(summary.resolve("experiment.html"));
    assertThat(page)
        .contains("25.8", "hmm (train-baseline)", "Why they may differ")
        .contains("<h1>fidelity: <bdi>" + data.getFileName() + "</bdi></h1>")
        .contains("The data stand for the paper's D3-Alexa.")
        .contains("<img src=\"data:image/png;base64,")
        .doesNotContain("http://", "https://");
    assertThat(page.length()).isLessThan(5_000_000);
    // What the page says and links travels with it.
    assertThat(found.get("verdicts"))
        .extracting(verdict -> verdict.get("report").asText())
        .containsExactly("reports/report.html", "reports/privacy.html");
    assertThat(found.at("/verdicts/0/headline")).isEqualTo(report.at("/verdict/headline"));
    assertThat(found.at("/verdicts/0/notes/1").asText()).contains("sets that are wrong on purpose");
    assertThat(page).contains(found.at("/verdicts/1/headline").asText());
    assertThat(summary.resolve("reports/report.html"))
        .hasSameTextualContentAs(data.resolve("experiments/fidelity/report/report.html"));
    assertThat(summary.resolve("reports/privacy.html"))
        .hasSameTextualContentAs(data.resolve("experiments/fidelity/privacy/privacy.html"));
    for (JsonNode verdict : found.get("verdicts")) {
      assertThat(page).contains("href=\"" + verdict.get("report").asText() + "\"");
    }
    assertThat(found.get("origin").fieldNames())
        .toIterable()
        .contains("render.size", "train.steps", "sample.steps");
    assertThat(found.at("/origin/train.preset").asText()).isEqualTo("test");
    assertThat(printed).contains("How far are synthetic tiles from real ones?");

    // The same once more: every step stands.
    assertThat(printed(0, "fidelity", "experiment.stands-for=D3-Alexa"))
        .contains("fidelity/summary is complete, nothing to do")
        .doesNotContain("wrote");

    // What reads a step that changes is not called complete, and what does not, is.
    assertThat(
            printed(
                0,
                "fidelity",
                "experiment.stands-for=D3-Alexa",
                "baseline.states=3",
                "--overwrite",
                "--dry-run"))
        .contains("evaluate: unless a step before it comes to something else")
        .contains("experiment: unless a step before it comes to something else")
        .contains("privacy is complete, nothing to do")
        .doesNotContain("audit-privacy: unless")
        .containsPattern("evaluate: unless[^\n]*\n +expected: ");
  }

  @Test
  void howManySweepsOverMultiplesOfTheOriginals() throws Exception {
    printed(0, "how-many", "experiment.multiples=[0.25, 0.5]");

    JsonNode ours = summary("how-many").get("comparisons").get(0).get("ours");
    // Two classes of eight training tiles.
    assertThat(ours)
        .extracting(row -> row.get("what").asText())
        .containsExactly(
            "accuracy, cnn trained on real tiles",
            "accuracy, cnn trained on 4 synthetic tiles",
            "accuracy, cnn trained on 8 synthetic tiles");
    assertThat(ours.get(0).get("n").asInt()).isEqualTo(4);
  }

  @Test
  void modelsOfSeriesStandBesideThatOfImages() throws Exception {
    String[] more = {"experiment.one-dimension.presets=[1d-test]", "experiment.stands-for=D3"};
    assertThat(printed(0, "one-or-two-dimensions", more))
        .contains("How well do classifiers do with samples of one and of two dimensions?");

    JsonNode found = summary("one-or-two-dimensions").get("comparisons");
    assertThat(found.get(0).get("paper"))
        .extracting(row -> row.get("scenario").asText() + " " + row.get("value").asText())
        .contains("synth 1D DM 42.3", "ori+synth 2D DM 76.0")
        .doesNotContain("synth 1D DM 62.2");
    assertThat(found.get(0).get("ours"))
        .extracting(row -> row.get("what").asText())
        .containsExactly(
            "accuracy, cnn trained on real tiles",
            "accuracy, cnn trained on Synthetic tiles",
            "accuracy, cnn trained on Synthetic tiles and real tiles",
            "accuracy, cnn trained on synthetic-1d-test (sample-tiles)",
            "accuracy, cnn trained on synthetic-1d-test (sample-tiles) and real tiles");
    assertThat(found.get(1).get("paper"))
        .extracting(row -> row.get("value").asText())
        .containsExactly("36");
    assertThat(found.get(1).get("ours")).hasSize(3);
    assertThat(printed(0, "one-or-two-dimensions", more)).doesNotContain("wrote");
  }

  @Test
  void limitedDataTrainsAModelOfTheFewOriginals() throws Exception {
    String output = data.resolve("few").toString();
    printed(0, "limited-data", "experiment.shares=[0.5]", "experiment.output=" + output);

    JsonNode report =
        new ObjectMapper().readTree(data.resolve("few/report-0.5/report.json").toFile());
    assertThat(report.get("accuracies").get(0).get("trainingTiles").intValue()).isEqualTo(8);
    JsonNode ours =
        new ObjectMapper()
            .readTree(data.resolve("few/summary/experiment.json").toFile())
            .get("comparisons")
            .get(0)
            .get("ours");
    assertThat(ours.get(0).get("source").asText()).isEqualTo("report-0.5");
    assertThat(ours).hasSizeBetween(3, 5);
  }

  @Test
  void aDryRunTellsEveryStepAndWritesNothing() throws Exception {
    String printed = printed(0, "limited-data", "experiment.shares=[0.5]", "--dry-run");

    assertThat(printed)
        .contains("render-tiles: would write")
        .contains("tiles of 8 x 8 pixels")
        .contains("train-denoiser: would follow")
        .contains("sample-tiles: would follow")
        .contains("evaluate: would follow")
        .contains("experiment: would follow");
    assertThat(data.resolve("experiments/limited-data")).doesNotExist();
  }

  @Test
  void mistakesAreToldInOneLine() throws Exception {
    assertThat(printed(2, "nothing"))
        .contains("netdiffus: experiment.name = nothing: give one of fidelity, classifiers,");
    assertThat(printed(2, "early", "experiment.stands-for=d1"))
        .contains("netdiffus: experiment.stands-for = d1: leave it empty, or give the beginning");
    assertThat(printed(3, "early", "experiment.data=" + data.resolve("nowhere")))
        .contains("there is nothing at")
        .contains("nowhere/tiles");
  }

  @Test
  void onlyFidelityAsksEveryClassifierOfTheTwoSampleTestUnlessTheUserSays(SparkSession spark) {
    for (Experiment experiment : List.of(Experiment.FIDELITY, Experiment.HOW_MANY)) {
      List<String> given =
          List.of("experiment.name=" + experiment.settingName(), "experiment.data=" + data);
      SortedMap<String, String> recorded =
          RunExperiment.recorded(
              spark, ExperimentSettings.of(ResolvedSettings.resolve(List.of(), given)));
      assertThat(ResolvedSettings.resolve(recorded, List.of(), given).texts("evaluate.two-sample"))
          .hasSize(experiment == Experiment.FIDELITY ? 3 : 1)
          .contains("naive-bayes");
      List<String> more = new ArrayList<>(given);
      more.add("evaluate.two-sample=cnn");
      assertThat(ResolvedSettings.resolve(recorded, List.of(), more).texts("evaluate.two-sample"))
          .containsExactly("cnn");
    }
  }

  @Test
  void theTitleThatTheDataWereGivenIsThatOfTheStepsAndThePage(
      SparkSession spark, @TempDir Path other) throws Exception {
    for (String name : List.of("tiles", "model", "synthetic")) {
      Files.createSymbolicLink(other.resolve(name), data.resolve(name));
    }
    TileFolder.writeModel(
        spark,
        other.resolve("report"),
        "",
        TileFolder.record("evaluate", Map.of("evaluate.title", "Films")));

    printed(0, "how-many", "experiment.data=" + other, "experiment.multiples=[0.25]");

    Path summary = other.resolve("experiments/how-many/summary");
    assertThat(Files.readString(summary.resolve("experiment.html")))
        .contains("<h1>how-many: <bdi>Films</bdi></h1>");
    assertThat(Files.readString(summary.resolve("reports/report-0.25x.html")))
        .contains("<h1><bdi>Films</bdi></h1>");
  }

  private static double score(JsonNode report, int candidate, String name) {
    return score(report, candidate, name, "value");
  }

  private static double score(JsonNode report, int candidate, String name, String number) {
    for (JsonNode score : report.get("candidates").get(candidate).get("scores")) {
      if (score.get("name").asText().equals(name)) {
        return score.get(number).doubleValue();
      }
    }
    throw new AssertionError("no score " + name);
  }

  private static JsonNode summary(String name) throws Exception {
    return new ObjectMapper()
        .readTree(data.resolve("experiments/" + name + "/summary/experiment.json").toFile());
  }

  /** What an experiment prints, on both streams. */
  private static String printed(int code, String name, String... more) {
    return Printed.byCommand(code, words(name, more));
  }

  private static String[] words(String name, String... more) {
    Stream<String> few =
        Stream.of(
            "evaluate.updates=3",
            "evaluate.batch=4",
            "evaluate.forest-trees=3",
            "evaluate.resamples=2",
            "audit.samples=20",
            "baseline.states=2",
            "baseline.rounds=3");
    return ExperimentData.words(
        name, data, Stream.concat(few, Arrays.stream(more)).toArray(String[]::new));
  }

  private static void run(String verb, String... settings) {
    assertThat(
            Main.run(
                Stream.concat(
                        Stream.of(verb),
                        Arrays.stream(settings)
                            .map(s -> s.replaceFirst("(input|output|model)=", "$1=" + data + "/"))
                            .flatMap(setting -> Stream.of("--set", setting)))
                    .toArray(String[]::new)))
        .isZero();
  }
}
