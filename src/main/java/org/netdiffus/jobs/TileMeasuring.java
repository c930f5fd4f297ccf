package org.netdiffus.jobs;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.netdiffus.measure.DomainFeatures;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.SeriesRecovery.Recovered;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;

/**
 * Recovers the series of a tile and measures them. A tile with a pixel that is no number gives
 * nothing.
 *
 * <p>Real and synthetic series are cut by the same rule, at the run of padding at their end: the
 * true length of real ones is known, but using it would make them differ from synthetic ones by the
 * rule alone.
 */
final class TileMeasuring implements FlatMapFunction<Row, MeasuredTile> {
  private static final long serialVersionUID = 1;

  @Override
  public Iterator<MeasuredTile> call(Row row) {
    TileRow tile = TileTable.fromRow(row);
    if (!Channels.isFinite(tile.pixels())) {
      return Collections.emptyIterator();
    }
    TileGeometry geometry = tile.geometry();
    Tile picture = tile.picture();
    int perChannel = DomainFeatures.NAMES.size();
    double[] features = new double[perChannel * tile.channels()];
    double residual = 0;
    float[] firstSeries = {};
    for (int channel = 0; channel < tile.channels(); channel++) {
      SeriesScale scale = tile.scales().get(channel).scale();
      Recovered recovered =
          SeriesRecovery.recover(picture.channel(channel), geometry, RecoveryRule.ALL_PIXELS);
      int length = SeriesRecovery.lengthBeforePad(recovered.values(), scale);
      float[] series = SeriesRecovery.inUnits(recovered, scale, length);
      double[] measured =
          new DomainFeatures(idleBelow(scale), geometry.pointsPerPixel()).of(series);
      System.arraycopy(measured, 0, features, channel * perChannel, perChannel);
      residual += recovered.gramianResidual() / tile.channels();
      if (channel == 0) {
        int shown =
            tile.origin() instanceof TileRow.Captured origin
                ? geometry.pixelsOf(origin.length())
                : length;
        firstSeries = SeriesRecovery.inUnits(recovered, scale, shown);
      }
    }
    return List.of(
            new MeasuredTile(
                tile.traceId(),
                tile.split(),
                tile.label(),
                row.<Integer>getAs(TileSample.PLACE),
                tile.pixels(),
                residual,
                features,
                firstSeries))
        .iterator();
  }

  /** What cannot be told from padding is idle; a feature that is silent everywhere has no scale. */
  private static double idleBelow(SeriesScale scale) {
    double threshold = Math.abs(scale.restore(scale.pad() + scale.padTolerance()));
    return threshold > 0 ? threshold : 1;
  }
}
