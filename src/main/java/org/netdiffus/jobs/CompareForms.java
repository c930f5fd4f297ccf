package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.Resampling;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * The step of the experiment {@code series-or-image}: the CNN on real tiles, and its twin in one
 * dimension on the series of the same traces.
 */
final class CompareForms implements Job {
  static final String NAME = "compare-forms";

  /** Group of the figures. */
  static final String ACCURACY = "accuracy";

  private static final int LEAST_POINTS = 8;
  private static final int MOST_POINTS = 10_000;

  private final EvaluateSettings settings;
  private final String series;

  private CompareForms(EvaluateSettings settings, String series) {
    this.settings = settings;
    this.series = series;
  }

  static Job of(ResolvedSettings settings) {
    return new CompareForms(
        EvaluateSettings.ofReal(settings),
        settings.requiredText("evaluate.input", "the folder that extract-series has written"));
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    RunFolder folder =
        RunFolder.completed(series, "extract-series", spark.sparkContext().hadoopConfiguration());
    EvaluationInput input = EvaluationInput.open(spark, settings);
    if (input.points() < LEAST_POINTS || input.points() > MOST_POINTS) {
      throw UserError.input(
          "series of " + input.points() + " points behind the tiles in " + input.real(),
          "extract series of " + LEAST_POINTS + " to " + MOST_POINTS + " points");
    }
    TileRow first = TileTable.fromRow(input.realTiles().first());
    if (!first.geometry().invertsExactly()) {
      throw UserError.input(
          "tiles of render.order = " + first.order() + " in " + input.real(),
          "compare tiles of render.order = paa, whose averages their diagonal holds");
    }
    List<String> plan =
        List.of(
            "tiles of %d x %d pixels, series of %d points and of %d averages"
                .formatted(input.size(), input.size(), input.points(), input.size()),
            "CNN: %d trainings of %d updates"
                .formatted(SeriesForm.values().length * settings.seeds(), settings.updates()),
            "writes " + StepFigures.FILE);
    return new Prepared(
        List.of(input.real().identity(), folder.identity()),
        plan,
        output -> write(spark, input, folder, output));
  }

  private Outcome write(
      SparkSession spark, EvaluationInput input, RunFolder folder, RunFolder output) {
    int perClass =
        Math.min(
            TileSample.perClass(input, settings.tilesPerClass()),
            TileSample.perClass(
                (long) input.points() * input.channels(),
                input.labels().size(),
                settings.tilesPerClass()));
    TileSample sample = TileSample.ofReal(input, perClass, settings.seed());
    FormedTraces traces = FormedTraces.of(spark, sample, folder, input.points());
    LongAccumulator updates = spark.sparkContext().longAccumulator("CNN updates");
    List<Judged> judged =
        CountedProgress.during(
            spark,
            updates,
            NAME,
            "CNN updates",
            (long) SeriesForm.values().length * settings.seeds() * settings.updates(),
            () -> {
              List<Judged> all = new ArrayList<>();
              for (SeriesForm form : SeriesForm.values()) {
                all.add(judge(spark, form, traces.as(form), updates));
              }
              return all;
            });
    StepFigures found =
        new StepFigures(
            figures(judged, input),
            (long) SeriesForm.values().length * settings.seeds(),
            judged.stream().mapToLong(Judged::converged).sum(),
            warnings(judged));
    output.writeWork(StepFigures.FILE, found.json());
    TreeMap<String, Long> counts = new TreeMap<>();
    counts.put("tiles judged, training", (long) sample.training().size());
    counts.put("tiles judged, test", (long) sample.test().size());
    counts.put("trainings", (long) SeriesForm.values().length * settings.seeds());
    return new Outcome(counts, new TreeMap<>(), found.lines());
  }

  private record Judged(SeriesForm form, Accuracy accuracy, long converged) {}

  private Judged judge(
      SparkSession spark, SeriesForm form, JudgedTiles tiles, LongAccumulator updates) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<JudgedTiles> shared = context.broadcast(tiles);
    Broadcast<TreeMap<String, JudgedTiles.Labelled>> none = context.broadcast(new TreeMap<>());
    try {
      CnnJudging cnn =
          new CnnJudging(
              shared, none, settings.updates(), settings.batch(), settings.seed(), updates);
      String alone = CnnJudging.Task.NONE;
      List<CnnJudging.Result> results =
          cnn.all(context, CnnJudging.Task.of(alone, Scenario.ORIGINAL, settings.seeds()));
      return new Judged(
          form,
          cnn.accuracy(alone, Scenario.ORIGINAL, results),
          results.stream().filter(CnnJudging.Result::converged).count());
    } finally {
      none.destroy();
      shared.destroy();
    }
  }

  private static List<StepFigures.Figure> figures(List<Judged> judged, EvaluationInput input) {
    List<StepFigures.Figure> figures = new ArrayList<>();
    Accuracy tiles =
        judged.stream()
            .filter(form -> form.form() == SeriesForm.TILE)
            .map(Judged::accuracy)
            .findFirst()
            .orElseThrow();
    for (Judged form : judged) {
      figures.add(
          figure(
              "accuracy, cnn trained on " + form.form().title(input),
              measured(form.accuracy()),
              "%",
              form.accuracy()));
    }
    for (Judged form : judged) {
      if (form.form() != SeriesForm.TILE) {
        // Of the same test traces, so the error of the difference is hardly ever larger than this.
        Measured one = measured(tiles);
        Measured other = measured(form.accuracy());
        figures.add(
            figure(
                "accuracy, cnn trained on %s minus %s"
                    .formatted(SeriesForm.TILE.title(input), form.form().title(input)),
                new Measured(one.value() - other.value(), Math.hypot(one.error(), other.error())),
                "points",
                tiles));
      }
    }
    return figures;
  }

  private static StepFigures.Figure figure(
      String what, Measured measured, String unit, Accuracy accuracy) {
    return new StepFigures.Figure(
        ACCURACY,
        new MeasuredResult(
            what + " of " + accuracy.trainingTiles() + " traces",
            100 * measured.value(),
            100 * measured.error(),
            unit,
            accuracy.testTiles(),
            ""));
  }

  /** Over the seeds, and over the test traces that each of them judges. */
  private static Measured measured(Accuracy accuracy) {
    return Resampling.overSeeds(
        accuracy.perSeed().stream()
            .map(
                share -> {
                  double[] right = new double[accuracy.testTiles()];
                  Arrays.fill(right, 0, (int) Math.round(share * accuracy.testTiles()), 1);
                  return Resampling.share(right);
                })
            .toList());
  }

  private List<String> warnings(List<Judged> judged) {
    List<String> warnings = new ArrayList<>();
    for (Judged form : judged) {
      if (!form.accuracy().converged()) {
        warnings.add(
            "The CNN on %s had not converged in every training of %d updates. More evaluate.updates would tell."
                .formatted(form.form().plural(), settings.updates()));
      }
    }
    if (settings.seeds() == 1) {
      warnings.add("Every network was trained once: intervals hold no spread over seeds.");
    }
    return warnings;
  }
}
