package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.RecoveredRow;
import org.netdiffus.spark.RecoveredTable;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

@ExtendWith(LocalSpark.class)
class RecoverSeriesTest {
  @TempDir private Path place;

  @Test
  void whatWasRenderedComesBackInItsUnits(SparkSession spark) {
    List<SeriesRow> series = new ArrayList<>(SeriesFolder.bursts("size", 5, 40));
    series.addAll(
        SeriesFolder.bursts("direction", 5, 40).stream().map(RecoverSeriesTest::signs).toList());
    SeriesFolder.write(spark, place.resolve("series"), series, "size,direction", 3);
    run("render-tiles", "render.input=series", "render.output=tiles", "render.size=40");

    run("recover-series", "recover.input=tiles", "recover.output=recovered");

    Map<String, SeriesRow> byKey =
        series.stream().collect(Collectors.toMap(s -> s.traceId() + s.feature(), s -> s));
    List<RecoveredRow> recovered = recovered(spark, "recovered");
    assertThat(recovered).hasSize(20);
    for (RecoveredRow row : recovered) {
      SeriesRow original = byKey.get(row.traceId() + row.feature());
      assertThat(original).isNotNull();
      // Both channels of a trace are cut at the longer one's end.
      int end =
          series.stream()
              .filter(s -> s.traceId().equals(row.traceId()))
              .mapToInt(SeriesRow::length)
              .max()
              .orElseThrow();
      assertThat(row.length()).isEqualTo(row.values().length).isEqualTo(end);
      assertThat(row.values())
          .containsExactly(Arrays.copyOf(original.values(), row.length()), within(0.02f));
      assertThat(row.inverse()).isEqualTo("exact");
      assertThat(row.rule()).isEqualTo("all-pixels");
      assertThat(row.pointsPerValue()).isEqualTo(1);
      // Gamma magnifies what float32 leaves of 0: a value of 1e-9 is a pixel of 3e-5.
      assertThat(row.gramianResidual()).isLessThan(1e-4);
      assertThat(row.asymmetry()).isZero();
      assertThat(row.split()).isEqualTo(original.split());
    }
    assertThat(record(spark, "recovered").counts())
        .containsEntry("series: exact", 20L)
        .containsEntry("tiles", 10L);
  }

