package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
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
 * From the series of each trace to its tile. A trace that cannot be drawn is counted by its reason.
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
    implements MapPartitionsFunction<Row, Row> {
  /** Draws the tiles of a partition, in which the rows of a trace stand next to each other. */
  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Iterable<List<SeriesRow>> traces = () -> new Traces(rows);
    return StreamSupport.stream(traces.spliterator(), false)
        .flatMap(trace -> tile(trace).stream())
        .map(TileTable::toRow)
        .iterator();
  }

  private Optional<TileRow> tile(List<SeriesRow> series) {
    List<SeriesRow> channels = new ArrayList<>();
    for (SeriesScale scale : scales) {
      series.stream()
          .filter(row -> row.feature().equals(scale.feature()))
          .findFirst()
          .ifPresent(channels::add);
    }
    if (series.stream().map(SeriesRow::feature).distinct().count() < series.size()) {
      counts.featureTwice().add(1);
    } else if (channels.size() < scales.size()) {
      counts.withoutEveryFeature().add(1);
    } else if (channels.stream().anyMatch(c -> c.values().length != seriesPoints)) {
      counts.ofAnotherLength().add(1);
    } else if (!channels.stream().allMatch(c -> Channels.isFinite(c.values()))) {
      counts.notFinite().add(1);
    } else {
      return Optional.of(draw(channels.stream().map(this::beginning).toList()).encoded(encoding));
    }
    return Optional.empty();
  }

  /** The rows of one trace after another. */
  private static final class Traces implements Iterator<List<SeriesRow>> {
    private final Iterator<Row> rows;
    private final List<SeriesRow> ahead = new ArrayList<>();

    private Traces(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return !ahead.isEmpty() || rows.hasNext();
    }

    @Override
    public List<SeriesRow> next() {
      List<SeriesRow> trace = new ArrayList<>(ahead);
      ahead.clear();
      while (ahead.isEmpty() && rows.hasNext()) {
        SeriesRow row = SeriesTable.fromRow(rows.next());
        (trace.isEmpty() || isSameTrace(trace.get(0), row) ? trace : ahead).add(row);
      }
      return trace;
    }

    private static boolean isSameTrace(SeriesRow one, SeriesRow other) {
      return one.traceId().equals(other.traceId())
          && one.label().equals(other.label())
          && one.split().equals(other.split());
    }
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
      used.add(TileRow.Scale.of(scale));
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
