package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.spark.TileRow;
import org.netdiffus.tile.RecoveryRule;
import org.netdiffus.tile.SeriesRecovery;

/**
 * Traces whose tiles are sampled, with the series behind them: what a network sees of each in every
 * form, in the same order and of the same scale.
 *
 * @param sample real tiles
 * @param series values of each trace, scaled as its tile, {@code [point][channel]}
 * @param points points of a series
 */
record FormedTraces(TileSample sample, Map<TraceName, float[]> series, int points) {
  private static final StructType NAMES =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false);

  /** A trace and its part. */
  private record TraceName(String trace, String split) {}

  /**
   * Reads the series of the sampled traces; no more of them come to the driver.
   *
   * @param folder run folder of {@code extract-series}
   * @throws UserError when a tile has no series there
   */
  static FormedTraces of(SparkSession spark, TileSample sample, RunFolder folder, int points) {
    List<MeasuredTile> tiles =
        Stream.concat(sample.training().stream(), sample.test().stream()).toList();
    Dataset<Row> wanted =
        spark.createDataFrame(
            tiles.stream().map(t -> RowFactory.create(t.traceId(), t.split())).toList(), NAMES);
    Map<TraceName, List<SeriesRow>> rows = new HashMap<>();
    for (Row row :
        FloatRows.of(
                spark
                    .read()
                    .schema(SeriesTable.SCHEMA)
                    .parquet(folder.data())
                    .filter(col("feature").isin(features(tiles).toArray()))
                    .join(
                        broadcast(wanted),
                        scala.collection.JavaConverters.asScalaBuffer(List.of("trace_id", "split"))
                            .toSeq(),
                        "left_semi"))
            .collectAsList()) {
      SeriesRow read = SeriesTable.fromRow(row);
      rows.computeIfAbsent(new TraceName(read.traceId(), read.split()), name -> new ArrayList<>())
          .add(read);
    }
    Map<TraceName, float[]> series = new HashMap<>();
    for (MeasuredTile tile : tiles) {
      TraceName name = new TraceName(tile.traceId(), tile.split());
      series.put(name, scaled(tile.tile(), rows.getOrDefault(name, List.of()), points, folder));
    }
    return new FormedTraces(sample, series, points);
  }

  private static List<String> features(List<MeasuredTile> tiles) {
    return tiles.stream().flatMap(tile -> tile.tile().features().stream()).distinct().toList();
  }

  private static float[] scaled(TileRow tile, List<SeriesRow> rows, int points, RunFolder folder) {
    int channels = tile.channels();
    float[] all = new float[points * channels];
    for (int channel = 0; channel < channels; channel++) {
      TileRow.Scale scale = tile.scales().get(channel);
      SeriesRow row =
          rows.stream()
              .filter(r -> r.feature().equals(scale.feature()) && r.values().length >= points)
              .findFirst()
              .orElseThrow(
                  () ->
                      UserError.input(
                          "trace %s has no series of %s and %d points in %s"
                              .formatted(tile.traceId(), scale.feature(), points, folder),
                          "give the series that its tile was drawn from"));
      double[] values = scale.scale().scale(Arrays.copyOf(row.values(), points)).values();
      for (int point = 0; point < points; point++) {
        all[point * channels + channel] = (float) values[point];
      }
    }
    return all;
  }

  /** The traces in a form, as the CNN takes them. */
  JudgedTiles as(SeriesForm form) {
    JudgedTiles tiles = sample.judged();
    return switch (form) {
      case TILE -> tiles;
      case SERIES -> ofHeightOne(tiles, points, all(sample.training()), all(sample.test()));
      case AVERAGES ->
          ofHeightOne(tiles, sample.size(), averages(sample.training()), averages(sample.test()));
    };
  }

  private static JudgedTiles ofHeightOne(
      JudgedTiles tiles, int width, float[][] training, float[][] test) {
    return new JudgedTiles(
        tiles.labels(),
        1,
        width,
        tiles.channels(),
        new JudgedTiles.Labelled(training, tiles.training().classes()),
        new JudgedTiles.Labelled(test, tiles.test().classes()),
        JudgedTiles.Labelled.NONE);
  }

  private float[][] all(List<MeasuredTile> part) {
    return part.stream()
        .map(tile -> new TraceName(tile.traceId(), tile.split()))
        .map(name -> Objects.requireNonNull(series.get(name), name.trace()))
        .toArray(float[][]::new);
  }

  private static float[][] averages(List<MeasuredTile> part) {
    return part.stream().map(MeasuredTile::tile).map(FormedTraces::average).toArray(float[][]::new);
  }

  /** What the diagonal says, which is all that a tile knows of single points. */
  private static float[] average(TileRow tile) {
    int channels = tile.channels();
    float[] all = new float[tile.size() * channels];
    for (int channel = 0; channel < channels; channel++) {
      double[] values =
          SeriesRecovery.recover(
                  tile.picture().channel(channel), tile.geometry(), RecoveryRule.DIAGONAL)
              .values();
      for (int i = 0; i < values.length; i++) {
        all[i * channels + channel] = (float) values[i];
      }
    }
    return all;
  }
}
