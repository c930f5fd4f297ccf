package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.FloatParquet;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * The step of the experiment {@code hierarchy} that makes one set of several: their tiles, real or
 * synthetic, each labelled as the set that it comes from.
 *
 * <p>Sets differ in what their series hold, in length and in unit, so the united tiles speak of
 * shares of the scale and of pixels alone.
 */
final class UniteTiles implements Job {
  static final String NAME = "unite-tiles";

  /** Part of the settings that the experiment gives to the step. */
  static final String SECTION = "experiment.unite";

  private static final String WRITERS = "render-tiles or sample-tiles";
  private static final String FEATURE = "share-of-scale";

  private final List<String> inputs;
  private final List<String> labels;
  private final String output;

  private UniteTiles(List<String> inputs, List<String> labels, String output) {
    this.inputs = List.copyOf(inputs);
    this.labels = List.copyOf(labels);
    this.output = output;
  }

  static Job of(ResolvedSettings settings) {
    return new UniteTiles(
        settings.texts(SECTION + ".input"),
        settings.texts(SECTION + ".labels"),
        settings.text(SECTION + ".output"));
  }

  @Override
  public String output() {
    return output;
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    List<RunFolder> folders =
        inputs.stream()
            .map(
                path ->
                    RunFolder.completed(path, WRITERS, spark.sparkContext().hadoopConfiguration()))
            .toList();
    List<Dataset<Row>> sets = new ArrayList<>();
    List<String> plan = new ArrayList<>();
    List<TileKind> kinds = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      Dataset<Row> tiles = spark.read().schema(TileTable.SCHEMA).parquet(folders.get(i).data());
      TileKind kind = kind(tiles, folders.get(i));
      requireAlike(kinds, folders.get(0), kind, folders.get(i));
      kinds.add(kind);
      sets.add(tiles.map(new Relabelling(i, labels.get(i)), TileTable.encoder()));
      plan.add("%s: the tiles in %s".formatted(labels.get(i), folders.get(i)));
    }
    Dataset<Row> all = sets.stream().reduce(Dataset::unionByName).orElseThrow();
    return new Prepared(
        folders.stream().map(RunFolder::identity).toList(),
        plan,
        folder -> write(all, kinds.get(0), folder));
  }

  private static TileKind kind(Dataset<Row> tiles, RunFolder folder) {
    List<Row> first = tiles.limit(1).collectAsList();
    if (first.isEmpty()) {
      throw UserError.input(folder + " holds no tiles", "look into its run.json for why");
    }
    return TileKind.of(TileTable.fromRow(first.get(0)));
  }

  private static void requireAlike(
      List<TileKind> before, RunFolder first, TileKind kind, RunFolder folder) {
    if (!before.isEmpty() && !drawing(before.get(0)).equals(drawing(kind))) {
      throw UserError.input(
          "tiles of %s in %s, of %s in %s"
              .formatted(drawing(before.get(0)), first, drawing(kind), folder),
          "render them alike");
    }
  }

  private static String drawing(TileKind kind) {
    return "%d pixels, %d channels, order %s and gamma %s"
        .formatted(kind.size(), kind.channels(), kind.order(), kind.gamma());
  }

  private Outcome write(Dataset<Row> tiles, TileKind kind, RunFolder folder) {
    String data = folder.workPath(RunFolder.DATA).toString();
    int files = RenderTiles.files(tiles.count(), 4L * kind.size() * kind.size() * kind.channels());
    FloatParquet.writer(
            tiles
                .repartition(files, col("trace_id"))
                .sortWithinPartitions("split", "label", "trace_id"))
        .save(data);
    TileCensus census =
        TileCensus.of(tiles.sparkSession().read().schema(TileTable.SCHEMA).parquet(data));
    SortedMap<String, Long> counts = new TreeMap<>(census.counts());
    SortedMap<String, String> facts = new TreeMap<>(census.facts());
    return new Outcome(
        counts, facts, List.of("%d tiles of %d sets".formatted(census.tiles(), inputs.size())));
  }

  /**
   * A tile of a set as one of the united ones.
   *
   * @param number of the set: names of traces are only unlike within one
   * @param label of all its tiles
   */
  record Relabelling(int number, String label) implements MapFunction<Row, Row> {
    @Override
    public Row call(Row row) {
      return TileTable.toRow(of(TileTable.fromRow(row)));
    }

    /** The united tile. */
    TileRow of(TileRow tile) {
      List<String> features = new ArrayList<>();
      List<TileRow.Scale> scales = new ArrayList<>();
      for (int channel = 1; channel <= tile.channels(); channel++) {
        String feature = tile.channels() == 1 ? FEATURE : FEATURE + "-" + channel;
        features.add(feature);
        scales.add(new TileRow.Scale(feature, "bound", 1, false));
      }
      TileRow.Origin origin =
          tile.origin() instanceof TileRow.Captured captured
              ? new TileRow.Captured(Math.max(1, tile.geometry().pixelsOf(captured.length())))
              : tile.origin();
      return new TileRow(
          (number + 1) + "/" + tile.traceId(),
          label,
          tile.split(),
          tile.size(),
          tile.channels(),
          tile.pixels(),
          features,
          tile.size(),
          tile.order(),
          tile.gamma(),
          scales,
          origin);
    }
  }
}
