package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.FloatParquet;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.RecoveredTable;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileTable;

/** {@code recover-series}: each channel of each tile to a series in the units of its feature. */
final class RecoverSeries implements Job {
  private static final double RESIDUAL_STEPS = 1e9;

  private final RecoverSettings settings;

  RecoverSeries(RecoverSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new RecoverSeries(RecoverSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder input =
        RunFolder.completed(
            settings.input(),
            "render-tiles or sample-tiles",
            spark.sparkContext().hadoopConfiguration());
    Dataset<Row> tiles = spark.read().schema(TileTable.SCHEMA).parquet(input.data());
    TileCensus census = TileCensus.of(tiles);
    if (census.tiles() == 0) {
      throw UserError.input("there is no tile in " + input, "look into its run.json for why");
    }
    List<String> plan =
        List.of(
            "%d tiles %s of %d classes from %s"
                .formatted(census.tiles(), census.bySplit(), census.labels().size(), input),
            "one series a channel, read by " + settings.rule().settingName());
    return new Prepared(List.of(input.identity()), plan, folder -> write(tiles, census, folder));
  }

  private Outcome write(Dataset<Row> tiles, TileCensus census, RunFolder folder) {
    SparkSession spark = tiles.sparkSession();
    LongAccumulator notNumbers = spark.sparkContext().longAccumulator();
    String data = folder.workPath(RunFolder.DATA).toString();
    FloatParquet.writer(series(tiles, new SeriesReading(settings.rule(), notNumbers))).save(data);
    SortedMap<String, Long> counts = new TreeMap<>(census.counts());
    counts.put("tiles skipped: not finite", notNumbers.value());
    SortedMap<String, String> facts = new TreeMap<>(census.facts());
    List<String> summary = new ArrayList<>();
    for (Row group : groups(spark.read().schema(RecoveredTable.SCHEMA).parquet(data))) {
      String inverse = group.getString(0);
      long series = group.getLong(2);
      counts.merge("series: " + inverse, series, Long::sum);
      // Whole steps, since a sum of doubles would depend on the order of the partitions.
      double residual = group.getLong(3) / RESIDUAL_STEPS / series;
      String name = "gramian residual, " + inverse + ", " + group.getString(1);
      facts.put(name, String.format(Locale.ROOT, "%.6f", residual));
      summary.add(
          String.format(
              Locale.ROOT,
              "%d %s series by %s, mean Gramian residual %.6f",
              series,
              inverse,
              group.getString(1),
              residual));
    }
    if (summary.isEmpty()) {
      throw UserError.input(
          "no tile of " + settings.input() + " could be read (pixels that are no numbers)",
          "make the tiles anew");
    }
    return new Outcome(counts, facts, summary);
  }

  private static List<Row> groups(Dataset<Row> series) {
    return series
        .groupBy("inverse", "rule")
        .agg(
            count(lit(1)),
            sum(round(col("gramian_residual").multiply(RESIDUAL_STEPS)).cast("long")))
        .orderBy("inverse", "rule")
        .collectAsList();
  }

  /** The series of all tiles; the order of the rows is not settled, each row is. */
  static Dataset<Row> series(Dataset<Row> tiles, SeriesReading reading) {
    return FloatRows.of(tiles).flatMap(reading, RecoveredTable.encoder());
  }
}