  @Test
  void averagedPicturesAreCalledApproximate(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 2, 40), "size", 1);
    run(
        "render-tiles",
        "render.input=series",
        "render.output=tiles",
        "render.size=16",
        "render.order=gamma-resize");

    run("recover-series", "recover.input=tiles", "recover.output=recovered");

    assertThat(recovered(spark, "recovered"))
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.inverse()).isEqualTo("approximate");
              assertThat(row.rule()).isEqualTo("levels");
              assertThat(row.pointsPerValue()).isEqualTo(2.5);
              assertThat(row.gramianResidual()).isBetween(1e-7, 1e-3);
            });
  }

  @Test
  void resizedPicturesAreExactWhereAPixelIsIdleAndOfFloats(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 1, 40), "size", 1);
    for (String encoding : List.of("float32", "uint8")) {
      run(
          "render-tiles",
          "render.input=series",
          "render.output=tiles-" + encoding,
          "render.size=16",
          "render.order=resize-gamma",
          "render.encoding=" + encoding);
      run("recover-series", "recover.input=tiles-" + encoding, "recover.output=from-" + encoding);
      assertThat(recovered(spark, "from-" + encoding))
          .hasSize(2)
          .allSatisfy(
              row -> {
                assertThat(row.rule()).isEqualTo("factors");
                assertThat(row.inverse())
                    .isEqualTo(encoding.equals("uint8") ? "approximate" : "exact");
                assertThat(row.interval()).isLessThan(1e-5);
              });
    }
  }

  @Test
  void projectedTilesAreFieldsAndKeepWhatTheyWereOffBy(SparkSession spark) {
    synthetic(spark, 0.01, 1);
    Dataset<Row> drawn =
        spark.read().parquet(folder(spark, "synthetic").data()).filter("index < 3");
    List<Row> rows = drawn.collectAsList();
    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      TileRow tile = TileProjection.nearest(TileTable.fromRow(row));
      assertThat(tile.rawResiduals()).hasSize(1);
      assertThat(tile.rawResiduals().get(0)).isBetween(0.002, 0.02);
      RecoveredRow read = SeriesReading.read(tile, RecoveryRule.ALL_PIXELS).get(0);
      assertThat(read.gramianResidual()).isLessThan(1e-4);
      assertThat(read.asymmetry()).isZero();
    }
  }

  @Test
  void syntheticTilesAreReadByAllPixelsAndCutAtThePadding(SparkSession spark) {
    synthetic(spark, 0.01, 1);

    run("recover-series", "recover.input=synthetic", "recover.output=recovered");

    List<RecoveredRow> recovered = recovered(spark, "recovered");
    assertThat(recovered).hasSize(3);
    for (RecoveredRow row : recovered) {
      assertThat(row.split()).isEqualTo("synthetic");
      assertThat(row.inverse()).isEqualTo("approximate");
      assertThat(row.rule()).isEqualTo("all-pixels");
      assertThat(row.length()).isEqualTo(20);
      assertThat((double) row.values()[19]).isCloseTo(1514, within(60.0));
      assertThat(row.gramianResidual()).isBetween(0.002, 0.02);
      assertThat(row.asymmetry()).isBetween(0.002, 0.02);
    }
    assertThat(record(spark, "recovered").counts())
        .containsEntry("series: approximate", 3L)
        .containsEntry("tiles skipped: not finite", 1L);
    assertThat(record(spark, "recovered").facts())
        .containsKey("gramian residual, approximate, all-pixels");
  }

  @Test
  void theSeriesAreTheSameOnAnyNumberOfCoresAndPartitions(SparkSession spark) {
    synthetic(spark, 0.02, 5);
    List<List<RecoveredRow>> results = new ArrayList<>();
    for (int cores : new int[] {1, 4}) {
      SparkSession session = LocalSpark.anew(cores);
      run("recover-series", "recover.input=synthetic", "recover.output=recovered" + cores);
      results.add(recovered(session, "recovered" + cores));
      results.get(0).forEach(row -> assertThat(row.values()).isNotEmpty());
    }
    assertThat(record(LocalSpark.session(2), "recovered4").facts())
        .isEqualTo(record(LocalSpark.session(2), "recovered1").facts());
    LocalSpark.anew(2);
    assertThat(results.get(1)).usingRecursiveComparison().isEqualTo(results.get(0));
  }

  @Test
  void aFolderOfAnotherVerbIsRefused(SparkSession spark) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", 2, 40), "size", 1);
    assertThat(Main.run(arguments("recover-series", "recover.input=series", "recover.output=out")))
        .isEqualTo(3);
    assertThat(place.resolve("out")).doesNotExist();
  }

  private static SeriesRow signs(SeriesRow row) {
    float[] signs = new float[row.values().length];
    for (int i = 0; i < row.length(); i++) {
      signs[i] = row.values()[i] > 0 ? 1 : -1;
    }
    return new SeriesRow(
        row.traceId(), row.label(), row.split(), row.feature(), row.length(), signs, row.source());
  }

  /** Three noisy tiles of 40 points, the first 20 of them traffic, and one with no number in it. */
  private void synthetic(SparkSession spark, double noise, int partitions) {
    TileGeometry geometry = new TileGeometry(40, 40, TileOrder.PAA, 0.25);
    SeriesScale scale = new SeriesScale("signed-size", ScaleKind.BOUND, 1514, true);
    List<Row> rows = new ArrayList<>();
    for (int index = 0; index < 4; index++) {
      Random random = new Random(index);
      float[] series = new float[40];
      for (int i = 0; i < 20; i++) {
        series[i] = random.nextBoolean() ? 60 : -1514;
      }
      series[19] = 1514;
      float[] pixels = Tiles.render(scale.scale(series).values(), geometry);
      for (int i = 0; i < pixels.length; i++) {
        double value = pixels[i] + noise * random.nextGaussian();
        pixels[i] = (float) Math.max(0, Math.min(1, value));
      }
      pixels[5] = index == 3 ? Float.NaN : pixels[5];
      rows.add(
          TileTable.toRow(
              new TileRow(
                  "synthetic/web/" + index,
                  "web",
                  "synthetic",
                  40,
                  1,
                  pixels,
                  List.of("signed-size"),
                  40,
                  "paa",
                  0.25,
                  List.of(new TileRow.Scale("signed-size", "bound", 1514, true)),
                  new TileRow.Sampled(1, index, "ab"))));
    }
    RunRecord record =
        new RunRecord(
            RunRecord.PROGRAM,
            "sample-tiles",
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
    RunFolder folder = folder(spark, "synthetic");
    folder.begin(record);
    spark
        .createDataFrame(rows, TileTable.SCHEMA)
        .repartition(partitions)
        .write()
        .parquet(folder.workPath(RunFolder.DATA).toString());
    folder.publish(record);
  }

  private void run(String verb, String... paths) {
    assertThat(Main.run(arguments(verb, paths))).isZero();
  }

  /** Settings of paths are below the test's own place. */
  private String[] arguments(String verb, String... settings) {
    return Stream.concat(
            Stream.of(verb),
            Arrays.stream(settings)
                .map(s -> s.replaceFirst("put=", "put=" + place + "/"))
                .flatMap(s -> Stream.of("--set", s)))
        .toArray(String[]::new);
  }

  private List<RecoveredRow> recovered(SparkSession spark, String output) {
    return spark
        .read()
        .parquet(folder(spark, output).data())
        .orderBy("trace_id", "feature")
        .collectAsList()
        .stream()
        .map(RecoveredTable::fromRow)
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
