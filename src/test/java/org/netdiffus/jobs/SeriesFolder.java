package org.netdiffus.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;

/** A run folder as {@code extract-series} writes it, with series that a test gives. */
final class SeriesFolder {
  private SeriesFolder() {}

  /** Writes rows in so many files. */
  static void write(
      SparkSession spark, Path place, List<SeriesRow> rows, String features, int partitions) {
    RunRecord record =
        new RunRecord(
            RunRecord.PROGRAM,
            "extract-series",
            new TreeMap<>(Map.of("extract.feature", features)),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("unit: " + features, "bytes per 0.25 s")),
            new TreeMap<>(),
            new TreeMap<>());
    RunFolder folder = RunFolder.at(place.toString(), spark.sparkContext().hadoopConfiguration());
    folder.begin(record);
    List<Row> encoded = rows.stream().map(SeriesTable::toRow).toList();
    spark
        .createDataFrame(encoded, SeriesTable.SCHEMA)
        .repartition(partitions)
        .write()
        .parquet(folder.workPath(RunFolder.DATA).toString());
    folder.publish(record);
  }

  /** Bursts of two classes, {@code traces} of each, four of five for training. */
  static List<SeriesRow> bursts(String feature, int traces, int points) {
    List<SeriesRow> rows = new ArrayList<>();
    for (String label : List.of("video", "web")) {
      for (int trace = 0; trace < traces; trace++) {
        Random random = new Random((label + feature + trace).hashCode());
        int length = points / 2 + random.nextInt(points / 2);
        float[] values = new float[points];
        for (int i = 0; i < length; i++) {
          values[i] = random.nextInt(3) == 0 ? random.nextInt(1500) : 0;
        }
        values[length - 1] = 1500;
        rows.add(
            new SeriesRow(
                label + "/" + trace + ".pcap",
                label,
                trace % 5 == 4 ? "test" : "train",
                feature,
                length,
                values,
                label + "/" + trace + ".pcap"));
      }
    }
    return rows;
  }
}
