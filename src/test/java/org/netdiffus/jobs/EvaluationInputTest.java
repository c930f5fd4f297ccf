package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;

/** What stands in {@code evaluate.synthetic}, from folders of every kind. */
@ExtendWith(LocalSpark.class)
class EvaluationInputTest {
  private static final List<SeriesRow> SERIES = SeriesFolder.bursts("size", 10, 64);

  @TempDir private static Path shared;
  @TempDir private Path place;

  @BeforeAll
  static void render(SparkSession spark) {
    SeriesFolder.write(spark, shared.resolve("series"), SERIES, "size", 2);
    assertThat(
            Main.run(
                "render-tiles",
                "--set",
                "render.input=" + shared.resolve("series"),
                "--set",
                "render.output=" + shared.resolve("tiles"),
                "--set",
                "render.size=32"))
        .isZero();
  }

  @Test
  void foreignSeriesBecomeTilesByTheScaleOfTheTrainingTiles(SparkSession spark) {
    // Half as loud, and shorter: a scale of their own would make them as bright as the real ones.
    List<SeriesRow> quiet = changed(SERIES, 0.5f);
    SeriesFolder.write(spark, place.resolve("foreign"), quiet, "size", 3);

    EvaluationInput input = open(spark, "tiles", place.resolve("foreign"));

    List<TileRow> tiles = tiles(input.candidates().get(0).tiles());
    assertThat(tiles).hasSize(20);
    assertThat(tiles)
        .allSatisfy(
            tile -> {
              assertThat(tile.scales())
                  .containsExactly(new TileRow.Scale("size", "training-maximum", 1500, false));
              // Each series ends with its maximum: 750 of 1500, averaged with silence.
              assertThat(brightest(tile)).isLessThan((float) Math.pow(0.5, 0.5) + 1e-6f);
            });
    assertThat(input.census().get("web")).isEqualTo(new EvaluationInput.PartCounts(8, 2, 10));
  }

  @Test
  void theRealSeriesThemselvesBecomeTheRealTiles(SparkSession spark) {
    EvaluationInput input = open(spark, "tiles", shared.resolve("tiles"), shared.resolve("series"));

    List<String> asTiles = pixels(input.candidates().get(0).tiles());
    assertThat(pixels(input.candidates().get(1).tiles())).hasSize(20).isEqualTo(asTiles);
    assertThat(input.candidates())
        .extracting(Candidate::name)
        .containsExactly("synthetic", "other: series");
    assertThat(input.candidates().get(1).title()).isEqualTo("series (extract-series)");
    assertThat(input.identities()).hasSize(3);
  }

  @Test
  void wholeTilesAreCroppedBesideThoseOfAPrefix(SparkSession spark) {
    assertThat(
            Main.run(
                "render-tiles",
                "--set",
                "render.input=" + shared.resolve("series"),
                "--set",
                "render.output=" + place.resolve("prefix"),
                "--set",
                "render.size=32",
                "--set",
                "render.prefix=25%"))
        .isZero();

    EvaluationInput input =
        open(
            spark,
            place.resolve("prefix").toString(),
            shared.resolve("tiles"),
            shared.resolve("series"));

    assertThat(input.size()).isEqualTo(8);
    List<String> real = pixels(input.realTiles());
    assertThat(pixels(input.candidates().get(0).tiles())).hasSize(20).isEqualTo(real);
    assertThat(pixels(input.candidates().get(1).tiles())).isEqualTo(real);
  }

  @Test
  void aLimitIsTheSameForEveryOrderOfRowsAndPartOfALargerOne(SparkSession spark) {
    Dataset<Row> tiles = spark.read().parquet(shared.resolve("tiles/data").toString());
    TreeMap<String, Long> training = new TreeMap<>(Map.of("video", 8L, "web", 4L));
    List<String> half = traces(new CandidateLimit.Multiple(0.5).of(tiles, training, 1));
    List<String> one = traces(new CandidateLimit.Multiple(1).of(tiles, training, 1));

    assertThat(half).hasSize(4 + 2);
    assertThat(one).hasSize(8 + 4).containsAll(half);
    assertThat(traces(new CandidateLimit.Multiple(0.5).of(tiles.repartition(7), training, 1)))
        .isEqualTo(half);
    assertThat(traces(new CandidateLimit.Multiple(0.5).of(tiles, training, 2))).isNotEqualTo(half);
    assertThat(traces(new CandidateLimit.Count(3).of(tiles, training, 1))).hasSize(6);
    assertThat(traces(new CandidateLimit.All().of(tiles, training, 1))).hasSize(20);
  }

  @Test
  void tilesOfForeignSeriesAreInTheFiguresOfAllTiles(SparkSession spark) throws Exception {
    List<String> words = new ArrayList<>(List.of("evaluate"));
    for (String setting :
        List.of(
            "evaluate.real=" + shared.resolve("tiles"),
            "evaluate.synthetic=" + shared.resolve("series"),
            "evaluate.output=" + place.resolve("report"),
            "evaluate.tiles-per-class=2",
            "evaluate.updates=2",
            "evaluate.seeds=1",
            "evaluate.forest-trees=2",
            "evaluate.two-sample=[naive-bayes]")) {
      words.addAll(List.of("--set", setting));
    }
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
    assertThat(Files.readString(place.resolve("report/report.json")))
        .contains("gramian-residual-all");
  }

