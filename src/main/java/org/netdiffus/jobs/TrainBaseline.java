package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesTable;

/**
 * {@code train-baseline}: the training series to a simple generator, and synthetic series that it
 * draws. What a diffusion model is good for shows beside it.
 */
final class TrainBaseline implements Job {
  private static final long OUTPUT_FILE_BYTES = 128L << 20;

  private final BaselineSettings settings;

  private TrainBaseline(BaselineSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new TrainBaseline(BaselineSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  /**
   * What is learnt from.
   *
   * @param series rows of the training part
   * @param features their names, in order
   * @param traces training traces of each class
   * @param points values that a series has room for
   */
  record Training(
      Dataset<Row> series, List<String> features, SortedMap<String, Long> traces, int points) {}

  /**
   * What a generator drew.
   *
   * @param series rows of {@link SeriesTable}
   * @param model the generator as JSON
   */
  record Drawn(Dataset<Row> series, String model) {}

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder input =
        RunFolder.completed(
            settings.input(), "extract-series", spark.sparkContext().hadoopConfiguration());
    Training training = training(spark, input);
    BaselineRequests requests =
        BaselineRequests.of(training.traces(), settings.perClass(), settings.seed());
    List<String> plan = new ArrayList<>();
    plan.add(
        "%s of %s, from the training series in %s"
            .formatted(
                settings.kind().settingName(), String.join(", ", training.features()), input));
    for (int i = 0; i < requests.labels().size(); i++) {
      plan.add(
          "%s: %d series from %d training traces"
              .formatted(requests.labels().get(i), requests.counts()[i], requests.traces()[i]));
    }
    return new Prepared(
        List.of(input.identity()),
        plan,
        folder -> write(training, requests, Provenance.ofSeries(input), folder));
  }

  private static Training training(SparkSession spark, RunFolder input) {
    Dataset<Row> series =
        FloatRows.of(
            spark
                .read()
                .schema(SeriesTable.SCHEMA)
                .parquet(input.data())
                .filter(col("split").equalTo("train")));
    SortedMap<String, Long> traces = new TreeMap<>();
    int points = 0;
    for (Row row :
        series
            .groupBy("label")
            .agg(countDistinct("trace_id"), max(size(col("values"))))
            .collectAsList()) {
      traces.put(row.getString(0), row.getLong(1));
      points = Math.max(points, row.getInt(2));
    }
    if (traces.isEmpty()) {
      throw UserError.input(
          "there is no training series in " + input, "look into its run.json for why");
    }
    return new Training(series, Channels.of(input.record()), traces, points);
  }

  private Outcome write(
      Training training,
      BaselineRequests requests,
      SortedMap<String, String> origin,
      RunFolder folder) {
    Drawn drawn =
        switch (settings.kind()) {
          case BOOTSTRAP -> BootstrapDrawing.of(training, settings).draw(requests);
          case HMM -> MarkovDrawing.of(training, settings).draw(requests);
        };
    long bytes = 4L * training.points() * requests.total() * training.features().size();
    drawn
        .series()
        .repartition(Math.toIntExact(bytes / OUTPUT_FILE_BYTES + 1), col("trace_id"))
        .sortWithinPartitions("label", "trace_id", "feature")
        .write()
        .parquet(folder.workPath(RunFolder.DATA).toString());
    folder.writeWork("model.json", drawn.model().getBytes(StandardCharsets.UTF_8));
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("series", requests.total() * training.features().size());
    counts.put("traces", requests.total());
    counts.put("traces, training", training.traces().values().stream().mapToLong(n -> n).sum());
    SortedMap<String, String> facts = new TreeMap<>(origin);
    facts.putAll(Map.of("labels", String.join(", ", requests.labels())));
    return new Outcome(
        counts,
        facts,
        List.of(
            "%d synthetic traces of %d classes by %s"
                .formatted(
                    requests.total(), requests.labels().size(), settings.kind().settingName())));
  }
}
