package org.netdiffus.jobs;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many tiles of each class stand in each part.
 *
 * @param tiles all of them
 * @param labels the classes, sorted
 * @param bySplit tiles of each part, such as {@code train}
 */
record TileCensus(long tiles, List<String> labels, SortedMap<String, Long> bySplit) {
  /** Counts tiles; as many rows come to the driver as there are classes in each part. */
  static TileCensus of(Dataset<Row> tiles) {
    SortedMap<String, Long> byLabel = new TreeMap<>();
    SortedMap<String, Long> bySplit = new TreeMap<>();
    for (Row row : tiles.groupBy("label", "split").count().collectAsList()) {
      byLabel.merge(row.getString(0), row.getLong(2), Long::sum);
      bySplit.merge(row.getString(1), row.getLong(2), Long::sum);
    }
    long all = bySplit.values().stream().mapToLong(Long::longValue).sum();
    return new TileCensus(all, List.copyOf(byLabel.keySet()), bySplit);
  }

  /** For the record of a run. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("tiles", tiles);
    bySplit.forEach((split, count) -> counts.put("tiles: " + split, count));
    counts.put("classes", (long) labels.size());
    return counts;
  }

  /** For the record of a run. */
  Map<String, String> facts() {
    return Map.of("labels", String.join(", ", labels));
  }
}
