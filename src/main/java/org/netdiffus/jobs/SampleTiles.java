package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.SampleBatches;
import org.netdiffus.diffusion.Sampling;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.FloatParquet;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileTable;

/** {@code sample-tiles}: a trained model to synthetic tiles, an exact number of each class. */
final class SampleTiles implements Job {
  private static final String NAME = "sample-tiles";

  private final SampleSettings settings;

  SampleTiles(SampleSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new SampleTiles(SampleSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder folder =
        RunFolder.completed(
            settings.model(), "train-denoiser", spark.sparkContext().hadoopConfiguration());
    TrainedModel model = Checkpoints.open(spark, folder, settings.checkpoint(), settings.weights());
    int trained = model.schedule().steps();
    if (settings.steps() > trained) {
      throw UserError.settings(
          "sample.steps = " + settings.steps() + " for a model trained on " + trained + " steps",
          "give at most " + trained);
    }
    int[] perClass = settings.perClass().counts(model.labels());
    SampleBatches batches = SampleBatches.of(perClass, settings.batch());
    return new Prepared(
        List.of(folder.identity()),
        plan(folder, model, perClass, batches),
        output -> write(spark, model, perClass, batches, output));
  }

  private List<String> plan(
      RunFolder folder, TrainedModel model, int[] perClass, SampleBatches batches) {
    List<String> plan = new ArrayList<>();
    plan.add(
        "model %s, checkpoint of step %d, weights %s"
            .formatted(folder, model.step(), settings.weights().settingName()));
    plan.add(
        "%s in %d steps, %d evaluations of the network for each tile"
            .formatted(
                settings.sampler().settingName(),
                settings.steps(),
                settings.steps() * settings.guidance().evaluationsPerStep()));
    plan.add(
        "%d tiles of %d x %d pixels in %d batches of %d"
            .formatted(
                batches.total(),
                model.tiles().size(),
                model.tiles().size(),
                batches.count(),
                batches.size()));
    if (settings.project()) {
      plan.add("each tile replaced by the nearest valid one");
    }
    for (int i = 0; i < perClass.length; i++) {
      plan.add("%s: %d tiles".formatted(model.labels().get(i), perClass[i]));
    }
    return plan;
  }

  private Outcome write(
      SparkSession spark,
      TrainedModel model,
      int[] perClass,
      SampleBatches batches,
      RunFolder folder) {
    LongAccumulator drawn = spark.sparkContext().longAccumulator("tiles drawn");
    SampleDrawing drawing =
        new SampleDrawing(model, sampling(model), batches, settings.seed(), drawn);
    String data = folder.workPath(RunFolder.DATA).toString();
    Dataset<Row> written =
        CountedProgress.during(
            spark,
            drawn,
            NAME,
            "tiles",
            batches.total(),
            () -> {
              FloatParquet.writer(tiles(spark, batches, finished(drawing))).save(data);
              return spark.read().schema(TileTable.SCHEMA).parquet(data);
            });
    SortedMap<String, Long> byLabel = byLabel(written);
    check(byLabel, model.labels(), perClass);
    TileCensus census = TileCensus.of(written);
    if (settings.preview() > 0) {
      folder.writeWork(Preview.NAME, Preview.png(written, census, settings.preview()));
    }
    SortedMap<String, Long> counts = new TreeMap<>(census.counts());
    byLabel.forEach((label, count) -> counts.put("tiles of " + label, count));
    SortedMap<String, String> facts = new TreeMap<>(census.facts());
    facts.put("checkpoint", "step " + model.step());
    return new Outcome(
        counts, facts, List.of("%d tiles of %d classes".formatted(census.tiles(), byLabel.size())));
  }

  private MapPartitionsFunction<Long, Row> finished(SampleDrawing drawing) {
    return settings.project() ? new TileProjection(drawing) : drawing;
  }

  private Sampling sampling(TrainedModel model) {
    return new Sampling(
        model.schedule(),
        settings.sampler(),
        settings.steps(),
        settings.guidance(),
        model.range(),
        model.noise());
  }

  /** The tiles of all batches, spread over the cores; the order of the rows is not settled. */
  static Dataset<Row> tiles(
      SparkSession spark, SampleBatches batches, MapPartitionsFunction<Long, Row> drawing) {
    // A partition opens the model anew, so there are no more of them than cores.
    int partitions = (int) Math.min(batches.count(), spark.sparkContext().defaultParallelism());
    return spark
        .range(0, batches.count(), 1, partitions)
        .mapPartitions(drawing, TileTable.encoder());
  }

  private static SortedMap<String, Long> byLabel(Dataset<Row> tiles) {
    SortedMap<String, Long> byLabel = new TreeMap<>();
    tiles
        .groupBy("label")
        .agg(functions.countDistinct("trace_id"))
        .collectAsList()
        .forEach(row -> byLabel.put(row.getString(0), row.getLong(1)));
    return byLabel;
  }

  private static void check(SortedMap<String, Long> byLabel, List<String> labels, int[] perClass) {
    SortedMap<String, Long> expected = new TreeMap<>();
    IntStream.range(0, perClass.length)
        .filter(i -> perClass[i] > 0)
        .forEach(i -> expected.put(labels.get(i), (long) perClass[i]));
    if (!byLabel.equals(expected)) {
      throw new IllegalStateException("drew " + byLabel + " in place of " + expected);
    }
  }
}