  @Test
  void seriesThatDoNotFitAreRefused(SparkSession spark) {
    List<SeriesRow> shorter =
        SERIES.stream().map(row -> with(row, Arrays.copyOf(row.values(), 60))).toList();
    SeriesFolder.write(spark, place.resolve("shorter"), shorter, "size", 1);
    assertThatThrownBy(() -> open(spark, "tiles", place.resolve("shorter")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("series of 60 to 60 points in")
        .hasMessageContaining("extract them with extract.length = 64");

    SeriesFolder.write(spark, place.resolve("gaps"), SeriesFolder.bursts("gap", 4, 64), "gap", 1);
    assertThatThrownBy(() -> open(spark, "tiles", place.resolve("gaps")))
        .hasMessageContaining("no series in")
        .hasMessageContaining("extract the features of the real tiles");

    List<SeriesRow> video = SERIES.stream().filter(row -> row.label().equals("video")).toList();
    SeriesFolder.write(spark, place.resolve("video"), video, "size", 1);
    assertThatThrownBy(() -> open(spark, "tiles", place.resolve("video")))
        .hasMessageContaining("there are no synthetic tiles of class web");
  }

  @Test
  void tilesOfAnotherScaleAreRefusedAndThoseOfTheRealOneAreNot(SparkSession spark) {
    SeriesFolder.write(spark, place.resolve("foreign"), changed(SERIES, 0.5f), "size", 1);
    render(place.resolve("foreign"), place.resolve("own"));
    assertThatThrownBy(() -> open(spark, "tiles", place.resolve("own")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "tiles in %s are scaled by training-maximum 750.0 of size, the real ones by"
                    .formatted(place.resolve("own"))
                + " training-maximum 1500.0 of size: render them with render.scales-of = "
                + shared.resolve("tiles")
                + ", give their series, or sample from a model that was trained on the real tiles.");

    render(
        place.resolve("foreign"),
        place.resolve("kept"),
        "render.scales-of=" + shared.resolve("tiles"));
    assertThat(open(spark, "tiles", place.resolve("kept")).candidates()).hasSize(1);
  }

  @Test
  void tilesWithAScaleOfEachTraceHaveTheirOwnMaxima(SparkSession spark) {
    SeriesFolder.write(spark, place.resolve("foreign"), changed(SERIES, 0.5f), "size", 1);
    render(shared.resolve("series"), place.resolve("real"), "render.scale=trace");
    render(place.resolve("foreign"), place.resolve("quiet"), "render.scale=trace");

    String real = place.resolve("real").toString();
    assertThat(open(spark, real, place.resolve("quiet")).candidates()).hasSize(1);
    assertThatThrownBy(() -> open(spark, real, shared.resolve("tiles")))
        .hasMessageContaining("are scaled by training-maximum 1500.0 of size, the real ones by")
        .hasMessageContaining("by size of each trace: render them");
  }

  private static void render(Path series, Path tiles, String... more) {
    List<String> words = new ArrayList<>(List.of("render-tiles"));
    for (String setting :
        Stream.concat(
                Stream.of("render.input=" + series, "render.output=" + tiles, "render.size=32"),
                Stream.of(more))
            .toList()) {
      words.addAll(List.of("--set", setting));
    }
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
  }

  @Test
  void aShareOfTheTrainingSeriesIsPartOfALargerShareAndTheTestPartStays(SparkSession spark) {
    List<List<String>> shares = new ArrayList<>();
    for (String share : List.of("0.25", "0.5")) {
      assertThat(
              Main.run(
                  "render-tiles",
                  "--set",
                  "render.input=" + shared.resolve("series"),
                  "--set",
                  "render.output=" + place.resolve("share-" + share),
                  "--set",
                  "render.training-share=" + share))
          .isZero();
      shares.add(
          traces(spark.read().parquet(place.resolve("share-" + share + "/data").toString())));
    }
    // Two and four of eight training traces of each class, and two test traces.
    assertThat(shares.get(0)).hasSize(2 * (2 + 2));
    assertThat(shares.get(1)).hasSize(2 * (4 + 2)).containsAll(shares.get(0));
  }

  private static EvaluationInput open(SparkSession spark, String real, Path... synthetic) {
    List<String> settings = new ArrayList<>();
    settings.add("evaluate.real=" + shared.resolve(real));
    settings.add(
        "evaluate.synthetic="
            + String.join(",", Arrays.stream(synthetic).map(Path::toString).toList()));
    settings.add("evaluate.output=" + shared.resolve("report"));
    return EvaluationInput.open(
        spark, EvaluateSettings.of(ResolvedSettings.resolve(List.of(), settings)));
  }

  private static List<SeriesRow> changed(List<SeriesRow> rows, float factor) {
    return rows.stream()
        .map(
            row -> {
              float[] values = row.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
              }
              return with(row, values);
            })
        .toList();
  }

  private static SeriesRow with(SeriesRow row, float[] values) {
    return new SeriesRow(
        row.traceId(),
        row.label(),
        row.split(),
        row.feature(),
        Math.min(row.length(), values.length),
        values,
        row.source());
  }

  private static float brightest(TileRow tile) {
    float most = 0;
    for (int i = 0; i < tile.size(); i++) {
      most = Math.max(most, tile.pixels()[i * tile.size() + i]);
    }
    return most;
  }

  private static List<TileRow> tiles(Dataset<Row> tiles) {
    return tiles.collectAsList().stream().map(TileTable::fromRow).toList();
  }

  private static List<String> pixels(Dataset<Row> tiles) {
    return tiles(tiles).stream()
        .map(tile -> tile.traceId() + Arrays.toString(tile.pixels()))
        .sorted()
        .toList();
  }

  private static List<String> traces(Dataset<Row> tiles) {
    return tiles.select("trace_id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
