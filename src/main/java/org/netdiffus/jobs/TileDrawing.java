package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.Averaging;
import org.netdiffus.tile.ScaleFit;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;

/**
 * From the series of one trace to its tile. A trace that cannot be drawn is counted by its reason.
 *
 * @param geometry size, points, order and gamma of every tile; its points are the first of the
 *     series
 * @param seriesPoints points of the series
 * @param scales scale of each channel, in the order of the channels
 * @param averaging how the averages of a pixel are computed
 * @param encoding how pixels are stored
 * @param counts where to count
 */
record TileDrawing(
    TileGeometry geometry,
    int seriesPoints,
    List<SeriesScale> scales,
    Averaging averaging,
    PixelEncoding encoding,
    RenderCounts counts)
    implements FlatMapFunction<Row, Row> {
  /**
   * Draws a tile.
   *
   * @param trace a row with {@code series}: the rows of one trace in any order
   */
  @Override
  public Iterator<Row> call(Row trace) {
    List<Row> rows = trace.getList(trace.fieldIndex("series"));
    List<SeriesRow> series = rows.stream().map(SeriesTable::fromRow).toList();
    List<SeriesRow> channels = new ArrayList<>();
    for (SeriesScale scale : scales) {
      series.stream()
          .filter(row -> row.feature().equals(scale.feature()))
          .findFirst()
          .ifPresent(channels::add);
    }
    if (channels.size() < scales.size()) {
      counts.withoutEveryFeature().add(1);
    } else if (channels.stream().anyMatch(c -> c.values().length != seriesPoints)) {
      counts.ofAnotherLength().add(1);
    } else if (!channels.stream().allMatch(c -> Channels.isFinite(c.values()))) {
      counts.notFinite().add(1);
    } else {
      List<SeriesRow> beginnings = channels.stream().map(this::beginning).toList();
      return List.of(TileTable.toRow(draw(beginnings).encoded(encoding))).iterator();
    }
    return Collections.emptyIterator();
  }

  /** What a prefix sees of a series. */
  private SeriesRow beginning(SeriesRow row) {
    return new SeriesRow(
        row.traceId(),
        row.label(),
        row.split(),
        row.feature(),
        Math.min(row.length(), geometry.points()),
        Arrays.copyOf(row.values(), geometry.points()),
        row.source());
  }

  private TileRow draw(List<SeriesRow> series) {
    SeriesRow first = series.get(0);
    List<float[]> pictures = new ArrayList<>();
    List<TileRow.Scale> used = new ArrayList<>();
    int length = 0;
    for (int channel = 0; channel < series.size(); channel++) {
      SeriesRow row = series.get(channel);
      SeriesScale scale = scaleOf(row, scales.get(channel));
      SeriesScale.Scaled scaled = scale.scale(row.values());
      counts.values().add(row.values().length);
      counts.clipped(row.split(), scaled.clipped());
      pictures.add(averaging.render(scaled.values(), geometry));
      used.add(
          new TileRow.Scale(
              scale.feature(), scale.kind().settingName(), scale.maximum(), scale.signed()));
      // The features of a trace may end at different points; none is cut short.
      length = Math.max(length, row.length());
    }
    Tile tile = Tile.ofChannels(geometry.size(), pictures);
    return new TileRow(
        first.traceId(),
        first.label(),
        first.split(),
        tile.size(),
        tile.channels(),
        tile.pixels(),
        scales.stream().map(SeriesScale::feature).toList(),
        geometry.points(),
        geometry.order().settingName(),
        geometry.gamma(),
        used,
        new TileRow.Captured(length));
  }

  private static SeriesScale scaleOf(SeriesRow row, SeriesScale scale) {
    return Optional.of(scale)
        .filter(fitted -> fitted.kind() != ScaleKind.TRACE)
        .orElseGet(
            () ->
                new SeriesScale(
                    scale.feature(),
                    scale.kind(),
                    ScaleFit.NONE.plus(row.values()).largest(),
                    scale.signed()));
  }
}
