package org.netdiffus.jobs;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.SeriesScale;

/** The scales of tiles that stand complete, for tiles of other series. */
final class KeptScales {
  private static final String KEY = "render.scales-of";

  private KeptScales() {}

  /**
   * Takes the scales over.
   *
   * @param tiles run folder of {@code render-tiles}
   * @param features name of each feature
   * @return one scale a feature, in their order
   * @throws UserError when the tiles lack a feature, or every trace has a scale of its own
   */
  static List<SeriesScale> of(SparkSession spark, RunFolder tiles, List<String> features) {
    TileKind kind =
        TileKind.of(
            TileTable.fromRow(spark.read().schema(TileTable.SCHEMA).parquet(tiles.data()).first()));
    return features.stream()
        .map(
            feature ->
                kind.scales().stream()
                    .filter(scale -> scale.feature().equals(feature))
                    .map(TileRow.Scale::scale)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            UserError.settings(
                                KEY + " = " + tiles + " has no scale of " + feature,
                                "name tiles with that feature, or leave it out by"
                                    + " render.features")))
        .map(scale -> shared(scale, tiles))
        .toList();
  }

  private static SeriesScale shared(SeriesScale scale, RunFolder tiles) {
    if (scale.kind() == ScaleKind.TRACE) {
      throw UserError.settings(
          KEY + " = " + tiles + " has a scale of its own for every trace",
          "there is nothing to keep: give render.scale = trace");
    }
    return scale;
  }
}
