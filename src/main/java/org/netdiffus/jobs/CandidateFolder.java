package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.Averaging;
import org.netdiffus.tile.TileGeometry;

/**
 * A folder of synthetic traffic that is judged beside real tiles: tiles as they are, or series, own
 * and foreign ones, that become tiles by the scale of the real training tiles.
 *
 * @param folder the run folder
 * @param verb verb that has written it
 */
record CandidateFolder(RunFolder folder, String verb) {
  private static final String WRITERS =
      "sample-tiles, render-tiles, extract-series or train-baseline (or " + UniteTiles.NAME + ")";

  /** What of the settings of the series says how long a point is. */
  private static final List<String> OF_POINTS = List.of("extract.bin-width", "extract.bin-packets");

  /**
   * Opens a folder.
   *
   * @throws UserError when there is none of a known kind
   */
  static CandidateFolder open(SparkSession spark, String path) {
    RunFolder folder =
        RunFolder.completed(path, WRITERS, spark.sparkContext().hadoopConfiguration());
    return new CandidateFolder(folder, folder.record().verb());
  }

  /** Last part of the folder's path. */
  String shortName() {
    return new Path(folder.toString()).getName();
  }

  private boolean holdsSeries() {
    return verb.equals("extract-series") || verb.equals("train-baseline");
  }

  /**
   * The tiles, of the kind of the real ones where that can be had.
   *
   * @param real a real tile
   * @param realFolder where it comes from
   */
  Dataset<Row> tiles(SparkSession spark, TileRow real, RunFolder realFolder) {
    return holdsSeries() ? drawn(spark, real, realFolder) : cropped(spark, TileKind.of(real));
  }

  /** Tiles of whole series beside real ones of a prefix are cut to it. */
  private Dataset<Row> cropped(SparkSession spark, TileKind real) {
    Dataset<Row> tiles = spark.read().schema(TileTable.SCHEMA).parquet(folder.data());
    List<Row> first = tiles.limit(1).collectAsList();
    if (first.isEmpty() || !TileCrop.leads(TileKind.of(TileTable.fromRow(first.get(0))), real)) {
      return tiles;
    }
    return tiles.map(new TileCrop(real.size(), real.points()), TileTable.encoder());
  }

  private Dataset<Row> drawn(SparkSession spark, TileRow real, RunFolder realFolder) {
    Dataset<Row> series =
        spark
            .read()
            .schema(SeriesTable.SCHEMA)
            .parquet(folder.data())
            .filter(col("feature").isin(real.features().toArray()));
    Row found = series.agg(min(size(col("values"))), max(size(col("values")))).first();
    if (found.isNullAt(0)) {
      throw UserError.input(
          "no series in " + folder + " is of " + String.join(", ", real.features()),
          "extract the features of the real tiles");
    }
    requireSamePoints(realFolder);
    int points = found.getInt(1);
    if (found.getInt(0) != points || points < real.points()) {
      throw UserError.input(
          "series of %d to %d points in %s beside real tiles of %d points"
              .formatted(found.getInt(0), points, folder, real.points()),
          "extract them with extract.length = " + real.points());
    }
    TileGeometry geometry = real.geometry();
    TileDrawing drawing =
        new TileDrawing(
            geometry,
            points,
            real.scales().stream().map(TileRow.Scale::scale).toList(),
            Averaging.DIRECT,
            PixelEncoding.FLOAT32,
            RenderCounts.on(spark.sparkContext()));
    return RenderTiles.tiles(series, drawing, spark.sparkContext().defaultParallelism());
  }

  /** Bins of another width are another quantity. */
  private void requireSamePoints(RunFolder real) {
    for (String key : OF_POINTS) {
      Optional<String> ours =
          Optional.ofNullable(folder.record().settings().get(key))
              .or(() -> Optional.ofNullable(folder.record().facts().get(key)));
      Optional<String> theirs = Optional.ofNullable(real.record().facts().get(key));
      if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
        throw UserError.input(
            "%s of the series in %s is %s, that of the real tiles %s"
                .formatted(key, folder, ours.get(), theirs.get()),
            "extract them alike");
      }
    }
  }
}
