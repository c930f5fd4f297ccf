package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.DenoiserTraining;
import org.netdiffus.dl4j.LearningRate;
import org.netdiffus.dl4j.TrainingDiverged;
import org.netdiffus.dl4j.TrainingPlan;
import org.netdiffus.dl4j.TrainingRound;
import org.netdiffus.dl4j.UNetShape;
import org.netdiffus.dl4j.ValidationTiles;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CheckpointFolder;
import org.netdiffus.spark.Progress;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;
import org.netdiffus.tile.ScaleKind;
import org.netdiffus.tile.TileView;

/** {@code train-denoiser}: the training tiles to a model, with checkpoints on the way. */
final class TrainDenoiser implements Job {
  private static final String STEPS = "train.steps";

  private final TrainSettings settings;

  TrainDenoiser(TrainSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new TrainDenoiser(TrainSettings.of(settings));
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

  /** More steps at the same rates; a round must not end between two of the longer training's. */
  @Override
  public Extension extension(RunRecord earlier, SortedSet<String> differing) {
    int steps = settings.rate().steps();
    int before = new BigDecimal(earlier.settings().getOrDefault(STEPS, "0")).intValueExact();
    if (!differing.equals(Set.of(STEPS)) || steps <= before) {
      return new Extension.None();
    }
    if (settings.rate().decay() != LearningRate.Decay.CONSTANT) {
      return new Extension.Refused(
          "its learning rate fell with train.decay = %s over %,d steps, so it cannot go on to %,d"
              .formatted(settings.rate().decay().settingName(), before, steps));
    }
    // A shorter training's rise is cut to its steps.
    if (before <= settings.rate().warmUp()) {
      return new Extension.Refused("its %,d steps ended within the warm-up".formatted(before));
    }
    if (before % settings.averagingFrequency() != 0) {
      return new Extension.Refused(
          "its %,d steps are no multiple of train.averaging-frequency = %d"
              .formatted(before, settings.averagingFrequency()));
    }
    if (settings.validationShare() > 0 && before % settings.checkpointEvery() != 0) {
      return new Extension.Refused(
          "its %,d steps are no multiple of train.checkpoint-every = %d, where it is validated"
              .formatted(before, settings.checkpointEvery()));
    }
    return new Extension.Possible(Set.of(Checkpoints.FOLDER, TrainingWatch.SHEETS));
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder input =
        RunFolder.completed(
            settings.input(), "render-tiles", spark.sparkContext().hadoopConfiguration());
    Dataset<Row> tiles =
        spark
            .read()
            .schema(TileTable.SCHEMA)
            .parquet(input.data())
            .filter(col("split").equalTo("train"));
    ValidationSplit split = ValidationSplit.of(tiles, settings.validationShare(), settings.seed());
    long validating = split.validating().count();
    if (settings.validationShare() > 0 && validating == 0) {
      throw UserError.settings(
          "train.validation-share = %s, but no class in %s has two training tiles"
              .formatted(settings.validationShare(), input),
          "give train.validation-share = 0");
    }
    TileCensus census = TileCensus.of(split.trained());
    if (census.tiles() < settings.workers()) {
      throw UserError.input(
          "%d training tiles in %s for %d workers"
              .formatted(census.tiles(), input, settings.workers()),
          "give more tiles, or fewer train.workers");
    }
    String first = tiles.select("trace_id").orderBy("trace_id").first().getString(0);
    TileKind kind = kind(TileTable.fromRow(tiles.filter(col("trace_id").equalTo(first)).first()));
    UNetShape shape = settings.shape(kind, census.labels().size());
    List<String> plan =
        List.of(
            "%d training tiles of %d classes, %d x %d pixels, from %s; %d validation tiles"
                .formatted(
                    census.tiles(),
                    census.labels().size(),
                    kind.size(),
                    kind.size(),
                    input,
                    validating),
            "network %s: %,d parameters"
                .formatted(settings.preset().settingName(), shape.parameters()),
            "%,d steps of %d x %d tiles, averaged every %d steps, checkpoint every %d"
                .formatted(
                    settings.rate().steps(),
                    settings.workers(),
                    settings.batch(),
                    settings.averagingFrequency(),
                    settings.checkpointEvery()));
    return new Prepared(
        List.of(input.identity()),
        plan,
        folder -> write(new Data(split, validating, census, kind, shape), folder));
  }

  /** The kind of the tiles that the model will make; a scale of its own is drawn for each. */
  private static TileKind kind(TileRow tile) {
    TileKind kind = TileKind.of(tile);
    List<TileRow.Scale> scales =
        kind.scales().stream()
            .map(
                scale ->
                    scale.kind().equals(ScaleKind.TRACE.settingName())
                        ? new TileRow.Scale(scale.feature(), scale.kind(), 1, scale.signed())
                        : scale)
            .toList();
    return kind.withScales(scales);
  }

  /** What is trained on. */
  private record Data(
      ValidationSplit split, long validating, TileCensus census, TileKind kind, UNetShape shape) {
    Dataset<Row> tiles() {
      return split.trained();
    }

    /** Some of the tiles as the network sees them. */
    SeenTiles seen(Dataset<Row> some) {
      return new SeenTiles(some, TileView.ofDimensions(shape.dimensions()));
    }
  }

  private Outcome write(Data data, RunFolder folder) {
    SparkSession spark = data.tiles().sparkSession();
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    SeenTiles seen = data.seen(data.tiles());
    PixelMoments moments = seen.moments(data.kind().channels());
    Normalisation normalisation =
        switch (settings.normalisation()) {
          case MOMENTS -> moments.normalisation();
          case RANKS -> seen.groups(data.kind().channels()).normalisation();
        };
    TraceScales scales = TraceScales.of(data.tiles(), data.kind());
    TrainingPlan plan = settings.plan(data.shape(), normalisation);
    CheckpointFolder checkpoints =
        CheckpointFolder.at(folder.workPath(Checkpoints.FOLDER), configuration);
    Optional<SavedTraining> saved = SavedTraining.last(checkpoints);
    DenoiserTraining training =
        saved.map(last -> last.training(plan)).orElseGet(() -> DenoiserTraining.start(plan));
    List<DenoiserDescription.Validation> validation =
        saved.map(SavedTraining::validation).orElseGet(ArrayList::new);
    TrainingMetrics metrics = saved.map(SavedTraining::metrics).orElseGet(TrainingMetrics::none);
    List<ValidationTiles> validating = validating(data, plan);
    TrainingWatch watch =
        new TrainingWatch(
            folder,
            settings,
            data.kind(),
            settings.previewEvery() == 0
                ? SampleSheet.NONE
                : SampleSheet.of(data.tiles(), data.census().labels(), data.kind()),
            metrics);
    saved.ifPresent(last -> watch.resume(last.step(), configuration));
    watch.begin();

    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    try (Progress progress =
        Progress.of("train-denoiser", "steps", plan.steps()).startingFrom(training.step())) {
      training.run(
          context,
          seen.numbered(data.census().labels()),
          round -> {
            boolean checkpointIsDue = isDue(round, settings.checkpointEvery());
            // Losses are measured where there is a checkpoint to choose.
            List<Double> losses =
                checkpointIsDue
                    ? validating.stream().map(tiles -> tiles.loss(training)).toList()
                    : List.of();
            losses.forEach(
                loss -> validation.add(new DenoiserDescription.Validation(round.step(), loss)));
            metrics.add(round, losses);
            DenoiserDescription description =
                description(data, moments, scales, plan, round, validation);
            if (checkpointIsDue) {
              save(checkpoints, training, description, metrics);
            }
            if (isDue(round, settings.previewEvery())) {
              watch.draw(spark, training, description);
            }
            watch.afterRound();
            progress.done(round.step(), String.format(Locale.ROOT, "loss %.4f", round.loss()));
          });
    } catch (TrainingDiverged e) {
      watch.brokenDown(String.valueOf(e.getMessage()));
      throw diverged(e, checkpoints.steps());
    } finally {
      validating.forEach(ValidationTiles::close);
    }
    watch.done();
    return outcome(
        data,
        plan,
        metrics,
        saved.stream().map(last -> "went on from the checkpoint of step " + last.step()).toList());
  }

  /** The tiles that pick the checkpoint, where there are some. */
  private static List<ValidationTiles> validating(Data data, TrainingPlan plan) {
    return data.validating() == 0
        ? List.of()
        : List.of(
            ValidationTiles.of(
                data.seen(data.split().validating()).numbered(data.census().labels()),
                data.validating(),
                plan));
  }

  /** The same settings would break down at the same step again, so others have to be given. */
  private UserError diverged(TrainingDiverged cause, NavigableSet<Integer> saved) {
    UserError error =
        UserError.settings(
            "%s (%s)"
                .formatted(
                    cause.getMessage(),
                    saved.isEmpty()
                        ? "there is no checkpoint before it"
                        : "the last good checkpoint is that of step " + saved.last()),
            "give a train.learning-rate below %s with --overwrite, or with another train.output"
                .formatted(settings.rate().base()));
    error.initCause(cause);
    return error;
  }

  /** Whether the round passed a multiple of a number of steps, or was the last; never for 0. */
  private boolean isDue(TrainingRound round, int every) {
    if (every == 0) {
      return false;
    }
    int roundSteps = (int) (round.images() / ((long) settings.batch() * settings.workers()));
    return round.step() == settings.rate().steps()
        || round.step() / every > (round.step() - roundSteps) / every;
  }

  private void save(
      CheckpointFolder checkpoints,
      DenoiserTraining training,
      DenoiserDescription description,
      TrainingMetrics metrics) {
    checkpoints.save(
        training.step(),
        List.of(
            new CheckpointFolder.Part(DenoiserTraining.MODEL, training::writeModel),
            new CheckpointFolder.Part(DenoiserTraining.AVERAGE, training::writeAverage),
            new CheckpointFolder.Part(TrainingMetrics.NAME, out -> out.write(metrics.file())),
            new CheckpointFolder.Part(
                DenoiserDescription.NAME,
                out -> out.write(description.toJson().getBytes(StandardCharsets.UTF_8)))));
    checkpoints.keep(settings.keepCheckpoints(), description.bestStep());
  }

  private DenoiserDescription description(
      Data data,
      PixelMoments moments,
      TraceScales scales,
      TrainingPlan plan,
      TrainingRound round,
      List<DenoiserDescription.Validation> validation) {
    return new DenoiserDescription(
        round.step(),
        round.loss(),
        plan.shape(),
        data.census().labels(),
        plan.normalisation(),
        plan.normalisation().normalised(moments.range()),
        plan.target(),
        plan.noise(),
        plan.schedule(),
        plan.timeSteps(),
        validation,
        scales.describe(data.kind()),
        settings.all());
  }

  private static Outcome outcome(
      Data data, TrainingPlan plan, TrainingMetrics metrics, List<String> beginning) {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("tiles, train", data.census().tiles());
    counts.put("tiles, validation", data.validating());
    counts.put("classes", (long) data.census().labels().size());
    counts.put("parameters", data.shape().parameters());
    counts.put("steps", (long) plan.steps());
    counts.put("tiles seen", plan.steps() * plan.imagesPerStep());
    List<TrainingMetrics.Line> lines = metrics.lines();
    double first = lines.get(0).loss();
    double last = lines.get(lines.size() - 1).loss();
    SortedMap<String, String> facts = new TreeMap<>(data.census().facts());
    facts.put("first loss", String.format(Locale.ROOT, "%.6f", first));
    facts.put("last loss", String.format(Locale.ROOT, "%.6f", last));
    String loss = String.format(Locale.ROOT, "loss %.4f at first, %.4f at last", first, last);
    return new Outcome(counts, facts, Stream.concat(beginning.stream(), Stream.of(loss)).toList());
  }
}
