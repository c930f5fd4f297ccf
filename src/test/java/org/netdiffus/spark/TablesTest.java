package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TablesTest {
  @Test
  void seriesComeBackFromParquetAsTheyWere(SparkSession spark, @TempDir Path folder) {
    SeriesRow series =
        new SeriesRow("web/a.pcap", "web", "train", "size", 2, new float[] {1.5f, 0, 3}, "a.pcap");

    Row row = throughParquet(spark, folder, SeriesTable.toRow(series), SeriesTable.SCHEMA);

    assertThat(SeriesTable.fromRow(row)).usingRecursiveComparison().isEqualTo(series);
  }

  @Test
  void tilesComeBackFromParquetAsTheyWere(SparkSession spark, @TempDir Path folder) {
    TileRow captured = tile(new TileRow.Captured(7));
    TileRow sampled = tile(new TileRow.Sampled(3, 12, "ab"));

    assertThat(
            TileTable.fromRow(
                throughParquet(
                    spark, folder.resolve("a"), TileTable.toRow(captured), TileTable.SCHEMA)))
        .usingRecursiveComparison()
        .isEqualTo(captured);
    assertThat(
            TileTable.fromRow(
                throughParquet(
                    spark, folder.resolve("b"), TileTable.toRow(sampled), TileTable.SCHEMA)))
        .usingRecursiveComparison()
        .isEqualTo(sampled);
  }

  @Test
  void recoveredSeriesComeBackFromParquetAsTheyWere(SparkSession spark, @TempDir Path folder) {
    RecoveredRow series =
        new RecoveredRow(
            "synthetic/web/3",
            "web",
            "synthetic",
            "size",
            2,
            new float[] {1.5f, 3},
            11.25,
            "approximate",
            "all-pixels",
            0.01,
            0.002,
            0.03);

    Row row = throughParquet(spark, folder, RecoveredTable.toRow(series), RecoveredTable.SCHEMA);

    assertThat(RecoveredTable.fromRow(row)).usingRecursiveComparison().isEqualTo(series);
  }

  private static Row throughParquet(SparkSession spark, Path folder, Row row, StructType schema) {
    String path = folder.resolve("rows").toString();
    Dataset<Row> rows = spark.createDataFrame(List.of(row), schema);
    rows.write().parquet(path);
    return spark.read().parquet(path).first();
  }

  private static TileRow tile(TileRow.Origin origin) {
    return new TileRow(
        "web/a.pcap",
        "web",
        "train",
        2,
        1,
        new float[] {0, 0.25f, 0.25f, 1},
        List.of("size"),
        9,
        "paa",
        0.25,
        List.of(new TileRow.Scale("size", "training-maximum", 1500, false)),
        origin);
  }
}
