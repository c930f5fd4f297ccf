package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** Files of {@link FloatParquet} against those that Spark writes of the same rows. */
@ExtendWith(LocalSpark.class)
class FloatParquetTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("name", DataTypes.StringType, false)
          .add("always", DataTypes.createArrayType(DataTypes.FloatType, false), false)
          .add("others", DataTypes.createArrayType(DataTypes.StringType, false), true)
          .add("sometimes", DataTypes.createArrayType(DataTypes.FloatType, false), true)
          .add("number", DataTypes.LongType, true);

  /** More than a page holds. */
  private static final int LONG = 300_000;

  @TempDir private Path place;

  @Test
  void theFilesSayWhatThoseOfSparkSay(SparkSession spark) throws IOException {
    Dataset<Row> rows = spark.createDataFrame(rows(400), SCHEMA).coalesce(1);
    FloatParquet.writer(rows).save(place.resolve("ours").toString());
    rows.write().parquet(place.resolve("sparks").toString());

    assertThat(contents(spark, "ours")).hasSize(400).isEqualTo(contents(spark, "sparks"));
    for (String condition : List.of("sometimes is null", "size(always) = 0", "always[0] > 0.9")) {
      assertThat(read(spark, "ours").filter(condition).count())
          .as(condition)
          .isPositive()
          .isEqualTo(read(spark, "sparks").filter(condition).count());
    }
    ParquetMetadata ours = footer("ours");
    ParquetMetadata sparks = footer("sparks");
    assertThat(ours.getFileMetaData().getSchema()).isEqualTo(sparks.getFileMetaData().getSchema());
    assertThat(ours.getFileMetaData().getKeyValueMetaData())
        .isEqualTo(sparks.getFileMetaData().getKeyValueMetaData());
    assertThat(ours.getBlocks()).hasSizeGreaterThan(1);
    assertThat(statistics(ours)).isEqualTo(statistics(sparks));
  }

  @Test
  void aNumberThatIsNoneLeavesAPageWithoutBounds(SparkSession spark) throws IOException {
    List<Row> rows =
        List.of(row("a", new float[] {1, Float.NaN, 3}), row("b", new float[] {-2, -0f, 0}));
    FloatParquet.writer(spark.createDataFrame(rows, SCHEMA).coalesce(1))
        .save(place.resolve("ours").toString());

    assertThat(contents(spark, "ours")).hasSize(2).anyMatch(row -> row.contains("NaN"));
    ColumnChunkMetaData chunk = footer("ours").getBlocks().get(0).getColumns().get(1);
    assertThat(chunk.getPath().toDotString()).isEqualTo("always.list.element");
    assertThat(chunk.getStatistics().hasNonNullValue()).isFalse();
    assertThat(read(spark, "ours").filter("always[0] = -2").count()).isEqualTo(1);
  }

  @Test
  void filesHaveTheirOwnLevelOfCompressionWhateverTheProcessHasReadBefore(SparkSession spark)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("row " + i, sums(new Random(i))));
    }
    long[] sizes = new long[2];
    int[] levels = {1, 9};
    for (int i = 0; i < 2; i++) {
      String folder = "level-" + levels[i];
      FloatParquet.writer(spark.createDataFrame(rows, SCHEMA).coalesce(1))
          .option("parquet.compression.codec.zstd.level", levels[i])
          .save(place.resolve(folder).toString());
      assertThat(read(spark, folder).count()).isEqualTo(100);
      sizes[i] = footer(folder).getBlocks().get(0).getCompressedSize();
    }
    assertThat(sizes[1]).isLessThan(sizes[0] * 19 / 20);
  }

  private static List<Row> rows(int count) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = i == 7 ? LONG : random.nextInt(5) == 0 ? 0 : random.nextInt(20_000);
      rows.add(
          RowFactory.create(
              "row " + i,
              floats(random, length),
              orNone(random, () -> new String[] {"x", "y" + random.nextInt(3)}),
              orNone(random, () -> floats(random, random.nextInt(4))),
              orNone(random, () -> random.nextLong())));
    }
    return rows;
  }

  private static Row row(String name, float[] floats) {
    return RowFactory.create(name, floats, new String[0], floats, 1L);
  }

  private static @Nullable Object orNone(Random random, Supplier<Object> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }

  /** A picture with the pattern of a tile. */
  private static float[] sums(Random random) {
    float[] series = floats(random, 32);
    float[] pixels = new float[32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sqrt(series[i / 32] + series[i % 32]);
    }
    return pixels;
  }

  private static float[] floats(Random random, int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = random.nextFloat();
    }
    return floats;
  }

  private List<String> contents(SparkSession spark, String folder) {
    return read(spark, folder).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private Dataset<Row> read(SparkSession spark, String folder) {
    return spark.read().parquet(place.resolve(folder).toString());
  }

  /** Least and greatest value, values and nulls of each column, over all row groups. */
  private static List<String> statistics(ParquetMetadata footer) {
    int columns = footer.getBlocks().get(0).getColumns().size();
    List<String> statistics = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int column = i;
      List<ColumnChunkMetaData> chunks =
          footer.getBlocks().stream().map(block -> block.getColumns().get(column)).toList();
      var all = chunks.get(0).getStatistics().copy();
      chunks.stream().skip(1).forEach(chunk -> all.mergeStatistics(chunk.getStatistics()));
      long values = chunks.stream().mapToLong(ColumnChunkMetaData::getValueCount).sum();
      statistics.add(chunks.get(0).getPath() + " " + values + " " + all);
    }
    return statistics;
  }

  private ParquetMetadata footer(String folder) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve(folder))) {
      Path file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
        return reader.getFooter();
      }
    }
  }
}
