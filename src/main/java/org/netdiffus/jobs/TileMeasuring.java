package org.netdiffus.jobs;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.netdiffus.measure.DomainFeatures;
import org.netdiffus.measure.TrafficProfile;
import org.netdiffus.measure.TrafficQuantity;
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
    return List.of(measured(tile, row.<Integer>getAs(TileSample.PLACE))).iterator();
  }

  /** A tile whose pixels are all numbers, at its place. */
  static MeasuredTile measured(TileRow tile, int place) {
    TileGeometry geometry = tile.geometry();
    Tile picture = tile.picture();
    int perChannel = DomainFeatures.NAMES.size();
    double[] features = new double[perChannel * tile.channels()];
    double[] leastUnits = new double[features.length];
    double residual = 0;
    double asymmetry = 0;
    Map<TrafficQuantity, double[]> traffic = Map.of();
    float[] firstSeries = {};
    for (int channel = 0; channel < tile.channels(); channel++) {
      SeriesScale scale = tile.scales().get(channel).scale();
      Recovered recovered =
          SeriesRecovery.recover(picture.channel(channel), geometry, RecoveryRule.ALL_PIXELS);
      int length = SeriesRecovery.lengthBeforePad(recovered.values(), scale);
      float[] series = SeriesRecovery.inUnits(recovered, scale, length);
      DomainFeatures domain = new DomainFeatures(idleBelow(scale), geometry.pointsPerPixel());
      System.arraycopy(domain.of(series), 0, features, channel * perChannel, perChannel);
      System.arraycopy(domain.leastUnits(), 0, leastUnits, channel * perChannel, perChannel);
      residual += recovered.gramianResidual() / tile.channels();
      asymmetry += recovered.asymmetry() / tile.channels();
      if (channel == 0) {
        traffic = profile(tile).of(series);
        int shown =
            tile.origin() instanceof TileRow.Captured origin
                ? geometry.pixelsOf(origin.length())
                : length;
        firstSeries = SeriesRecovery.inUnits(recovered, scale, shown);
      }
    }
    return new MeasuredTile(
        tile, place, residual, asymmetry, features, leastUnits, traffic, firstSeries);
  }

  /** How the series of the first channel is taken apart. */
  static TrafficProfile profile(TileRow tile) {
    SeriesScale scale = tile.scales().get(0).scale();
    return new TrafficProfile(idleBelow(scale), tile.geometry().pointsPerPixel(), scale.signed());
  }

  /** What cannot be told from padding is idle; a feature that is silent everywhere has no scale. */
  private static double idleBelow(SeriesScale scale) {
    double threshold = Math.abs(scale.restore(scale.pad() + scale.padTolerance()));
    return threshold > 0 ? threshold : 1;
  }
}
