package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.RankNormalisation;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.TrainedDenoiser;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;

@ExtendWith(LocalSpark.class)
class TrainDenoiserTest {
  @TempDir private Path place;

  @Test
  void aTrainingLeavesCheckpointsItsLossCurveAndAModelThatPredicts(SparkSession spark)
      throws IOException {
    tiles(spark, 10, 8);

    run(
        "model",
        "train.steps=60",
        "train.batch=8",
        "train.learning-rate=0.01",
        "train.averaging-frequency=5",
        "train.checkpoint-every=25");

    Path model = place.resolve("model");
    assertThat(names(model.resolve("checkpoints")))
        .containsExactly("step-00000050", "step-00000060");
    assertThat(names(model.resolve("checkpoints/step-00000060")))
        .containsExactly("ema.zip", "metrics.jsonl", "model.zip", "state.json");
    List<TrainingMetrics.Line> lines =
        TrainingMetrics.upTo(60, Files.readAllBytes(model.resolve("metrics.jsonl"))).lines();
    assertThat(lines)
        .extracting(TrainingMetrics.Line::step)
        .containsExactly(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60);
    assertThat(lines.get(11).loss()).isLessThan(0.75 * lines.get(0).loss());
    assertThat(lines).allSatisfy(line -> assertThat(line.tilesPerSecond()).isPositive());

    RunRecord record =
        RunFolder.at(model.toString(), spark.sparkContext().hadoopConfiguration()).record();
    assertThat(record.counts())
        .containsEntry("tiles, train", 16L)
        .containsEntry("classes", 2L)
        .containsEntry("parameters", 5469L)
        .containsEntry("tiles seen", 60L * 2 * 8);
    assertThat(record.facts()).containsEntry("labels", "video, web");

    DenoiserDescription description = description(model, 60);
    assertThat(description.labels()).containsExactly("video", "web");
    assertThat(description.step()).isEqualTo(60);
    assertThat(description.settings()).containsEntry("train.steps", "60");
    TileKind template = TileKind.fromJson(description.tiles());
    assertThat(template.size()).isEqualTo(8);
    assertThat(template.points()).isEqualTo(40);
    assertThat(template.features()).containsExactly("size");
    try (InputStream in =
        Files.newInputStream(model.resolve("checkpoints/step-00000060/ema.zip"))) {
      float[] predicted =
          TrainedDenoiser.read(in, description)
              .predict(new float[64], new int[] {999}, new int[] {2});
      assertThat(predicted).hasSize(64);
      for (float value : predicted) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void theCheckpointOfTheLeastValidationLossIsKeptAndSampledFrom(SparkSession spark)
      throws IOException {
    tiles(spark, 10, 8);
    // The rate climbs until the network gets worse again.
    String[] settings = {
      "train.steps=12",
      "train.batch=4",
      "train.learning-rate=0.2",
      "train.ema-decay=0",
      "train.warm-up=0.5",
      "train.decay=constant",
      "train.averaging-frequency=1",
      "train.checkpoint-every=3",
      "train.keep-checkpoints=1",
      "train.validation-share=0.25"
    };
    run("model", settings);

    Path model = place.resolve("model");
    DenoiserDescription description = description(model, 12);
    assertThat(description.validation())
        .extracting(DenoiserDescription.Validation::step)
        .containsExactly(3, 6, 9, 12);
    assertThat(description.bestStep()).isEqualTo(9);
    assertThat(names(model.resolve("checkpoints")))
        .containsExactly("step-00000009", "step-00000012");
    assertThat(metrics("model"))
        .filteredOn(line -> !line.validationLoss().isEmpty())
        .extracting(
            line -> new DenoiserDescription.Validation(line.step(), line.validationLoss().get(0)))
        .isEqualTo(description.validation());
    RunFolder folder = RunFolder.at(model.toString(), spark.sparkContext().hadoopConfiguration());
    assertThat(folder.record().counts())
        .containsEntry("tiles, train", 12L)
        .containsEntry("tiles, validation", 4L);
    sample("best", "sample.per-class=1", "sample.steps=3");
    sample("last", "sample.per-class=1", "sample.steps=3", "sample.checkpoint=last");
    assertThat(facts(spark, "best")).containsEntry("checkpoint", "step 9");
    assertThat(facts(spark, "last")).containsEntry("checkpoint", "step 12");
    assertThat(pixels(spark, "best").get(0)).isNotEqualTo(pixels(spark, "last").get(0));
  }

  private Map<String, String> facts(SparkSession spark, String output) {
    return RunFolder.at(
            place.resolve(output).toString(), spark.sparkContext().hadoopConfiguration())
        .record()
        .facts();
  }

  @Test
  void noTileIsTakenFromAClassThatWouldBeLeftWithNone(SparkSession spark) {
    tiles(spark, 1, 8);

    assertRefused(
        2,
        "train.validation-share = 0.5, but no class in "
            + place
            + "/tiles has two training tiles: give train.validation-share = 0.",
        "train.steps=2",
        "train.validation-share=0.5");
  }

  @Test
  void aTrainingThatBreaksDownSaysWhereAndWhatToDo(SparkSession spark) {
    tiles(spark, 5, 8);
    String[] settings = {
      "train.steps=20",
      "train.batch=4",
      "train.learning-rate=10",
      "train.warm-up=0.5",
      "train.averaging-frequency=1",
      "train.checkpoint-every=1"
    };

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(errors(2, settings))
          .contains(
              "netdiffus: the training broke down at step 2: its squared error is ",
              " (the last good checkpoint is that of step 1): give a train.learning-rate below 10.0"
                  + " with --overwrite, or with another train.output.")
          .doesNotContain("Exception");
      assertThat(place.resolve("model/_work/checkpoints/step-00000001")).exists();
    }
    assertThat(errors(2, "train.steps=20", "train.learning-rate=0.001"))
        .contains("holds the beginning of another run", "give --overwrite to start anew");

    List<String> lower = new ArrayList<>(List.of(arguments("model", "train.steps=20")));
    lower.add("--overwrite");
    assertThat(Main.run(lower.toArray(String[]::new))).isZero();
  }

  @Test
  void aModelOfTilesWithScalesOfTheirOwnDrawsItsScalesFromThem(SparkSession spark)
      throws IOException {
    tiles(spark, louderByTrace(SeriesFolder.bursts("size", 5, 40)), 8, "render.scale=trace");
    Map<String, Set<Double>> real = maxima(spark, "tiles", "split = 'train'");
    assertThat(real.get("video")).containsExactlyInAnyOrder(1500.0, 3000.0, 4500.0, 6000.0);

    run("model", "train.steps=2", "train.batch=4", "train.averaging-frequency=2");
    sample("synthetic", "sample.per-class=12", "sample.steps=21");

    TraceScales kept = TraceScales.fromJson(description(place.resolve("model"), 2).tiles());
    assertThat(kept.maxima().get("video"))
        .containsExactly(List.of(1500.0), List.of(3000.0), List.of(4500.0), List.of(6000.0));
    Map<String, Set<Double>> drawn = maxima(spark, "synthetic", "split = 'synthetic'");
    assertThat(drawn.keySet()).isEqualTo(real.keySet());
    drawn.forEach(
        (label, maxima) -> assertThat(maxima).hasSizeGreaterThan(1).isSubsetOf(real.get(label)));
  }

  @Test
  void aModelWithSymmetricNoiseAndOutputDrawsExactlySymmetricTiles(SparkSession spark) {
    tiles(spark, 5, 8);
    run(
        "model",
        "train.steps=6",
        "train.batch=4",
        "train.averaging-frequency=2",
        "train.noise=symmetric",
        "train.symmetric-output=true",
        "train.positions=coordinates",
        "train.variance=learned");

    for (String sampler : List.of("ddpm", "ddim", "dpm-solver-2m")) {
      sample(sampler, "sample.sampler=" + sampler, "sample.per-class=4", "sample.steps=5");
      List<float[]> drawn = pixels(spark, sampler);
      assertThat(drawn).hasSize(8);
      for (float[] tile : drawn) {
        for (int i = 0; i < tile.length; i++) {
          assertThat(tile[i]).isEqualTo(tile[i % 8 * 8 + i / 8]);
        }
      }
    }
  }

  @Test
  void aModelThatLearntRanksDrawsPixelsThatTrainingTilesHave(SparkSession spark)
      throws IOException {
    tiles(spark, 5, 8);
    run(
        "model",
        "train.steps=6",
        "train.batch=4",
        "train.averaging-frequency=2",
        "train.normalisation=ranks");

    sample("synthetic", "sample.per-class=4", "sample.steps=5");

    RankNormalisation ranks =
        (RankNormalisation) description(place.resolve("model"), 6).normalisation();
    NormalScores scores = ranks.scores().get(0);
    TreeSet<Float> trained = new TreeSet<>();
    for (float[] tile : pixels(spark, "tiles", "split = 'train'")) {
      for (float pixel : tile) {
        trained.add(pixel);
      }
    }
    List<float[]> drawn = pixels(spark, "synthetic");
    assertThat(drawn).hasSize(8);
    int alone = 0;
    int low = 0;
    for (float[] tile : drawn) {
      for (float pixel : tile) {
        int group = groupOf(scores, pixel);
        assertThat(pixel).isBetween(scores.least()[group], scores.greatest()[group]);
        // So few pixels have groups no wider than a 65,536th.
        assertThat(pixel).isBetween(trained.first(), trained.last());
        assertThat(trained.ceiling(pixel) - trained.floor(pixel)).isLessThan(1f / (1 << 16));
        low += pixel < scores.value(0) ? 1 : 0;
        alone += scores.least()[group] == scores.greatest()[group] ? 1 : 0;
      }
    }
    // Some of the groups are of one value each, which comes back to the last bit.
    assertThat(alone).isPositive();
    assertThat(low).isBetween(1, 8 * 64 - 1);
  }

  private static int groupOf(NormalScores scores, float pixel) {
    int group = 0;
    while (group + 1 < scores.least().length && scores.least()[group + 1] <= pixel) {
      group++;
    }
    return group;
  }

  @Test
  void aModelOfOneDimensionSeesTheSeriesOfTilesAndDrawsTilesOfSeries(SparkSession spark) {
    tiles(spark, 5, 8);
    run(
        "model",
        "train.preset=1d-test",
        "train.steps=6",
        "train.batch=4",
        "train.averaging-frequency=2",
        "train.preview-every=3",
        "train.validation-share=0.2");

    sample("synthetic", "sample.per-class=4", "sample.steps=5");

    TileGeometry geometry = new TileGeometry(8, 40, TileOrder.PAA, 0.25);
    List<float[]> drawn = pixels(spark, "synthetic");
    assertThat(drawn).hasSize(8);
    assertThat(drawn.get(0)).isNotEqualTo(drawn.get(1));
    for (float[] tile : drawn) {
      SeriesRecovery.Recovered recovered =
          SeriesRecovery.recover(tile, geometry, RecoveryRule.ALL_PIXELS);
      assertThat(recovered.gramianResidual()).isLessThan(1e-6);
      assertThat(recovered.asymmetry()).isZero();
    }
  }

  @Test
  void tilesThatDoNotGiveTheirSeriesBackAreRefusedForOneDimension(SparkSession spark) {
    tiles(spark, SeriesFolder.bursts("size", 3, 40), 8, "render.order=resize-gamma");

    assertRefused(
        2,
        "train.preset = 1d-test sees the series of a tile, which tiles of render.order ="
            + " resize-gamma do not give back: give tiles of render.order = paa.",
        "train.preset=1d-test");
  }

  @Test
  void symmetricNoiseIsRefusedForOneDimension(SparkSession spark) {
    tiles(spark, 3, 8);

    assertRefused(
        2,
        "train.preset = 1d-test sees the series of a tile, which has no row and column that"
            + " train.noise = symmetric could exchange: give train.noise = independent.",
        "train.preset=1d-test",
        "train.noise=symmetric");
  }

  private void sample(String output, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("sample-tiles"));
    Stream.concat(
            Stream.of(
                "sample.model=" + place.resolve("model"), "sample.output=" + place.resolve(output)),
            Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    assertThat(Main.run(arguments.toArray(String[]::new))).isZero();
  }

  private List<float[]> pixels(SparkSession spark, String folder) {
    return pixels(spark, folder, "true");
  }

  private List<float[]> pixels(SparkSession spark, String folder, String part) {
    return spark
        .read()
        .schema(TileTable.SCHEMA)
        .parquet(place.resolve(folder).resolve("data").toString())
        .filter(part)
        .collectAsList()
        .stream()
        .map(row -> TileTable.fromRow(row).pixels())
        .toList();
  }

  private static List<SeriesRow> louderByTrace(List<SeriesRow> rows) {
    List<SeriesRow> louder = new ArrayList<>();
    for (SeriesRow row : rows) {
      int trace = Integer.parseInt(row.traceId().replaceAll("\\D", ""));
      float[] values = row.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] *= trace + 1;
      }
      louder.add(
          new SeriesRow(
              row.traceId(),
              row.label(),
              row.split(),
              row.feature(),
              row.length(),
              values,
              row.source()));
    }
    return louder;
  }

  private Map<String, Set<Double>> maxima(SparkSession spark, String folder, String part) {
    Map<String, Set<Double>> maxima = new TreeMap<>();
    spark
        .read()
        .parquet(place.resolve(folder).resolve("data").toString())
        .filter(part)
        .selectExpr("label", "scales[0].maximum")
        .collectAsList()
        .forEach(
            row ->
                maxima
                    .computeIfAbsent(row.getString(0), label -> new TreeSet<>())
                    .add(row.getDouble(1)));
    return maxima;
  }

  @Test
  void fewerTilesThanWorkersAreRefused(SparkSession spark) {
    tiles(spark, 2, 8);

    assertRefused(
        3,
        "4 training tiles in "
            + place
            + "/tiles for 5 workers: give more tiles, or fewer"
            + " train.workers.",
        "train.workers=5");
  }

  @Test
  void tilesThatTheNetworkCannotHalveAreRefused(SparkSession spark) {
    tiles(spark, 3, 9);

    assertRefused(
        2,
        "train.preset = test for tiles of 9 pixels (size 9 cannot be halved 1 times; the next"
            + " size that can is 10): give a render.size that the preset takes, or another"
            + " preset.");
  }

  private void assertRefused(int code, String message, String... settings) {
    assertThat(errors(code, settings)).contains("netdiffus: " + message);
    assertThat(place.resolve("model")).doesNotExist();
  }

  private String errors(int code, String... settings) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments("model", settings))).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    return errors.toString(StandardCharsets.UTF_8);
  }

  private void tiles(SparkSession spark, int traces, int size) {
    tiles(spark, SeriesFolder.bursts("size", traces, 40), size, "render.scale=training-maximum");
  }

  private void tiles(SparkSession spark, List<SeriesRow> series, int size, String scale) {
    SeriesFolder.write(spark, place.resolve("series"), series, "size", 3);
    assertThat(
            Main.run(
                "render-tiles",
                "--set",
                "render.input=" + place.resolve("series"),
                "--set",
                "render.output=" + place.resolve("tiles"),
                "--set",
                "render.size=" + size,
                "--set",
                scale))
        .isZero();
  }

  private void run(String output, String... settings) {
    assertThat(Main.run(arguments(output, settings))).isZero();
  }

  private String[] arguments(String output, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train-denoiser"));
    Stream.concat(
            Stream.of(
                "train.input=" + place.resolve("tiles"),
                "train.output=" + place.resolve(output),
                "train.preset=test"),
            Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments.toArray(String[]::new);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static DenoiserDescription description(Path model, int step) throws IOException {
    return DenoiserDescription.fromJson(
        Files.readString(model.resolve(String.format("checkpoints/step-%08d/state.json", step))));
  }

  private List<TrainingMetrics.Line> metrics(String output) throws IOException {
    return TrainingMetrics.upTo(
            Integer.MAX_VALUE, Files.readAllBytes(place.resolve(output).resolve("metrics.jsonl")))
        .lines();
  }
}
