package org.netdiffus.jobs;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.netdiffus.dl4j.TrainingTile;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.TileView;

/**
 * Tiles as a network sees them.
 *
 * @param rows tiles
 * @param view what the network sees of each
 */
record SeenTiles(Dataset<Row> rows, TileView view) {
  /** Sums over all tiles; the grouping does not matter. */
  PixelMoments moments(int channels) {
    TileView shared = view;
    return rows.javaRDD()
        .map(row -> TileTable.fromRow(row).seen(shared))
        .aggregate(PixelMoments.none(channels), PixelMoments::plus, PixelMoments::plus);
  }

  /**
   * Groups of the pixels of all tiles; the grouping of the tiles does not matter. A partition's
   * take a megabyte a channel, so they come together in steps.
   */
  PixelGroups groups(int channels) {
    TileView shared = view;
    return rows.javaRDD()
        .map(row -> TileTable.fromRow(row).seen(shared))
        .treeAggregate(new PixelGroups(channels), PixelGroups::plus, PixelGroups::plus);
  }

  /**
   * The tiles, numbered in the order of their traces.
   *
   * @param labels name of each class, by its number
   */
  JavaRDD<TrainingTile> numbered(List<String> labels) {
    TileView shared = view;
    return rows.orderBy("trace_id")
        .javaRDD()
        .map(TileTable::fromRow)
        .zipWithIndex()
        .map(
            tile ->
                new TrainingTile(
                    tile._2(), labels.indexOf(tile._1().label()), tile._1().seen(shared)));
  }
}
