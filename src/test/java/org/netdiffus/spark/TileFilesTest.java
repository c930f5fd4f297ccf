package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** The files of tiles, read without Spark. */
@ExtendWith(LocalSpark.class)
class TileFilesTest {
  private static final int SIZE = 64;
  private static final List<String> LABELS = List.of("a", "b", "c", "d");

  @TempDir private Path place;

  @Test
  void plainParquetReadsTheTilesBackAndCanSkipPartsAndClasses(SparkSession spark)
      throws IOException {
    List<TileRow> tiles = tiles(1200);
    write(spark, tiles);

    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), hadoop(file())).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    assertThat(rows).hasSize(tiles.size());
    for (int i = 0; i < rows.size(); i += 100) {
      Group row = rows.get(i);
      TileRow tile = tiles.get(i);
      assertThat(row.getString("trace_id", 0)).isEqualTo(tile.traceId());
      assertThat(row.getString("label", 0)).isEqualTo(tile.label());
      assertThat(row.getInteger("size", 0)).isEqualTo(SIZE);
      Group pixels = row.getGroup("pixels", 0);
      for (int p = 0; p < tile.pixels().length; p += 37) {
        assertThat(pixels.getGroup("list", p).getFloat("element", 0)).isEqualTo(tile.pixels()[p]);
      }
    }

    List<BlockMetaData> groups = groups();
    assertThat(groups).hasSizeGreaterThan(2);
    long needed = groups.stream().filter(group -> mayHold(group, "train", "c")).count();
    assertThat(needed).isLessThan(groups.size());
    assertThat(groups.stream().flatMap(group -> group.getColumns().stream()))
        .allSatisfy(column -> assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD));
  }

  @Test
  void duckDbReadsTheTilesBack(SparkSession spark) throws SQLException {
    assumeTrue(
        ServiceLoader.load(Driver.class).stream()
            .anyMatch(d -> d.type().getName().contains("duck")),
        "skipped: the driver of DuckDB is not on the class path");
    List<TileRow> tiles = tiles(40);
    List<TileRow> bytes = tiles.stream().map(t -> t.encoded(PixelEncoding.UINT8)).toList();
    write(spark, tiles);
    assertThat(sums()).isEqualTo(sums(tiles));
    write(spark, bytes);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select octet_length(pixels_u8), pixels is null from '" + file() + "' limit 1")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getLong(1)).isEqualTo(SIZE * SIZE);
      assertThat(found.getBoolean(2)).isTrue();
    }
  }

  private List<String> sums() throws SQLException {
    List<String> sums = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select split, label, count(*), max(list_max(pixels)) from '"
                    + file()
                    + "' group by split, label order by split, label")) {
      while (found.next()) {
        sums.add(
            "%s %s %d %s"
                .formatted(
                    found.getString(1), found.getString(2), found.getLong(3), found.getFloat(4)));
      }
    }
    return sums;
  }

  private static List<String> sums(List<TileRow> tiles) {
    List<String> sums = new ArrayList<>();
    for (String split : List.of("test", "train")) {
      for (String label : LABELS) {
        List<TileRow> part =
            tiles.stream().filter(t -> t.split().equals(split) && t.label().equals(label)).toList();
        float most = 0;
        for (TileRow tile : part) {
          for (float pixel : tile.pixels()) {
            most = Math.max(most, pixel);
          }
        }
        sums.add("%s %s %d %s".formatted(split, label, part.size(), most));
      }
    }
    return sums;
  }

  /** What a reader that wants one class of one part concludes from the statistics. */
  private static boolean mayHold(BlockMetaData group, String split, String label) {
    return allow(group, "split", split) && allow(group, "label", label);
  }

  private static boolean allow(BlockMetaData group, String column, String value) {
    ColumnChunkMetaData chunk =
        group.getColumns().stream()
            .filter(c -> c.getPath().toDotString().equals(column))
            .findFirst()
            .orElseThrow();
    String least = chunk.getStatistics().minAsString();
    String most = chunk.getStatistics().maxAsString();
    return least.compareTo(value) <= 0 && most.compareTo(value) >= 0;
  }

  private List<BlockMetaData> groups() throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(hadoop(file()), new Configuration()))) {
      return List.copyOf(reader.getFooter().getBlocks());
    }
  }

  private void write(SparkSession spark, List<TileRow> tiles) {
    List<Row> rows = tiles.stream().map(TileTable::toRow).toList();
    FloatParquet.writer(spark.createDataFrame(rows, TileTable.SCHEMA).coalesce(1))
        .mode("overwrite")
        .save(place.resolve("data").toString());
  }

  private Path file() {
    try (Stream<Path> files = Files.list(place.resolve("data"))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private static List<TileRow> tiles(int count) {
    Random random = new Random(1);
    List<TileRow> tiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[SIZE * SIZE];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = random.nextFloat();
      }
      tiles.add(
          new TileRow(
              "trace-" + i,
              LABELS.get(i * 8 / count % 4),
              i < count / 2 ? "test" : "train",
              SIZE,
              1,
              pixels,
              List.of("size"),
              128,
              "paa",
              0.25,
              List.of(new TileRow.Scale("size", "training-maximum", 1500, false)),
              new TileRow.Captured(90)));
    }
    return tiles;
  }
}
