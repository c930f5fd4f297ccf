package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
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

  /** Of batches of 50 tiles of 32 pixels in the cpu preset, they take a core about a minute. */
  private static final long EVALUATIONS_OF_TASK = 200;

  private static final long MOST_TASKS = 1000;

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
  public boolean resumes() {
    return true;
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
    SampleSettings.requireTaught(settings.guidance(), model.labelDropout());
    int[] perClass = settings.perClass().counts(model.labels());
    SampleBatches batches = SampleBatches.of(perClass, settings.batch(), settings.firstIndex());
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
    if (settings.firstIndex() > 0) {
      plan.add("numbered from %d in each class".formatted(settings.firstIndex()));
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
    List<Long> missing = MissingBatches.of(spark, folder, drawing);
    Dataset<Row> written =
        CountedProgress.during(
            spark,
            drawn,
            NAME,
            "tiles",
            Math.min(batches.total(), (long) missing.size() * batches.size()),
            () -> {
              write(tiles(spark, missing, partitions(spark, drawing), finished(drawing)), data);
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
    List<String> summary = new ArrayList<>();
    if (missing.size() < batches.count()) {
      summary.add(
          "went on with the %d of %d batches that were missing"
              .formatted(missing.size(), batches.count()));
    }
    summary.add("%d tiles of %d classes".formatted(census.tiles(), byLabel.size()));
    return new Outcome(counts, facts, summary);
  }

  /** What a task has drawn stands when the task is done, so that a run that is cut off keeps it. */
  private static void write(Dataset<Row> tiles, String data) {
    FloatParquet.writer(tiles.sortWithinPartitions("label", "trace_id"))
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
        .mode(SaveMode.Append)
        .save(data);
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
      SparkSession spark,
      List<Long> batches,
      int partitions,
      MapPartitionsFunction<Long, Row> drawing) {
    JavaRDD<Long> numbers =
        new JavaSparkContext(spark.sparkContext()).parallelize(batches, partitions);
    return spark
        .createDataset(numbers.rdd(), Encoders.LONG())
        .mapPartitions(drawing, TileTable.encoder());
  }

  /**
   * Tasks for all batches. Each opens the model anew and writes a file, so it has a minute's work
   * where there is enough of it, and more where there would be too many files.
   */
  static int partitions(SparkSession spark, SampleDrawing drawing) {
    return partitions(
        drawing.batches().count(),
        drawing.sampling().evaluations() * drawing.sampling().guidance().evaluationsPerStep(),
        spark.sparkContext().defaultParallelism());
  }

  static int partitions(long batches, int evaluations, int cores) {
    long ofMinutes = Math.min(MOST_TASKS, batches * evaluations / EVALUATIONS_OF_TASK);
    return (int) Math.max(1, Math.min(batches, Math.max(cores, ofMinutes)));
  }

  private static SortedMap<String, Long> byLabel(Dataset<Row> tiles) {
    SortedMap<String, Long> byLabel = new TreeMap<>();
    tiles
        .groupBy("label")
        .agg(functions.count("trace_id"), functions.countDistinct("trace_id"))
        .collectAsList()
        .forEach(
            row -> {
              if (row.getLong(1) != row.getLong(2)) {
                throw new IllegalStateException("tiles of " + row.getString(0) + " drawn twice");
              }
              byLabel.put(row.getString(0), row.getLong(1));
            });
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
