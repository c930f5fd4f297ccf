package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.ContactSheet;
import org.netdiffus.tile.Tile;

/** The contact sheet of a folder of tiles: the first tiles of each class by trace. */
final class Preview {
  /** Name of the file. */
  static final String NAME = "preview.png";

  private static final int MOST_CLASSES = 40;

  /** Pixels that come to the driver at most, a hundred megabytes as Spark hands them out. */
  private static final long MOST_PIXELS = 4_000_000;

  private Preview() {}

  /**
   * Draws the sheet; the first classes by name where there are too many to look at.
   *
   * @param perClass tiles of each class, at least 1; fewer where they are large
   */
  static byte[] png(Dataset<Row> tiles, TileCensus census, int perClass) {
    Row shape = tiles.select("size", "channels").first();
    long pixels = (long) shape.getInt(0) * shape.getInt(0) * shape.getInt(1);
    long most = Math.max(1, MOST_PIXELS / pixels);
    long columns = Math.min(perClass, most);
    long classes = Math.max(1, Math.min(MOST_CLASSES, most / columns));
    List<String> labels = census.labels().stream().limit(classes).toList();
    SortedMap<String, List<Tile>> byLabel = new TreeMap<>();
    for (TileRow row : first(tiles, labels, columns)) {
      byLabel.computeIfAbsent(row.label(), label -> new ArrayList<>()).add(row.picture());
    }
    return ContactSheet.png(
        byLabel.entrySet().stream()
            .map(entry -> new ContactSheet.Strip(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** The first tiles of each of these classes by trace, in the order of their traces. */
  static List<TileRow> first(Dataset<Row> tiles, List<String> labels, long perClass) {
    List<String> traces =
        tiles
            .filter(col("label").isin(labels.toArray()))
            .select(
                col("trace_id"),
                row_number().over(Window.partitionBy("label").orderBy("trace_id")).as("place"))
            .filter(col("place").leq(perClass))
            .select("trace_id")
            .as(Encoders.STRING())
            .collectAsList();
    return tiles.filter(col("trace_id").isin(traces.toArray())).collectAsList().stream()
        .map(TileTable::fromRow)
        .sorted(Comparator.comparing(TileRow::traceId))
        .toList();
  }
}
