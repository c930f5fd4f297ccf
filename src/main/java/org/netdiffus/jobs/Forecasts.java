package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.dl4j.UNetShape;
import org.netdiffus.forecast.Amounts;
import org.netdiffus.forecast.EvaluationWork;
import org.netdiffus.forecast.Executors;
import org.netdiffus.forecast.ExtractionWork;
import org.netdiffus.forecast.InputSample;
import org.netdiffus.forecast.NetworkCost;
import org.netdiffus.forecast.RecoveryWork;
import org.netdiffus.forecast.RenderingWork;
import org.netdiffus.forecast.SamplingWork;
import org.netdiffus.forecast.SimulationWork;
import org.netdiffus.forecast.StepForecast;
import org.netdiffus.forecast.TrainingWork;
import org.netdiffus.measure.TwoSampleTest;
import org.netdiffus.series.ReadRules;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.InputFiles;
import org.netdiffus.spark.PseudonymKey;
import org.netdiffus.spark.SampledFiles;
import org.netdiffus.spark.TraceFiles;
import org.netdiffus.tile.Averaging;
import org.netdiffus.tile.TileOrder;

/**
 * What the verbs of one dry run will take. A step whose input is still to be written is forecast
 * from the forecast of the step that will write it.
 */
final class Forecasts {
  /** A pixel of a field of all points by all points, in seconds. */
  private static final double FIELD_PIXEL = 1.3e-9;

  private static final long SCAN_BYTES = 128L << 20;

  /** Spark takes the opening of a file for so many bytes. */
  private static final long OPEN_BYTES = 4L << 20;

  private final SparkSession spark;
  private final Map<String, Amounts> expected = new HashMap<>();

  Forecasts(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * The forecast of a verb; empty when neither its input nor a forecast of it is there.
   *
   * @throws UserError for settings that the verb would refuse
   */
  Optional<StepForecast> of(Verb verb, ResolvedSettings settings) {
    Executors executors = executors(settings);
    Optional<StepForecast> forecast =
        switch (verb.name()) {
          case "simulate-captures" ->
              Optional.of(simulation(SimulateSettings.of(settings), executors));
          case "extract-series" -> extraction(ExtractSettings.of(settings), executors);
          case "render-tiles" -> rendering(RenderSettings.of(settings));
          case "train-denoiser" -> training(TrainSettings.of(settings));
          case "sample-tiles" -> sampling(settings, executors);
          case "recover-series" -> recovery(RecoverSettings.of(settings), executors, settings);
          case "evaluate" -> evaluation(EvaluateSettings.of(settings));
          default -> Optional.empty();
        };
    forecast.ifPresent(step -> expected.put(verb.job().apply(settings).output(), step.output()));
    return forecast;
  }

  /** What the run is planned for. */
  Executors executors(ResolvedSettings settings) {
    int cores = settings.wholeNumber("forecast.cores", 0, 10_000);
    int given = cores == 0 ? spark.sparkContext().defaultParallelism() : cores;
    return new Executors(settings.wholeNumber("forecast.executors", 1, 1_000_000), given);
  }

  private StepForecast simulation(SimulateSettings settings, Executors executors) {
    long traces = settings.traces();
    StepForecast forecast =
        new SimulationWork(
                settings.classes().size(), traces, Math.min(traces, 4 * executors.slots()))
            .forecast();
    expected.put(settings.output() + "/data", forecast.output());
    return forecast;
  }

  private Optional<StepForecast> extraction(ExtractSettings settings, Executors executors) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Optional<Amounts> simulated = Optional.ofNullable(expected.get(settings.input()));
    if (simulated.isPresent()) {
      Amounts captures = simulated.get();
      // As the simulated classes have them, a packet is 900 bytes long.
      long packets = captures.bytes() / 900;
      InputSample known =
          new InputSample(
              captures.traces(),
              captures.bytes(),
              captures.bytes(),
              captures.traces(),
              packets,
              captures.labels(),
              false,
              true);
      return Optional.of(
          extraction(
              settings,
              captures.files(),
              captures.bytes(),
              captures.bytes() / captures.files(),
              known,
              captures.labels(),
              executors));
    }
    ExtractInput input = ExtractInput.at(settings, hadoop);
    ReadRules rules =
        ExtractRules.of(
            settings,
            input::manifestText,
            PseudonymKey.read("extract.pseudonyms", settings.pseudonyms(), hadoop));
    List<InputFiles.File> files = input.files().files();
    InputSample sample = SampledFiles.of(input.files(), rules, hadoop);
    int labels = input.filesByLabel(rules.label()).size();
    return Optional.of(
        extraction(
            settings,
            files.size(),
            files.stream().mapToLong(InputFiles.File::bytes).sum(),
            files.stream().mapToLong(InputFiles.File::bytes).max().orElse(0),
            sample,
            labels == 0 ? sample.labels() : labels,
            executors));
  }

  private static StepForecast extraction(
      ExtractSettings settings,
      long files,
      long bytes,
      long largest,
      InputSample sample,
      int labels,
      Executors executors) {
    return new ExtractionWork(
            files,
            bytes,
            largest,
            sample,
            labels,
            settings.features().size(),
            settings.length(),
            settings.trainShare(),
            TraceFiles.tasks(Math.toIntExact(files), bytes, Math.toIntExact(executors.slots())))
        .forecast();
  }

