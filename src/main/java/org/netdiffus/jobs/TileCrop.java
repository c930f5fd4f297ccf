package org.netdiffus.jobs;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * From a tile to that of the beginning of its series, its upper left: to the last bit the tile of a
 * prefix that ends at the edge of a pixel, where both have the same scale.
 *
 * @param size side of the result
 * @param points points of the prefix
 */
record TileCrop(int size, int points) implements MapFunction<Row, Row> {
  /**
   * Whether cropping a tile gives one of a prefix.
   *
   * @param whole size and points of the tile
   * @param prefix those of the prefix
   */
  static boolean leads(TileKind whole, TileKind prefix) {
    return prefix.size() < whole.size()
        && (long) prefix.size() * whole.points() == (long) whole.size() * prefix.points();
  }

  @Override
  public Row call(Row row) {
    return TileTable.toRow(crop(TileTable.fromRow(row)));
  }

  /** The crop. */
  TileRow crop(TileRow tile) {
    int values = size * tile.channels();
    float[] pixels = new float[size * values];
    for (int line = 0; line < size; line++) {
      System.arraycopy(
          tile.pixels(), line * tile.size() * tile.channels(), pixels, line * values, values);
    }
    TileRow.Origin origin =
        tile.origin() instanceof TileRow.Captured captured
            ? new TileRow.Captured(Math.min(captured.length(), points))
            : tile.origin();
    return new TileRow(
        tile.traceId(),
        tile.label(),
        tile.split(),
        size,
        tile.channels(),
        pixels,
        tile.features(),
        points,
        tile.order(),
        tile.gamma(),
        tile.scales(),
        origin);
  }
}
