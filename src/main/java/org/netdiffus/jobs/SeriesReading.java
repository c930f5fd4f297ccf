package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.spark.RecoveredRow;
import org.netdiffus.spark.RecoveredTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;

/**
 * From a tile to the series of its channels. A tile with a pixel that is no number is counted.
 *
 * @param rule how a tile that inverts is read
 * @param notNumbers where to count
 */
record SeriesReading(RecoveryRule rule, LongAccumulator notNumbers)
    implements FlatMapFunction<Row, Row> {
  /** The tile's own picture of a trace gives its series back exactly; a generated one nearly. */
  static final String EXACT = "exact";

  /** The series nearest to the tile, or the diagonal of an averaged picture. */
  static final String APPROXIMATE = "approximate";

  @Override
  public Iterator<Row> call(Row row) {
    TileRow tile = TileTable.fromRow(row);
    if (!Channels.isFinite(tile.pixels())) {
      notNumbers.add(1);
      return Collections.emptyIterator();
    }
    return read(tile, rule).stream().map(RecoveredTable::toRow).iterator();
  }

  /** The series of every channel of a tile, whose pixels are all numbers. */
  static List<RecoveredRow> read(TileRow tile, RecoveryRule rule) {
    TileGeometry geometry =
        new TileGeometry(
            tile.size(),
            tile.points(),
            TileOrder.ofSettingName(tile.order()).orElseThrow(),
            tile.gamma());
    Tile picture = new Tile(tile.size(), tile.channels(), tile.pixels());
    List<RecoveredRow> series = new ArrayList<>();
    for (int channel = 0; channel < tile.channels(); channel++) {
      series.add(read(tile, rule, geometry, picture.channel(channel), tile.scales().get(channel)));
    }
    return series;
  }

  private static RecoveredRow read(
      TileRow tile,
      RecoveryRule rule,
      TileGeometry geometry,
      float[] pixels,
      TileRow.Scale stored) {
    SeriesScale scale =
        new SeriesScale(
            stored.feature(),
            ScaleKind.ofSettingName(stored.kind()).orElseThrow(),
            stored.maximum(),
            stored.signed());
    SeriesRecovery.Recovered recovered = SeriesRecovery.recover(pixels, geometry, rule);
    boolean captured = tile.origin() instanceof TileRow.Captured;
    int length =
        tile.origin() instanceof TileRow.Captured origin
            ? geometry.pixelsOf(origin.length())
            : SeriesRecovery.lengthBeforePad(recovered.values(), scale);
    return new RecoveredRow(
        tile.traceId(),
        tile.label(),
        tile.split(),
        scale.feature(),
        length,
        SeriesRecovery.inUnits(recovered, scale, length),
        geometry.pointsPerPixel(),
        captured && geometry.invertsExactly() ? EXACT : APPROXIMATE,
        recovered.rule().settingName(),
        recovered.gramianResidual(),
        recovered.asymmetry());
  }
}
