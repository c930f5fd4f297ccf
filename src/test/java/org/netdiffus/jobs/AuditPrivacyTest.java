package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.LossTable;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;

/** Canaries: three training traces that stand in the data 25 times each, so they are learnt. */
@ExtendWith(LocalSpark.class)
class AuditPrivacyTest {
  private static final int COPIES = 25;

  @TempDir private static Path shared;
  @TempDir private Path place;

  @BeforeAll
  static void train(SparkSession spark) {
    SeriesFolder.write(spark, shared.resolve("series"), traces(), "size", 3);
    run("render-tiles", "render.input=series", "render.output=tiles", "render.size=8");
    train("model", "train.steps=500", "train.learning-rate=0.01");
    train("untrained", "train.steps=1");
  }

  @Test
  void plantedCanariesAreFound(SparkSession spark) throws IOException {
    assertThat(audit("audit", "model", "audit.title=Canaries")).isZero();

    JsonNode found = new ObjectMapper().readTree(place.resolve("audit/privacy.json").toFile());
    assertThat(found.get("finding").asText()).isEqualTo("leaks");
    assertThat(found.get("members").asInt()).isEqualTo(2 * 30 + 3 * COPIES);
    assertThat(found.get("heldOut").asInt()).isEqualTo(2 * 60);
    assertThat(found.get("attacks")).hasSize(5);
    assertThat(found.get("attacks").get(0).get("auc").get("lower").asDouble()).isGreaterThan(0.6);
    assertThat(found.get("exposed"))
        .hasSize(20)
        .allSatisfy(tile -> assertThat(tile.get("trace").asText()).contains("canary"));
    assertThat(found.get("beyond").asInt()).isGreaterThanOrEqualTo(2 * COPIES);
    String page = Files.readString(place.resolve("audit/privacy.html"));
    assertThat(page)
        .contains("Canaries", "canary", "The model tells what it was trained on", "<svg")
        .doesNotContain("http://", "https://", "<script");

    List<Row> losses =
        spark
            .read()
            .schema(LossTable.SCHEMA)
            .parquet(place.resolve("audit/data").toString())
            .collectAsList();
    assertThat(losses).hasSize(2 * 90 + 3 * COPIES);
    assertThat(losses).allSatisfy(row -> assertThat(row.<Double>getList(3)).hasSize(4));
    RunFolder folder =
        RunFolder.at(place.resolve("audit").toString(), spark.sparkContext().hadoopConfiguration());
    assertThat(folder.record().counts())
        .containsEntry("tiles, training", 2L * 30 + 3 * COPIES)
        .containsEntry("tiles, held out", 120L);
  }

  @Test
  void aModelThatHasLearntNothingGivesNobodyAway() throws IOException {
    assertThat(audit("audit", "untrained")).isZero();

    JsonNode found = new ObjectMapper().readTree(place.resolve("audit/privacy.json").toFile());
    assertThat(found.get("finding").asText()).isNotEqualTo("leaks");
    assertThat(found.get("attacks").get(0).get("truePositives").get("value").asDouble())
        .isLessThan(0.1);
  }

  @Test
  void partitionsChangeNoLoss(SparkSession spark) {
    RunFolder model =
        RunFolder.at(
            shared.resolve("model").toString(), spark.sparkContext().hadoopConfiguration());
    LossProbing probing =
        new LossProbing(
            Checkpoints.open(
                spark, model, SampleSettings.Checkpoint.BEST, SampleSettings.Weights.EMA),
            new int[] {100, 300},
            3,
            7,
            spark.sparkContext().longAccumulator(),
            spark.sparkContext().longAccumulator());
    Dataset<Row> tiles =
        spark
            .read()
            .schema(TileTable.SCHEMA)
            .parquet(shared.resolve("tiles/data").toString())
            .filter("split = 'test'")
            .selectExpr("*", "'held-out' as part");

    List<String> one = sorted(AuditPrivacy.losses(tiles.repartition(1), probing));
    List<String> five = sorted(AuditPrivacy.losses(tiles.repartition(5), probing));

    assertThat(one).hasSize(120).doesNotHaveDuplicates().isEqualTo(five);
  }

  @Test
  void aModelOfOtherTilesIsRefused(SparkSession spark) throws IOException {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 5, 40), "size", 1);
    assertThat(
            Main.run(
                words(
                    "render-tiles",
                    "render.input=" + place.resolve("series"),
                    "render.output=" + place.resolve("tiles"),
                    "render.size=8")))
        .isZero();
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(
              Main.run(
                  words(
                      "audit-privacy",
                      "audit.model=" + shared.resolve("model"),
                      "audit.real=" + place.resolve("tiles"),
                      "audit.output=" + place.resolve("audit"))))
          .isEqualTo(3);
    } finally {
      System.setErr(before);
    }
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("was not trained on the tiles in")
        .contains("give the tiles that it was trained on");
    assertThat(place.resolve("audit")).doesNotExist();
  }

  /** Bursts of two classes, 30 training and 60 test traces of each, and the canaries. */
  private static List<SeriesRow> traces() {
    List<SeriesRow> rows = new ArrayList<>();
    for (String label : List.of("video", "web")) {
      for (int i = 0; i < 90; i++) {
        rows.add(trace(label + "/" + i, label, i < 30 ? "train" : "test", label + i));
      }
    }
    for (int canary = 0; canary < 3; canary++) {
      for (int copy = 0; copy < COPIES; copy++) {
        rows.add(trace("web/canary-" + canary + "-" + copy, "web", "train", "canary" + canary));
      }
    }
    return rows;
  }

  private static SeriesRow trace(String id, String label, String split, String seed) {
    Random random = new Random(seed.hashCode());
    float[] values = new float[40];
    for (int i = 0; i < 40; i++) {
      values[i] = random.nextInt(3) == 0 ? random.nextInt(1500) : 0;
    }
    values[39] = 1500;
    return new SeriesRow(id, label, split, "size", 40, values, id);
  }

  private static void train(String output, String... more) {
    run(
        "train-denoiser",
        Stream.concat(
                Stream.of(
                    "train.input=tiles",
                    "train.output=" + output,
                    "train.preset=test",
                    "train.workers=1",
                    "train.averaging-frequency=50",
                    "train.preview-every=0",
                    "train.checkpoint-every=1000"),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private int audit(String output, String model, String... more) {
    return Main.run(
        words(
            "audit-privacy",
            Stream.concat(
                    Stream.of(
                        "audit.model=" + shared.resolve(model),
                        "audit.real=" + shared.resolve("tiles"),
                        "audit.output=" + place.resolve(output),
                        "audit.draws=8",
                        "audit.samples=200"),
                    Arrays.stream(more))
                .toArray(String[]::new)));
  }

  private static void run(String verb, String... settings) {
    String[] placed =
        Arrays.stream(settings)
            .map(s -> s.replaceFirst("(input|output)=", "$1=" + shared + "/"))
            .toArray(String[]::new);
    assertThat(Main.run(words(verb, placed))).isZero();
  }

  private static String[] words(String verb, String... settings) {
    return Stream.concat(
            Stream.of(verb), Arrays.stream(settings).flatMap(s -> Stream.of("--set", s)))
        .toArray(String[]::new);
  }

  private static List<String> sorted(Dataset<Row> losses) {
    return losses.collectAsList().stream()
        .map(row -> row.getString(0) + row.<Double>getList(3))
        .sorted()
        .toList();
  }
}
