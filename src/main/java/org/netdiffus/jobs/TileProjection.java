package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;

/**
 * From a tile that a model made to the nearest one that some series has: each channel is read by
 * all its pixels and drawn anew. What the model was off by stays in the row.
 *
 * @param drawing draws the tiles of the model
 */
record TileProjection(SampleDrawing drawing) implements MapPartitionsFunction<Long, Row> {
  @Override
  public Iterator<Row> call(Iterator<Long> numbers) {
    Iterable<TileRow> tiles = () -> drawing.tiles(numbers);
    return StreamSupport.stream(tiles.spliterator(), false)
        .map(tile -> TileTable.toRow(nearest(tile)))
        .iterator();
  }

  /** The valid tile nearest to one. */
  static TileRow nearest(TileRow tile) {
    TileGeometry geometry = tile.geometry();
    Tile drawn = tile.picture();
    List<float[]> pictures = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    for (int channel = 0; channel < tile.channels(); channel++) {
      SeriesRecovery.Recovered recovered =
          SeriesRecovery.recover(drawn.channel(channel), geometry, RecoveryRule.ALL_PIXELS);
      pictures.add(rounded(recovered.nearest()));
      residuals.add(recovered.gramianResidual());
    }
    Tile nearest = Tile.ofChannels(tile.size(), pictures);
    return tile.projected(nearest.pixels(), residuals);
  }

  private static float[] rounded(double[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) pixels[i];
    }
    return floats;
  }
}
