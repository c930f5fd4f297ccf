package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
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
 */
record TileProjection() implements MapFunction<Row, Row> {
  @Override
  public Row call(Row row) {
    TileRow tile = TileTable.fromRow(row);
    TileGeometry geometry = SeriesReading.geometry(tile);
    Tile drawn = new Tile(tile.size(), tile.channels(), tile.pixels());
    List<float[]> pictures = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    for (int channel = 0; channel < tile.channels(); channel++) {
      SeriesRecovery.Recovered recovered =
          SeriesRecovery.recover(drawn.channel(channel), geometry, RecoveryRule.ALL_PIXELS);
      pictures.add(rounded(recovered.nearest()));
      residuals.add(recovered.gramianResidual());
    }
    Tile nearest = Tile.ofChannels(tile.size(), pictures);
    return TileTable.toRow(tile.projected(nearest.pixels(), residuals));
  }

  private static float[] rounded(double[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) pixels[i];
    }
    return floats;
  }
}
