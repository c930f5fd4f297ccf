package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.FloatParquet;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.SeriesScale;
import org.netdiffus.tile.TileGeometry;

/** {@code render-tiles}: the series of each trace to one tile, each feature a channel. */
final class RenderTiles implements Job {
  /** Fact of a run that names the tiles whose scales it kept. */
  static final String SCALES_OF = "scales of";

  private static final long OUTPUT_FILE_BYTES = 64L << 20;

  /** From here on files grow instead: a large set is neither thousands of files nor a few huge. */
  private static final int MANY_FILES = 1_000;

  private static final long LARGE_FILE_BYTES = 512L << 20;

  /** Drawing is work for many cores even where all tiles would fit into one file. */
  private static final int LEAST_FILES = 16;

  /** Traces that the record names where many are skipped. */
  private static final int MOST_NAMED = 20;

  private static final String LENGTH = "extract.length";

  private final RenderSettings settings;

  RenderTiles(RenderSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new RenderTiles(RenderSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder input =
        RunFolder.completed(
            settings.input(), "extract-series", spark.sparkContext().hadoopConfiguration());
    List<String> features = features(Channels.of(input.record()), input);
    Optional<RunFolder> kept =
        Optional.of(settings.scalesOf())
            .filter(path -> !path.isEmpty())
            .map(
                path ->
                    RunFolder.completed(
                        path, "render-tiles", spark.sparkContext().hadoopConfiguration()));
    Dataset<Row> series =
        sharedOut(
            spark
                .read()
                .schema(SeriesTable.SCHEMA)
                .parquet(input.data())
                .filter(col("feature").isin(features.toArray())));
    Row found =
        series
            .agg(
                count(lit(1)),
                sum(when(col("split").equalTo("train"), 1).otherwise(0)),
                max(input.record().settings().containsKey(LENGTH) ? lit(0) : size(col("values"))))
            .first();
    if (found.getLong(0) == 0) {
      throw UserError.input("there is no series in " + input, "look into its run.json for why");
    }
    // Every series of a run has this length; without it the column of values has to be read.
    int points =
        Optional.ofNullable(input.record().settings().get(LENGTH))
            .map(length -> new BigDecimal(length).intValueExact())
            .orElseGet(() -> found.getInt(2));
    TileGeometry geometry = geometry(points, input);
    Optional<List<SeriesScale>> scales = kept.map(tiles -> KeptScales.of(spark, tiles, features));
    List<String> plan =
        List.of(
            "%d series (%d train) of %d points from %s"
                .formatted(found.getLong(0), found.getLong(1), points, input),
            "channels: " + String.join(", ", features),
            "tiles of %d x %d pixels of the first %d points, order %s, gamma %s"
                .formatted(
                    geometry.size(),
                    geometry.size(),
                    geometry.points(),
                    geometry.order().settingName(),
                    geometry.gamma()),
            "scale: "
                + (kept.isEmpty()
                    ? settings.scale().kind().settingName()
                    : "kept from " + settings.scalesOf()));
    int files = files(found.getLong(0), settings.encoding().bytes(geometry.size()));
    return new Prepared(
        Stream.concat(Stream.of(input), kept.stream()).map(RunFolder::identity).toList(),
        plan,
        folder ->
            write(
                series,
                scales.orElseGet(() -> ScaleFitting.fit(series, features, settings.scale())),
                geometry,
                points,
                files,
                Provenance.ofSeries(input),
                folder));
  }

  /** All test series, and of the training series of each class the share that is wanted. */
  private Dataset<Row> sharedOut(Dataset<Row> series) {
    if (settings.trainingShare() == 1) {
      return series;
    }
    Dataset<Row> training = series.filter(col("split").equalTo("train"));
    return series
        .filter(not(col("split").equalTo("train")))
        .unionByName(ValidationSplit.of(training, 1 - settings.trainingShare(), 1).trained());
  }

  /**
   * How many files hold so many pictures.
   *
   * @param pictures one a channel of a tile
   * @param picture bytes of one
   */
  static int files(long pictures, long picture) {
    long bytes = pictures * picture;
    long files = Math.max(LEAST_FILES, bytes / OUTPUT_FILE_BYTES + 1);
    return Math.toIntExact(Math.min(files, Math.max(MANY_FILES, bytes / LARGE_FILE_BYTES + 1)));
  }

  private List<String> features(List<String> extracted, RunFolder input) {
    for (String feature : settings.features()) {
      if (!extracted.contains(feature)) {
        throw UserError.settings(
            "render.features names " + feature + ", which is not in " + input,
            "give some of " + String.join(", ", extracted));
      }
    }
    return settings.features().isEmpty() ? extracted : settings.features();
  }

  private TileGeometry geometry(int points, RunFolder input) {
    if (settings.size() > points) {
      throw UserError.settings(
          "render.size = " + settings.size() + " for series of " + points + " points",
          "a tile never enlarges: give at most " + points + ", or a larger extract.length");
    }
    TileGeometry whole =
        new TileGeometry(settings.size(), points, settings.order(), settings.gamma());
    int beginning = settings.prefix().points(points, input.record().settings());
    return beginning == points
        ? whole
        : Prefix.tile(whole, beginning, settings.prefixSide(), RenderSettings.LEAST_SIZE);
  }

  private Outcome write(
      Dataset<Row> series,
      List<SeriesScale> scales,
      TileGeometry geometry,
      int points,
      int files,
      SortedMap<String, String> origin,
      RunFolder folder) {
    SparkSession spark = series.sparkSession();
    RenderCounts counts = RenderCounts.on(spark.sparkContext());
    String data = folder.workPath(RunFolder.DATA).toString();
    TileDrawing drawing =
        new TileDrawing(
            geometry, points, scales, settings.averaging(), settings.encoding(), counts);
    FloatParquet.writer(tiles(series, drawing, files)).save(data);
    Dataset<Row> written = spark.read().schema(TileTable.SCHEMA).parquet(data);
    TileCensus census = TileCensus.of(written);
    if (census.tiles() == 0) {
      throw UserError.input(
          "no trace of " + settings.input() + " could be drawn (" + counts.byReason() + ")",
          "extract the series anew");
    }
    if (settings.preview() > 0) {
      folder.writeWork(Preview.NAME, Preview.png(written, census, settings.preview()));
    }
    SortedMap<String, Long> byReason = counts.byReason();
    byReason.putAll(census.counts());
    SortedMap<String, String> facts = new TreeMap<>(census.facts());
    facts.putAll(origin);
    if (!settings.scalesOf().isEmpty()) {
      facts.put(SCALES_OF, settings.scalesOf());
    }
    facts.put("features", String.join(", ", scales.stream().map(SeriesScale::feature).toList()));
    if (geometry.points() < points) {
      facts.put("prefix", "%d of %d points".formatted(geometry.points(), points));
    }
    if (counts.notFinite().value() > 0) {
      facts.put("traces skipped: not finite", String.join(", ", notFinite(series)));
    }
    scales.forEach(scale -> facts.put("scale of " + scale.feature(), described(scale)));
    return new Outcome(byReason, facts, summary(facts, census));
  }

  /**
   * The tiles of all traces. They go to files by a hash of their trace, sorted, so that the files
   * do not depend on the cluster.
   */
  static Dataset<Row> tiles(Dataset<Row> series, TileDrawing drawing, int files) {
    return FloatRows.of(
            series
                .repartition(files, col("trace_id"))
                .sortWithinPartitions("split", "label", "trace_id"))
        .mapPartitions(drawing, TileTable.encoder());
  }

  /** The first traces with a value that is no finite number, each with the place of that value. */
  private static List<String> notFinite(Dataset<Row> series) {
    Column places =
        filter(
            sequence(lit(0), size(col("values")).minus(1)),
            place ->
                not(
                    abs(element_at(col("values"), place.plus(1)))
                        .leq(lit(Float.MAX_VALUE))
                        .and(not(isnan(element_at(col("values"), place.plus(1)))))));
    return series
        .withColumn("place", element_at(places, 1))
        .filter(size(places).gt(0))
        .select(
            format_string(
                    "%s (%s[%d] is %s)",
                    col("trace_id"),
                    col("feature"),
                    col("place"),
                    element_at(col("values"), col("place").plus(1)).cast("string"))
                .as("value"))
        .as(Encoders.STRING())
        .sort("value")
        .limit(MOST_NAMED)
        .collectAsList();
  }

  private static String described(SeriesScale scale) {
    return switch (scale.kind()) {
      case TRACE -> "the maximum of each trace";
      case TRAINING_MAXIMUM, BOUND, QUANTILE, LOG1P ->
          scale.kind().settingName() + " " + scale.maximum();
    };
  }

  private static List<String> summary(SortedMap<String, String> facts, TileCensus census) {
    return Stream.concat(
            Stream.of("%d tiles of %d classes".formatted(census.tiles(), census.labels().size())),
            facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith("scale of"))
                .map(fact -> fact.getKey() + ": " + fact.getValue()))
        .toList();
  }
}
