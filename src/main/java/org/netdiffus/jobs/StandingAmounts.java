package org.netdiffus.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.forecast.Amounts;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.TileTable;

/** How much there is in run folders that stand complete: by their records and one row. */
final class StandingAmounts {
  private StandingAmounts() {}

  /** The record of a complete run folder; empty when there is none at the path. */
  static Optional<RunRecord> record(SparkSession spark, String path) {
    RunFolder folder = RunFolder.at(path, spark.sparkContext().hadoopConfiguration());
    return folder.state() == RunFolder.State.COMPLETE
        ? Optional.of(folder.record())
        : Optional.empty();
  }

  /** What a complete run folder holds; empty when there is none at the path. */
  static Optional<Amounts> at(SparkSession spark, String path) {
    return record(spark, path)
        .map(
            record ->
                switch (record.verb()) {
                  case "extract-series" -> series(spark, path, record);
                  case "train-baseline" -> drawn(spark, path, record);
                  case "train-denoiser" -> model(spark, path, record);
                  default -> tiles(spark, path, record);
                });
  }

  private static Amounts series(SparkSession spark, String path, RunRecord record) {
    ContentSummary stored = stored(spark, path, RunFolder.DATA);
    long traces = count(record, "traces");
    return new Amounts(
        traces,
        count(record, "traces: train"),
        Math.toIntExact(count(record, "labels")),
        Channels.of(record).size(),
        Integer.parseInt(record.settings().getOrDefault("extract.length", "0")),
        0,
        stored.getFileCount(),
        stored.getLength());
  }

  /** Series of a simple generator: what they become tiles by is that of the real ones. */
  private static Amounts drawn(SparkSession spark, String path, RunRecord record) {
    ContentSummary stored = stored(spark, path, RunFolder.DATA);
    return new Amounts(
        count(record, "traces"), 0, 0, 1, 0, 0, stored.getFileCount(), stored.getLength());
  }

  private static Amounts tiles(SparkSession spark, String path, RunRecord record) {
    ContentSummary stored = stored(spark, path, RunFolder.DATA);
    TileKind kind =
        TileKind.of(
            TileTable.fromRow(
                spark
                    .read()
                    .schema(TileTable.SCHEMA)
                    .parquet(path + "/" + RunFolder.DATA)
                    .first()));
    return new Amounts(
        count(record, "tiles"),
        count(record, "tiles: train"),
        Math.toIntExact(count(record, "classes")),
        kind.channels(),
        kind.points(),
        kind.size(),
        stored.getFileCount(),
        stored.getLength());
  }

  private static Amounts model(SparkSession spark, String path, RunRecord record) {
    TrainedModel model =
        Checkpoints.open(
            spark,
            RunFolder.at(path, spark.sparkContext().hadoopConfiguration()),
            SampleSettings.Checkpoint.LAST,
            SampleSettings.Weights.EMA);
    ContentSummary stored = stored(spark, path, Checkpoints.FOLDER);
    return new Amounts(
        0,
        0,
        Math.toIntExact(count(record, "classes")),
        model.tiles().channels(),
        model.tiles().points(),
        model.tiles().size(),
        stored.getFileCount(),
        stored.getLength());
  }

  private static long count(RunRecord record, String name) {
    return record.counts().getOrDefault(name, 0L);
  }

  private static ContentSummary stored(SparkSession spark, String path, String name) {
    try {
      Path folder = new Path(path, name);
      return folder
          .getFileSystem(spark.sparkContext().hadoopConfiguration())
          .getContentSummary(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