  private Optional<StepForecast> rendering(RenderSettings settings) {
    return amounts(settings.input())
        .map(
            series -> {
              int channels =
                  settings.features().isEmpty() ? series.channels() : settings.features().size();
              int side = settings.size();
              boolean fields =
                  settings.order() == TileOrder.GAMMA_RESIZE
                      || settings.averaging() == Averaging.OPENCV;
              return new RenderingWork(
                      series,
                      channels,
                      side,
                      Math.toIntExact(settings.encoding().bytes(1)),
                      fields
                          ? FIELD_PIXEL * series.points() * series.points() / ((double) side * side)
                          : 0,
                      RenderTiles.files(
                          series.traces() * channels, settings.encoding().bytes(side)))
                  .forecast();
            });
  }

  private Optional<StepForecast> training(TrainSettings settings) {
    return amounts(settings.input())
        .map(
            tiles -> {
              UNetShape shape = settings.shape(tiles.side(), tiles.channels(), tiles.labels());
              int steps = settings.rate().steps();
              return new TrainingWork(
                      tiles,
                      cost(shape),
                      shape.parameters(),
                      shape.values(),
                      steps,
                      settings.batch(),
                      settings.workers(),
                      settings.averagingFrequency(),
                      times(steps, settings.checkpointEvery()),
                      settings.previewEvery() == 0 ? 0 : times(steps, settings.previewEvery()))
                  .forecast();
            });
  }

  private Optional<StepForecast> sampling(ResolvedSettings all, Executors executors) {
    SampleSettings settings = SampleSettings.of(all);
    return amounts(settings.model())
        .map(
            model -> {
              UNetPreset preset = UNetPreset.named(preset(settings.model(), all));
              long tiles = tiles(settings, model);
              int evaluations = settings.steps() * settings.guidance().evaluationsPerStep();
              long batches = times(tiles, settings.batch());
              return new SamplingWork(
                      model,
                      cost(preset.shape(model.side(), model.channels(), model.labels())),
                      tiles,
                      settings.batch(),
                      batches,
                      evaluations,
                      SampleTiles.partitions(
                          batches, evaluations, Math.toIntExact(executors.slots())))
                  .forecast();
            });
  }

  /** Labels of a table are those of the model, or the run ends before it begins. */
  private static long tiles(SampleSettings settings, Amounts model) {
    return settings.perClass() instanceof SampleSettings.ByLabel table
        ? table.counts().values().stream().mapToLong(Integer::longValue).sum()
        : Arrays.stream(settings.perClass().counts(Collections.nCopies(model.labels(), "")))
            .asLongStream()
            .sum();
  }

  private String preset(String model, ResolvedSettings all) {
    if (expected.containsKey(model)) {
      return all.text("train.preset");
    }
    return StandingAmounts.record(spark, model)
        .flatMap(record -> Optional.ofNullable(record.settings().get("train.preset")))
        .orElseGet(() -> all.text("train.preset"));
  }

  private Optional<StepForecast> recovery(
      RecoverSettings settings, Executors executors, ResolvedSettings all) {
    return amounts(settings.input())
        .map(
            tiles ->
                new RecoveryWork(
                        tiles,
                        scanTasks(tiles, executors),
                        pixelSeconds(all.text("render.order"), tiles))
                    .forecast());
  }

  /** Arc cosines of every pixel, or trials of every pixel against the others of its row. */
  private static double pixelSeconds(String order, Amounts tiles) {
    return switch (order) {
      case "paa" -> 10e-9;
      case "gamma-resize" -> 7e-9 * tiles.side();
      default -> 35e-9;
    };
  }

  private Optional<StepForecast> evaluation(EvaluateSettings settings) {
    return amounts(settings.real())
        .flatMap(
            real ->
                // Of the first set, which the report is about; others cost about as much again.
                amounts(settings.synthetic().get(0))
                    .map(
                        synthetic ->
                            new EvaluationWork(
                                    real,
                                    synthetic,
                                    settings.tilesPerClass(),
                                    1 + CandidateJudge.TABULAR.size(),
                                    settings.seeds(),
                                    settings.updates(),
                                    settings.batch(),
                                    settings.forestTrees(),
                                    twoSample(settings, real.traces() - real.training()))
                                .forecast()));
  }

  /** The set and the holdout in all folds, and each control in one. */
  private static EvaluationWork.TwoSample twoSample(EvaluateSettings settings, long test) {
    int tiles = (int) Math.min(settings.sample(), test);
    int trainings =
        tiles < TwoSampleTest.FOLDS ? 0 : 2 * TwoSampleTest.FOLDS + Controls.values().length;
    int learnt = 2 * tiles * (TwoSampleTest.FOLDS - 1) / TwoSampleTest.FOLDS;
    return new EvaluationWork.TwoSample(
        settings.twoSample().contains(TwoSampleClassifier.CNN) ? trainings : 0,
        settings.twoSample().contains(TwoSampleClassifier.BOOSTED_TREES) ? trainings : 0,
        learnt,
        TwoSampleJudging.updates(learnt, settings.batch()));
  }

  private Optional<Amounts> amounts(String path) {
    return Optional.ofNullable(expected.get(path)).or(() -> StandingAmounts.at(spark, path));
  }

  private static NetworkCost cost(UNetShape shape) {
    return NetworkCost.of(
        shape.dimensions(),
        shape.size(),
        shape.channels(),
        shape.baseChannels(),
        shape.multipliers(),
        shape.blocks());
  }

  private static long scanTasks(Amounts rows, Executors executors) {
    long weight = rows.bytes() + rows.files() * OPEN_BYTES;
    long split = Math.min(SCAN_BYTES, Math.max(OPEN_BYTES, weight / executors.slots()));
    return Math.max(1, times(weight, split));
  }

  private static long times(long all, long each) {
    return (all + each - 1) / each;
  }
}
