package org.netdiffus.spark;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.series.Feature;
import org.netdiffus.series.SeriesShape;

/**
 * What an earlier run of the same settings has read, as rows of {@link ReadTable}: the same as
 * reading its files again would give, but for the times of traces, which are not written.
 */
public final class StandingSeries {
  private StandingSeries() {}

  /**
   * Whether all that a run has written is still there, as this program writes it: as many series
   * and files as its record says. What cannot be opened is not whole.
   */
  public static boolean isWhole(SparkSession spark, RunFolder run) {
    RunRecord record = run.record();
    try {
      Dataset<Row> files = spark.read().parquet(run.path(FileTable.NAME).toString());
      return Arrays.equals(files.schema().fieldNames(), FileTable.SCHEMA.fieldNames())
          && record.counts().getOrDefault("files", -1L) == files.count()
          && record.counts().getOrDefault("series", -1L)
              == spark.read().schema(SeriesTable.SCHEMA).parquet(run.data()).count();
    } catch (Exception damaged) { // checked ones too, without saying so
      return false;
    }
  }

  /**
   * The series of a run and the counts of its files.
   *
   * @param run a complete run for which {@link #isWhole} holds
   * @param dropped paths of files, relative to its input, that do not count
   */
  public static Dataset<Row> read(
      SparkSession spark,
      RunFolder run,
      List<String> dropped,
      SeriesShape shape,
      TraceFiles.Grouping grouping) {
    List<String> features =
        shape.features().stream().map(Feature::settingName).collect(Collectors.toList());
    JavaRDD<Row> series =
        FloatRows.of(
                without(
                    dropped, spark.read().schema(SeriesTable.SCHEMA).parquet(run.data()), "source"))
            .javaRDD()
            .map(
                row -> {
                  SeriesRow written = SeriesTable.fromRow(row);
                  return ReadTable.series(written, features.indexOf(written.feature()), grouping);
                });
    JavaRDD<Row> files =
        without(
                dropped,
                spark.read().schema(FileTable.SCHEMA).parquet(run.path(FileTable.NAME).toString()),
                "path")
            .javaRDD()
            .map(file -> ReadTable.file(FileTable.counts(file), file));
    return spark.createDataFrame(series.union(files), ReadTable.SCHEMA);
  }

  private static Dataset<Row> without(List<String> dropped, Dataset<Row> rows, String path) {
    if (dropped.isEmpty()) {
      return rows;
    }
    Dataset<Row> paths =
        rows.sparkSession().createDataset(dropped, Encoders.STRING()).toDF("dropped_path");
    return rows.join(paths, col(path).equalTo(col("dropped_path")), "left_anti");
  }
}
