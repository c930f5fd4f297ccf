package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

@ExtendWith(LocalSpark.class)
class RenderTilesTest {
  @TempDir private Path place;

  @Test
  void openCvAveragesTheWholePictureToTheSameTiles(SparkSession spark) throws Exception {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 5, 60), "size", 3);

    assertThat(run("--set", "render.size=16", "--set", "render.order=gamma-resize")).isZero();
    List<TileRow> direct = tiles(spark, "tiles");
    assertThat(
            run(
                "--set",
                "render.size=16",
                "--set",
                "render.order=gamma-resize",
                "--set",
                "render.averaging=opencv",
                "--overwrite"))
        .isZero();
    List<TileRow> literal = tiles(spark, "tiles");

    assertThat(literal).hasSameSizeAs(direct);
    int differing = 0;
    for (int i = 0; i < direct.size(); i++) {
      assertThat(literal.get(i).pixels()).containsExactly(direct.get(i).pixels(), within(1e-6f));
      differing += Arrays.equals(literal.get(i).pixels(), direct.get(i).pixels()) ? 0 : 1;
    }
    // Another computation: a few last digits differ.
    assertThat(differing).isPositive();
  }

  @Test
  void everySeriesBecomesTheTileThatTheCoreDraws(SparkSession spark) throws Exception {
    List<SeriesRow> series = SeriesFolder.bursts("size", 5, 60);
    SeriesFolder.write(spark, place.resolve("series"), series, "size", 3);

    assertThat(run("--set", "render.size=16")).isZero();

    List<TileRow> tiles = tiles(spark, "tiles");
    assertThat(tiles).hasSize(10);
    SeriesScale scale = new SeriesScale("size", ScaleKind.TRAINING_MAXIMUM, 1500, false);
    TileGeometry geometry = new TileGeometry(16, 60, TileOrder.PAA, 0.25);
    List<SeriesRow> sorted = new ArrayList<>(series);
    sorted.sort(Comparator.comparing(SeriesRow::traceId));
    for (int i = 0; i < 10; i++) {
      SeriesRow row = sorted.get(i);
      TileRow expected =
          new TileRow(
              row.traceId(),
              row.label(),
              row.split(),
              16,
              1,
              Tiles.render(scale.scale(row.values()).values(), geometry),
              List.of("size"),
              60,
              "paa",
              0.25,
              List.of(new TileRow.Scale("size", "training-maximum", 1500, false)),
              new TileRow.Captured(row.length()));
      assertThat(tiles.get(i)).usingRecursiveComparison().isEqualTo(expected);
    }
    RunRecord record = record(spark, "tiles");
    assertThat(record.counts())
        .containsEntry("tiles", 10L)
        .containsEntry("tiles: train", 8L)
        .containsEntry("tiles: test", 2L)
        .containsEntry("values", 600L)
        .containsEntry("values clipped: train", 0L)
        .containsEntry("values clipped: test", 0L);
    assertThat(record.facts())
        .containsEntry("labels", "video, web")
        .containsEntry("extract.feature", "size")
        .containsEntry("unit: size", "bytes per 0.25 s")
        .containsEntry("scale of size", "training-maximum 1500.0");
    assertThat(ImageIO.read(place.resolve("tiles/preview.png").toFile()).getHeight())
        .isEqualTo(6 + 2 * (16 + 96 + 6));
  }

  @Test
  void theScaleIsFittedOnTheTrainingPartAndWhatItClipsIsCounted(SparkSession spark) {
    List<SeriesRow> series =
        List.of(
            row("a", "train", "bytes", 100, 50),
            row("b", "train", "bytes", 10, 200),
            row("c", "test", "bytes", 1000, 400, 200));
    SeriesFolder.write(spark, place.resolve("series"), series, "bytes", 2);

    execute(spark, "render.size=8");

    assertThat(tiles(spark, "tiles"))
        .allSatisfy(tile -> assertThat(tile.scales().get(0).maximum()).isEqualTo(200));
    assertThat(record(spark, "tiles").counts())
        .containsEntry("values clipped: train", 0L)
        .containsEntry("values clipped: test", 2L);
  }

  @Test
  void scalesOfEarlierTilesAreKeptAndWhatTheyClipIsCounted(SparkSession spark) {
    Path earlier = place.resolve("earlier");
    SeriesFolder.write(
        spark,
        earlier,
        List.of(row("a", "train", "bytes", 100, 50), row("b", "train", "bytes", 10, 200)),
        "bytes",
        2);
    execute(
        spark, "render.input=" + earlier, "render.output=" + earlier + "-tiles", "render.size=8");
    SeriesFolder.write(
        spark,
        place.resolve("series"),
        List.of(row("c", "train", "bytes", 900, 100), row("d", "train", "bytes", 400, 300)),
        "bytes",
        2);

    execute(spark, "render.size=8", "render.scales-of=" + earlier + "-tiles");

    assertThat(tiles(spark, "tiles"))
        .allSatisfy(tile -> assertThat(tile.scales().get(0).maximum()).isEqualTo(200));
    assertThat(record(spark, "tiles").counts()).containsEntry("values clipped: train", 3L);
    assertThat(record(spark, "tiles").inputs()).hasSize(2);
    assertThat(record(spark, "tiles").settings()).doesNotContainKey("render.scales-of");
    assertThatThrownBy(() -> execute(spark, "render.size=8"))
        .hasMessageContaining("stands complete from another run (the input differ");

    execute(
        spark,
        "render.input=" + earlier,
        "render.output=" + earlier + "-own",
        "render.size=8",
        "render.scale=trace");
    assertThatThrownBy(
            () ->
                execute(
                    spark,
                    "render.output=" + place.resolve("more"),
                    "render.size=8",
                    "render.scales-of=" + earlier + "-own"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has a scale of its own for every trace");
  }

  @Test
  void everyRuleFindsItsScale(SparkSession spark) {
    List<SeriesRow> series =
        List.of(
            row("a", "train", "signed-size", -4, 1, 2, 3),
            row("b", "train", "signed-size", 8),
            row("c", "test", "signed-size", 1000));
    SeriesFolder.write(spark, place.resolve("series"), series, "signed-size", 2);

    assertThat(scales(spark, "bound:1514")).containsOnly(scale("bound", 1514));
    assertThat(scales(spark, "log1p")).containsOnly(scale("log1p", 8));
    assertThat(scales(spark, "quantile:0.8")).containsOnly(scale("quantile", 4));
    assertThat(scales(spark, "quantile:0.2")).containsOnly(scale("quantile", 1));
    assertThat(scales(spark, "trace"))
        .containsExactly(scale("trace", 4), scale("trace", 8), scale("trace", 1000));
  }

  @Test
  void featuresBecomeChannelsInTheOrderOfTheSettings(SparkSession spark) {
    List<SeriesRow> series =
        List.of(
            row("a", "train", "direction", 1, -1, 1),
            row("a", "train", "bytes", 100, 50, 25, 12),
            row("b", "train", "bytes", 10, 200),
            row("b", "train", "direction", -1, -1),
            row("c", "train", "bytes", 3));
    SeriesFolder.write(spark, place.resolve("series"), series, "[\"direction\",\"bytes\"]", 3);

    execute(spark, "render.size=10");

    List<TileRow> tiles = tiles(spark, "tiles");
    assertThat(tiles).extracting(TileRow::traceId).containsExactly("a", "b");
    TileRow tile = tiles.get(0);
    assertThat(tile.features()).containsExactly("direction", "bytes");
    assertThat(tile.origin()).isEqualTo(new TileRow.Captured(4));
    Tile picture = new Tile(10, 2, tile.pixels());
    TileGeometry geometry = new TileGeometry(10, 10, TileOrder.PAA, 0.25);
    assertThat(picture.channel(0))
        .containsExactly(
            Tiles.render(new double[] {1, 0, 1, .5, .5, .5, .5, .5, .5, .5}, geometry));
    assertThat(picture.channel(1))
        .containsExactly(
            Tiles.render(new double[] {.5, .25, .125, .06, 0, 0, 0, 0, 0, 0}, geometry));
    assertThat(record(spark, "tiles").counts())
        .containsEntry("traces skipped: feature missing", 1L);
  }

  @Test
  void tracesThatCannotBeDrawnAreCountedAndTheRestGoesOn(SparkSession spark) {
    List<SeriesRow> series =
        List.of(
            row("a", "train", "bytes", 100),
            row("b", "train", "bytes", 1, Float.NaN),
            row("d", "train", "bytes", 1, 2),
            row("d", "train", "bytes", 1, 3),
            new SeriesRow("c", "web", "train", "bytes", 3, new float[] {9e8f, 2, 3}, "c"));
    SeriesFolder.write(spark, place.resolve("series"), series, "bytes", 1);

    execute(spark, "render.size=8", "render.scale=bound:100");

    assertThat(tiles(spark, "tiles")).extracting(TileRow::traceId).containsExactly("a");
    assertThat(record(spark, "tiles").facts())
        .containsEntry("traces skipped: not finite", "b (bytes[1] is NaN)");
    assertThat(record(spark, "tiles").counts())
        .containsEntry("traces skipped: not finite", 1L)
        .containsEntry("traces skipped: feature twice", 1L)
        .containsEntry("traces skipped: other length", 1L);
  }

  @Test
  void aPrefixIsTheTopLeftOfTheWholeTileInEveryOrder(SparkSession spark) {
    List<SeriesRow> series = SeriesFolder.bursts("bytes", 2, 180);
    SeriesFolder.write(spark, place.resolve("series"), series, "bytes", 1);
    for (TileOrder order : TileOrder.values()) {
      String name = order.settingName();
      renderQuietly(spark, name, "render.size=32", "render.order=" + name);
      renderQuietly(
          spark,
          name + "-prefix",
          "render.size=32",
          "render.order=" + name,
          order == TileOrder.PAA ? "render.prefix=11.25s" : "render.prefix=25%");
      List<TileRow> whole = tiles(spark, name);
      List<TileRow> prefix = tiles(spark, name + "-prefix");
      for (int i = 0; i < 4; i++) {
        TileRow tile = prefix.get(i);
        assertThat(tile.size()).isEqualTo(8);
        assertThat(tile.points()).isEqualTo(45);
        assertThat(tile.scales()).isEqualTo(whole.get(i).scales());
        assertThat(tile.origin()).isEqualTo(new TileRow.Captured(45));
        for (int row = 0; row < 8; row++) {
          assertThat(Arrays.copyOfRange(tile.pixels(), 8 * row, 8 * row + 8))
              .containsExactly(
                  Arrays.copyOfRange(whole.get(i).pixels(), 32 * row, 32 * row + 8), within(1e-6f));
        }
      }
    }
    assertThat(record(spark, "paa-prefix").facts()).containsEntry("prefix", "45 of 180 points");
  }

  @Test
  void aPrefixThatCutsThroughAPixelAPointOrABinIsRefused(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("bytes", 1, 180), "bytes", 1);
    assertThatThrownBy(() -> execute(spark, "render.size=32", "render.prefix=20%"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "render.prefix of 36 of 180 points at render.size = 32 cuts through a pixel: give a"
                + " prefix of whole pixels (180 / 32 points each), or render.prefix-side = full.");
    assertThatThrownBy(() -> execute(spark, "render.prefix=0.7%"))
        .hasMessageStartingWith("render.prefix = 0.7% of 180 points ends within a point");
    assertThatThrownBy(() -> execute(spark, "render.prefix=300ms"))
        .hasMessageStartingWith("render.prefix = 0.3s ends within a bin of 0.25s");
    assertThatThrownBy(() -> execute(spark, "render.prefix=46s"))
        .hasMessageStartingWith("render.prefix = 46s of series of 180 points is 184 points");
    assertThatThrownBy(() -> execute(spark, "render.prefix=12.5%", "render.size=32"))
        .hasMessageStartingWith("render.prefix = 12.5% of 180 points ends within a point");
    assertThatThrownBy(
            () -> execute(spark, "render.prefix=10%", "render.prefix-side=full", "render.size=32"))
        .hasMessageContaining("a tile never enlarges");
    renderQuietly(spark, "full", "render.size=32", "render.prefix=20%", "render.prefix-side=full");
    assertThat(tiles(spark, "full"))
        .allSatisfy(
            tile -> {
              assertThat(tile.size()).isEqualTo(32);
              assertThat(tile.points()).isEqualTo(36);
            });
  }

  @Test
  void aPrefixInTimeNeedsBinsOfTime(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 1, 60), "size", 1);
    assertThatThrownBy(() -> execute(spark, "render.prefix=5s"))
        .hasMessage(
            "render.prefix = 5s for series whose points are no stretches of time: give a share such"
                + " as 25%.");
  }

  @Test
  void chosenFeaturesBecomeTheChannels(SparkSession spark) {
    List<SeriesRow> series =
        List.of(
            row("a", "train", "direction", 1, -1, 1),
            row("a", "train", "size", 100, 50, 25),
            row("a", "train", "gap", 0, 0.5f, 1));
    SeriesFolder.write(
        spark, place.resolve("series"), series, "[\"direction\",\"size\",\"gap\"]", 3);

    renderQuietly(spark, "two", "render.size=8", "render.features=[gap,direction]");
    renderQuietly(spark, "one", "render.size=8", "render.features=size");

    assertThat(tiles(spark, "two").get(0).features()).containsExactly("gap", "direction");
    assertThat(tiles(spark, "two").get(0).scales())
        .containsExactly(
            new TileRow.Scale("gap", "training-maximum", 1, false),
            new TileRow.Scale("direction", "training-maximum", 1, true));
    assertThat(tiles(spark, "one").get(0).features()).containsExactly("size");
    assertThatThrownBy(() -> execute(spark, "render.features=bytes"))
        .hasMessageMatching(
            "render.features names bytes, which is not in .*: give some of direction, size, gap\\.");
  }

  @Test
  void bytesTakeTheRoomOfAQuarterAndRoundToAStep(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 2, 60), "size", 1);
    renderQuietly(spark, "floats", "render.size=16");
    renderQuietly(spark, "bytes", "render.size=16", "render.encoding=uint8");
    List<TileRow> floats = tiles(spark, "floats");
    List<TileRow> bytes = tiles(spark, "bytes");
    for (int i = 0; i < 4; i++) {
      assertThat(bytes.get(i).encoding()).isEqualTo(PixelEncoding.UINT8);
      assertThat(bytes.get(i).pixels())
          .containsExactly(floats.get(i).pixels(), within(0.5f / 255 + 1e-6f));
    }
    Row stored = spark.read().parquet(folder(spark, "bytes").data()).first();
    assertThat(stored.isNullAt(stored.fieldIndex("pixels"))).isTrue();
    assertThat(stored.<byte[]>getAs("pixels_u8")).hasSize(256);
  }

  @Test
  void filesAreNeitherTinyNorTooMany() {
    long tile = PixelEncoding.FLOAT32.bytes(128);
    assertThat(RenderTiles.files(100, tile)).isEqualTo(16);
    assertThat(RenderTiles.files(100_000, tile)).isEqualTo(98);
    assertThat(RenderTiles.files(10_000_000, PixelEncoding.FLOAT32.bytes(32))).isEqualTo(611);
    assertThat(RenderTiles.files(10_000_000, tile)).isEqualTo(1221);
    assertThat(RenderTiles.files(10_000_000, PixelEncoding.UINT8.bytes(128))).isEqualTo(1000);
  }

  private void renderQuietly(SparkSession spark, String output, String... singles) {
    execute(
        spark,
        Stream.concat(
                Stream.of("render.preview=0", "render.output=" + place.resolve(output)),
                Stream.of(singles))
            .toArray(String[]::new));
  }

  @Test
  void aTileLargerThanTheSeriesIsRefusedWithTheLargestSize(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), List.of(row("a", "train", "bytes", 1)), "bytes", 1);

    assertThatThrownBy(() -> execute(spark, "render.size=16"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "render.size = 16 for series of 10 points: a tile never enlarges: give at most 10, or a"
                + " larger extract.length.");
    assertThat(place.resolve("tiles")).doesNotExist();
    assertThat(run("--set", "render.size=16")).isEqualTo(2);
  }

  @Test
  void aMissingInputIsNamedWithTheVerbThatMakesIt(SparkSession spark) {
    assertThatThrownBy(() -> execute(spark))
        .hasMessageContaining("let extract-series write it first");
    assertThat(run()).isEqualTo(3);
  }

  @Test
  void theTilesAreTheSameOnAnyNumberOfCoresAndPartitions(SparkSession spark) {
    List<SeriesRow> series = new ArrayList<>(SeriesFolder.bursts("bytes", 10, 50));
    series.addAll(SeriesFolder.bursts("packets", 10, 50));
    SeriesFolder.write(spark, place.resolve("one/series"), series, "bytes,packets", 1);
    SeriesFolder.write(spark, place.resolve("four/series"), series, "bytes,packets", 7);
    List<List<TileRow>> results = new ArrayList<>();
    for (String cores : List.of("one", "four")) {
      SparkSession session = LocalSpark.anew(cores.equals("one") ? 1 : 4);
      for (String rule : List.of("training-maximum", "quantile:0.9")) {
        String output = cores + "/" + rule.replace(':', '-');
        Verb verb = Verb.of("render-tiles");
        runner(session)
            .run(
                verb,
                settings(
                    "render.input=" + place.resolve(cores + "/series"),
                    "render.output=" + place.resolve(output),
                    "render.order=gamma-resize",
                    "render.scale=" + rule));
        results.add(tiles(session, output));
      }
    }
    LocalSpark.anew(2);
    assertThat(results.get(2)).usingRecursiveComparison().isEqualTo(results.get(0));
    assertThat(results.get(3)).usingRecursiveComparison().isEqualTo(results.get(1));
    assertThat(results.get(0)).hasSize(20);
  }

  private List<TileRow.Scale> scales(SparkSession spark, String rule) {
    String output = "tiles-" + rule.replace(':', '-');
    execute(
        spark,
        "render.size=8",
        "render.scale=" + rule,
        "render.preview=0",
        "render.output=" + place.resolve(output));
    return tiles(spark, output).stream().map(tile -> tile.scales().get(0)).toList();
  }

  private static TileRow.Scale scale(String kind, double maximum) {
    return new TileRow.Scale("signed-size", kind, maximum, true);
  }

  private static SeriesRow row(String trace, String split, String feature, float... head) {
    float[] values = Arrays.copyOf(head, 10);
    return new SeriesRow(trace, "web", split, feature, head.length, values, trace);
  }

  private int run(String... options) {
    return Main.run(
        Stream.concat(
                Stream.of(
                    "render-tiles",
                    "--set",
                    "render.input=" + place.resolve("series"),
                    "--set",
                    "render.output=" + place.resolve("tiles")),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private void execute(SparkSession spark, String... singles) {
    runner(spark)
        .run(
            Verb.of("render-tiles"),
            settings(
                Stream.concat(
                        Stream.of(
                            "render.input=" + place.resolve("series"),
                            "render.output=" + place.resolve("tiles")),
                        Stream.of(singles))
                    .toArray(String[]::new)));
  }

  private static JobRunner runner(SparkSession spark) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new JobRunner(spark, out, JobRunner.Overwrite.NEVER);
  }

  private static ResolvedSettings settings(String... singles) {
    return ResolvedSettings.resolve(List.of(), List.of(singles));
  }

  private List<TileRow> tiles(SparkSession spark, String output) {
    return spark
        .read()
        .parquet(folder(spark, output).data())
        .orderBy("trace_id")
        .collectAsList()
        .stream()
        .map(TileTable::fromRow)
        .toList();
  }

  private RunRecord record(SparkSession spark, String output) {
    return folder(spark, output).record();
  }

  private RunFolder folder(SparkSession spark, String output) {
    return RunFolder.at(
        place.resolve(output).toString(), spark.sparkContext().hadoopConfiguration());
  }
}
