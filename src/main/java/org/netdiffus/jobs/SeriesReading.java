package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.spark.RecoveredRow;
import org.netdiffus.spark.RecoveredTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;

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

  /** The series nearest to the tile. */
  static final String APPROXIMATE = "approximate";

  /** A range of values that float32 pixels cannot tell apart. */
  private static final double ROUNDING = 1e-5;

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
    TileGeometry geometry = tile.geometry();
    Tile picture = tile.picture();
    List<RecoveredRow> series = new ArrayList<>();
    for (int channel = 0; channel < tile.channels(); channel++) {
      SeriesScale scale = tile.scales().get(channel).scale();
      series.add(read(tile, rule, geometry, picture.channel(channel), scale));
    }
    return series;
  }

  private static RecoveredRow read(
      TileRow tile, RecoveryRule rule, TileGeometry geometry, float[] pixels, SeriesScale scale) {
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
        captured && isExact(tile, geometry, recovered) ? EXACT : APPROXIMATE,
        recovered.rule().settingName(),
        recovered.gramianResidual(),
        recovered.asymmetry(),
        recovered.interval());
  }

  /** Whether the rule and the pixels leave nothing but rounding to float32. */
  private static boolean isExact(
      TileRow tile, TileGeometry geometry, SeriesRecovery.Recovered recovered) {
    boolean decided =
        geometry.invertsExactly()
            || (recovered.rule() == RecoveryRule.FACTORS && recovered.interval() < ROUNDING);
    return decided && tile.encoding() == PixelEncoding.FLOAT32;
  }
}
