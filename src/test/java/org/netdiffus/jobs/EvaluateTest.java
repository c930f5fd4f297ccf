package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class EvaluateTest {
  static final List<TileRow> REAL = TileFolder.real(22, 6);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir private Path place;

  @Test
  void copiesOfTrainingTilesTrainAsWellAsThemAndAreFoundOut(SparkSession spark) throws Exception {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", REAL, 2);
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", copies(), 1);
    TileFolder.writeModel(
        spark, place.resolve("model"), "{\"step\":10,\"loss\":1.0}\n{\"step\":20,\"loss\":0.25}\n");

    run(spark, "evaluate.model=" + place.resolve("model"));

    JsonNode report = report();
    assertThat(score(report, "nearest-training").get("value").doubleValue()).isZero();
    assertThat(score(report, "nearest-training").get("floor").doubleValue()).isPositive();
    // Six tiles of each class stand beside six others of the same pictures.
    assertThat(score(report, "pixel-jsd").get("value").doubleValue())
        .isLessThan(2 * score(report, "pixel-jsd").get("floor").doubleValue());
    double original = accuracy(report, "cnn", "original");
    assertThat(original).isGreaterThanOrEqualTo(0.8);
    assertThat(accuracy(report, "cnn", "synth")).isCloseTo(original, within(0.2));
    assertThat(accuracy(report, "cnn", "ori+synth")).isCloseTo(original, within(0.2));
    assertThat(accuracy(report, "random-forest", "synth"))
        .isCloseTo(accuracy(report, "random-forest", "original"), within(0.2));
    // Three classifiers of originals, the CNN in two scenarios more and the others in three.
    assertThat(report.get("accuracies")).hasSize(3 + 2 + 2 * 3);
    assertThat(accuracy(report, "naive-bayes", "repeated"))
        .isEqualTo(accuracy(report, "naive-bayes", "original"));
    assertThat(report.get("rankCorrelation").isNumber()).isTrue();
    assertThat(report.get("classes").get(1).toString())
        .isEqualTo(
            "{\"label\":\"video\",\"trainingTiles\":16,\"testTiles\":6,\"judgedTestTiles\":6,"
                + "\"syntheticTiles\":16}");
    assertThat(report.get("loss").get("loss").toString()).isEqualTo("[1.0,0.25]");
    assertThat(report.get("settings").has("evaluate.real")).isFalse();
    assertThat(report.get("warnings").toString())
        .contains("The synthetic tiles were not drawn from this model as it stands")
        .contains("The model was not trained on these real tiles as they stand");
    assertThat(report.get("seriesUnit").textValue()).isEqualTo("bytes-down");
    assertThat(place.resolve("report/report.html")).content().contains("copies of training");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("tiles, synthetic, video")
        .contains("Every classifier was trained once: intervals hold no spread over seeds.")
        .contains(
            String.format(
                Locale.ROOT,
                "accuracy %.3f ± %.3f on 18 real test tiles",
                report.get("accuracies").get(0).get("mean").doubleValue(),
                report.get("accuracies").get(0).get("standardError").doubleValue()))
        .contains("The synthetic tiles were not drawn from this model as it stands")
        .contains("The model was not trained on these real tiles as they stand")
        .contains("report/report.html");
  }

  @Test
  void noiseUnderTheNamesOfTheClassesTeachesNothingAndFilesDoNotMatter(SparkSession spark)
      throws Exception {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", REAL, 1);
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", noise(), 1);
    run(spark);
    JsonNode report = report();
    assertThat(accuracy(report, "cnn", "synth")).isLessThan(0.67);
    assertThat(accuracy(report, "cnn", "original")).isGreaterThanOrEqualTo(0.8);
    assertThat(accuracy(report, "random-forest", "synth")).isLessThan(0.67);
    JsonNode nearest = score(report, "nearest-training");
    assertThat(nearest.get("value").doubleValue())
        .isGreaterThan(2 * nearest.get("floor").doubleValue());
    for (String distance : List.of("frechet-classifier", "frechet-domain", "pixel-jsd")) {
      JsonNode score = score(report, distance);
      assertThat(score.get("value").doubleValue())
          .as(distance)
          .isGreaterThan(2 * score.get("floor").doubleValue());
      assertThat(score.get("n").intValue()).as(distance).isEqualTo(18);
    }
    assertThat(score(report, "gramian-residual").get("value").doubleValue()).isGreaterThan(0.05);
    assertThat(score(report, "gramian-residual").get("floor").doubleValue()).isLessThan(1e-6);

    for (JsonNode control : report.get("controls")) {
      assertThat(control.get("noticed").booleanValue())
          .as(control.get("title").textValue())
          .isTrue();
      assertThat(control.get("scores"))
          .filteredOn(one -> one.get("name").textValue().equals("frechet-domain"))
          .allSatisfy(one -> assertThat(one.get("floorError").doubleValue()).isPositive());
    }
    assertThat(report.get("controls")).hasSize(Controls.values().length);
    assertThat(report.get("candidates")).hasSize(1);
    JsonNode shuffled = control(report, Controls.SHUFFLED_LABELS);
    assertThat(shuffled.get("accuracies"))
        .extracting(one -> one.get("classifier").textValue())
        .containsExactly("cnn", "random-forest", "naive-bayes");
    assertThat(shuffled.get("accuracies"))
        .allSatisfy(
            one -> {
              assertThat(one.get("scenario").textValue()).isEqualTo("shuffled labels");
              assertThat(one.get("trainingTiles").intValue()).isEqualTo(48);
              assertThat(one.get("perSeed")).hasSize(1);
            });
    assertThat(shuffled.get("chanceLevel").get("couldFail").booleanValue()).isTrue();
    assertThat(report.get("controls"))
        .filteredOn(one -> one.has("chanceLevel"))
        .containsExactly(shuffled);

    Path first = place.resolve("first.json");
    Files.move(place.resolve("report/report.json"), first);
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", REAL, 5);
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", noise(), 4);
    run(spark);
    assertThat(place.resolve("report/report.json")).hasSameTextualContentAs(first);
  }

  @Test
  void aSampleIsJudgedByItsOwnChanceAndItsOriginIsTold(SparkSession spark) throws Exception {
    // Three test tiles of two classes, six of the third: of the whole half are web.
    List<TileRow> uneven =
        REAL.stream().filter(t -> t.label().equals("web") || trace(t) < 19).toList();
    TileFolder.write(
        spark,
        place.resolve("tiles"),
        uneven,
        1,
        TileFolder.record(
            "render-tiles",
            List.of(),
            Map.of("extract.bin-width", "250 ms", "unit: bytes-down", "bytes per 0.25 s")));
    TileFolder.writeModel(
        spark,
        place.resolve("model"),
        "{\"step\":10,\"loss\":1.0}\n{\"step\":20,\"loss\":0.25}\n",
        TileFolder.record("train-denoiser", List.of(identity(spark, "tiles")), Map.of()));
    TileFolder.write(
        spark,
        place.resolve("synthetic"),
        copies(),
        1,
        TileFolder.record("sample-tiles", List.of(identity(spark, "model")), Map.of()));

    run(
        spark,
        "evaluate.model=" + place.resolve("model"),
        "evaluate.tiles-per-class=3",
        "evaluate.updates=2",
        "evaluate.forest-trees=2");

    JsonNode report = report();
    JsonNode twoSample = score(report, "c2st-naive-bayes");
    assertThat(twoSample.get("n").intValue()).isEqualTo(9);
    assertThat(twoSample.get("error").doubleValue()).isPositive();
    assertThat(report.get("controls"))
        .allSatisfy(
            control ->
                assertThat(control.get("scores"))
                    .extracting(one -> one.get("name").textValue())
                    .contains("c2st-naive-bayes"));
    assertThat(report.get("scores").toString()).doesNotContain("c2st-cnn");
    assertThat(report.get("chance").doubleValue()).isEqualTo(1.0 / 3);
    assertThat(report.get("classes").get(2).get("testTiles").intValue()).isEqualTo(6);
    assertThat(report.get("classes").get(2).get("judgedTestTiles").intValue()).isEqualTo(3);
    assertThat(report.get("accuracies").get(0).get("converged").booleanValue()).isFalse();
    assertThat(report.get("warnings").toString())
        .containsPattern(
            "The CNN had not converged after 2 updates: it names of its own training tiles \\d+ %"
                + " \\(original, 1 of 1 trainings\\), \\d+ % \\(synth, 1 of 1 trainings\\), \\d+ %"
                + " \\(ori\\+synth, 1 of 1 trainings\\)\\.");
    assertThat(report.get("settings").get("extract.bin-width").textValue()).isEqualTo("250 ms");
    assertThat(report.get("seriesUnit").textValue()).isEqualTo("bytes-down per 0.25 s");
    assertThat(report.get("warnings").toString()).doesNotContain("as it stands", "as they stand");
  }

  @Test
  void whatTheSampleLeavesOutIsCountedWhereverItLies(SparkSession spark) throws Exception {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", REAL, 1);
    // Of iot 16 copies and one tile that is none, of the other classes four tiles of noise each.
    List<TileRow> uneven =
        Stream.of(
                copies().stream().filter(tile -> tile.label().equals("iot")),
                noise().stream().filter(tile -> tile.label().equals("video")).limit(4),
                noise().stream().filter(tile -> tile.label().equals("web")).limit(4))
            .flatMap(tiles -> tiles)
            .toList();
    List<TileRow> synthetic = new ArrayList<>(uneven);
    float[] broken = REAL.get(0).pixels().clone();
    broken[3] = Float.NaN;
    synthetic.add(TileFolder.synthetic(REAL.get(0), "iot", 99, broken));
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", synthetic, 1);
    String[] few = {"evaluate.tiles-per-class=3", "evaluate.updates=2", "evaluate.forest-trees=2"};
    run(spark, few);
    JsonNode report = report();
    JsonNode residual = score(report, "gramian-residual-all");
    // Each class weighs a third, as among the training tiles.
    double expected =
        TileFolder.LABELS.stream()
            .mapToDouble(
                label ->
                    uneven.stream()
                        .filter(tile -> tile.label().equals(label))
                        .mapToDouble(tile -> TileMeasuring.measured(tile, 0).gramianResidual())
                        .average()
                        .orElseThrow())
            .average()
            .orElseThrow();
    assertThat(residual.get("value").doubleValue()).isCloseTo(expected, within(1e-4 * expected));
    assertThat(expected).isGreaterThan(0.03);
    assertThat(residual.get("floor").doubleValue()).isBetween(1e-10, 1e-5);
    assertThat(residual.get("group").textValue()).isEqualTo("whole");
    assertThat(residual.get("grade").textValue()).isEqualTo("open");
    assertThat(residual.get("n").intValue()).isEqualTo(18);
    assertThat(residual.get("meaning").textValue())
        .endsWith("over all 24 synthetic, 48 training and 18 test tiles.");
    for (String distance : List.of("pixel-jsd-all", "frechet-domain-all", "jsd-value-all")) {
      JsonNode score = score(report, distance);
      assertThat(score.get("value").doubleValue())
          .as(distance)
          .isGreaterThan(2 * score.get("floor").doubleValue());
    }

    Path first = place.resolve("first.json");
    Files.move(place.resolve("report/report.json"), first);
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", REAL, 5);
    // So many files that some tiles stand alone.
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", synthetic, 20);
    run(spark, few);
    assertThat(place.resolve("report/report.json")).hasSameTextualContentAs(first);

    // A sample that holds all tiles says all there is.
    run(spark, "evaluate.updates=2", "evaluate.forest-trees=2");
    assertThat(report().get("scores").toString()).doesNotContain("-all");
  }

  @Test
  void onEnoughTilesEveryFigureThatHasToNoticesAndShuffledLabelsTeachNothing(SparkSession spark)
      throws Exception {
    // Of each class 60 training tiles, 40 test tiles and 40 that nobody has seen.
    List<TileRow> all = TileFolder.real(140, 80);
    List<TileRow> fresh =
        all.stream()
            .filter(tile -> trace(tile) >= 100)
            .map(tile -> TileFolder.synthetic(tile, tile.label(), trace(tile), tile.pixels()))
            .toList();
    TileFolder.write(
        spark,
        place.resolve("tiles"),
        "render-tiles",
        all.stream().filter(tile -> trace(tile) < 100).toList(),
        1);
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", fresh, 1);

    run(spark, "evaluate.updates=150");

    JsonNode report = report();
    List<String> missed = new ArrayList<>();
    for (JsonNode control : report.get("controls")) {
      String name = control.get("name").textValue();
      assertThat(control.get("noticed").booleanValue()).as(name).isTrue();
      for (JsonNode demand : control.get("also")) {
        String figure = demand.get("figures").get(0).textValue();
        // These series of 8 samples are never idle, so that there is little to be told of them.
        boolean ofSeries = figure.startsWith("jsd-") || figure.startsWith("emd-");
        if (demand.get("outcome").textValue().equals("missed") && !ofSeries) {
          missed.add(name + " " + figure);
        }
      }
    }
    // Naive Bayes sees level and spread of each pixel, which one mode of each class may well have.
    assertThat(missed).isSubsetOf("control-one-mode c2st-naive-bayes");
    JsonNode noise = control(report, Controls.NOISE);
    assertThat(noise.get("also"))
        .filteredOn(one -> one.get("outcome").textValue().equals("noticed"))
        .extracting(one -> one.get("figures").get(0).textValue())
        .contains("frechet-classifier", "kid-classifier", "mmd-chance", "c2st-naive-bayes");
    JsonNode level = control(report, Controls.SHUFFLED_LABELS).get("chanceLevel");
    assertThat(level.get("holds").booleanValue()).as(level.toString()).isTrue();
    assertThat(level.get("couldFail").booleanValue()).isTrue();
    assertThat(report.at("/verdict/findings"))
        .filteredOn(finding -> finding.get("subject").textValue().equals("Controls"))
        .allSatisfy(
            finding ->
                assertThat(finding.get("sentence").textValue())
                    .startsWith("All 6 sets that are wrong on purpose "));
    assertThat(place.resolve("report/report.html"))
        .content()
        .contains("<td data-label=\"Trained on\">shuffled labels</td>");
  }

  @Test
  void someCopiesAmongFreshTilesAreFoundAndNamed(SparkSession spark) throws Exception {
    // Of each class 30 training tiles, 30 test tiles and 30 that nobody has seen.
    List<TileRow> all = TileFolder.real(90, 60);
    List<TileRow> synthetic = new ArrayList<>();
    for (TileRow fresh : all.stream().filter(t -> trace(t) >= 60).toList()) {
      int index = trace(fresh) - 60;
      TileRow copied =
          all.stream()
              .filter(t -> t.label().equals(fresh.label()) && trace(t) == index)
              .findFirst()
              .orElseThrow();
      synthetic.add(
          TileFolder.synthetic(fresh, fresh.label(), index, (index < 9 ? copied : fresh).pixels()));
    }
    TileFolder.write(
        spark,
        place.resolve("tiles"),
        "render-tiles",
        all.stream().filter(t -> trace(t) < 60).toList(),
        1);
    TileFolder.write(spark, place.resolve("synthetic"), "sample-tiles", synthetic, 1);

    run(spark, "evaluate.updates=2", "evaluate.forest-trees=2");

    JsonNode close = report().get("closeTiles");
    assertThat(close.get("nearerThanAnyTest").intValue()).isGreaterThanOrEqualTo(27);
    assertThat(close.get("traces").toString())
        .contains("synthetic/iot/0", "synthetic/video/4", "synthetic/web/8");
    assertThat(report().get("verdict").get("headline").textValue())
        .isEqualTo("Some of these tiles look like copies of training traces: do not share those.");
    assertThat(place.resolve("report/report.html")).content().doesNotContain("no sign of copies");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(": look for copies");
  }

  private void run(SparkSession spark, String... more) {
    run(spark, place, printed, more);
  }

  /** Evaluates the tiles and the synthetic ones in a folder. */
  static void run(SparkSession spark, Path place, OutputStream printed, String... more) {
    List<String> singles =
        Stream.concat(
                Stream.of(
                    "evaluate.real=" + place.resolve("tiles"),
                    "evaluate.synthetic=" + place.resolve("synthetic"),
                    "evaluate.output=" + place.resolve("report"),
                    "evaluate.seeds=1",
                    "evaluate.updates=50",
                    "evaluate.batch=16",
                    "evaluate.forest-trees=20",
                    "evaluate.two-sample=[naive-bayes]"),
                Stream.of(more))
            .toList();
    new JobRunner(
            spark,
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            JobRunner.Overwrite.ALWAYS)
        .run(Verb.of("evaluate"), ResolvedSettings.resolve(List.of(), singles));
  }

  private InputIdentity identity(SparkSession spark, String name) {
    return RunFolder.at(place.resolve(name).toString(), spark.sparkContext().hadoopConfiguration())
        .identity();
  }

  private static int trace(TileRow tile) {
    return Integer.parseInt(tile.traceId().replaceAll("\\D", ""));
  }

  private JsonNode report() throws Exception {
    return new ObjectMapper().readTree(place.resolve("report/report.json").toFile());
  }

  private static JsonNode control(JsonNode report, Controls one) {
    for (JsonNode control : report.get("controls")) {
      if (control.get("name").textValue().equals(one.key())) {
        return control;
      }
    }
    throw new AssertionError("no control " + one.key());
  }

  private static JsonNode score(JsonNode report, String name) {
    for (JsonNode score : report.get("scores")) {
      if (score.get("name").textValue().equals(name)) {
        return score;
      }
    }
    throw new AssertionError("no score " + name);
  }

  private static double accuracy(JsonNode report, String classifier, String scenario) {
    for (JsonNode accuracy : report.get("accuracies")) {
      if (accuracy.get("classifier").textValue().equals(classifier)
          && accuracy.get("scenario").textValue().equals(scenario)) {
        return accuracy.get("mean").doubleValue();
      }
    }
    throw new AssertionError("no accuracy of " + classifier + ", " + scenario);
  }

  static List<TileRow> copies() {
    List<TileRow> training = REAL.stream().filter(t -> t.split().equals("train")).toList();
    List<TileRow> copies = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      TileRow tile = training.get(i);
      copies.add(TileFolder.synthetic(tile, tile.label(), i, tile.pixels()));
    }
    return copies;
  }

  private static List<TileRow> noise() {
    Random random = new Random(5);
    return copies().stream()
        .map(
            tile -> {
              float[] pixels = new float[tile.pixels().length];
              for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextFloat();
              }
              int index = Integer.parseInt(tile.traceId().replaceAll(".*/", ""));
              return TileFolder.synthetic(tile, tile.label(), index, pixels);
            })
        .toList();
  }
}
