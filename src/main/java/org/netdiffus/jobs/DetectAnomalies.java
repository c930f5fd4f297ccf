package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.jobs.AnomalyTraining.Knowledge;
import org.netdiffus.jobs.AnomalyTraining.Result;
import org.netdiffus.jobs.AnomalyTraining.Supply;
import org.netdiffus.jobs.AnomalyTraining.Task;
import org.netdiffus.measure.Resampling;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.RunFolder;

/**
 * The step of the experiment {@code anomaly}: in each run, classes of which few training tiles are
 * known beside classes of which all are; and an ensemble that knows the latter alone.
 */
final class DetectAnomalies implements Job {
  static final String NAME = "detect-anomalies";

  private final EvaluateSettings evaluation;
  private final AnomalySettings settings;

  private DetectAnomalies(EvaluateSettings evaluation, AnomalySettings settings) {
    this.evaluation = evaluation;
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new DetectAnomalies(EvaluateSettings.of(settings), AnomalySettings.of(settings));
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public String output() {
    return evaluation.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    EvaluationInput input = EvaluationInput.open(spark, evaluation);
    long perClass = TileSample.perClass(input, evaluation.tilesPerClass());
    settings.requireEnough(
        input.labels(),
        input.census().values().stream().map(part -> Math.min(perClass, part.training())).toList(),
        input.real().toString());
    List<AnomalyChoice> choices =
        IntStream.range(0, evaluation.seeds())
            .mapToObj(
                run -> AnomalyChoice.of(input.labels().size(), settings, evaluation.seed(), run))
            .toList();
    List<String> plan = new ArrayList<>();
    for (int run = 0; run < choices.size(); run++) {
      plan.add(described(run, choices.get(run), input.labels()));
    }
    plan.add(
        "CNN: %d trainings of %d updates, %d of them members of ensembles of %d"
            .formatted(
                tasks().size(),
                evaluation.updates(),
                tasks().stream().filter(task -> isOfEnsemble(task)).count(),
                settings.members()));
    plan.add("writes " + StepFigures.FILE);
    return new Prepared(input.identities(), plan, folder -> write(spark, input, choices, folder));
  }

  private static String described(int run, AnomalyChoice choice, List<String> labels) {
    return "run %d: anomalous %s; legitimate %s"
        .formatted(run + 1, names(choice.anomalous(), labels), names(choice.legitimate(), labels));
  }

  private static String names(List<Integer> classes, List<String> labels) {
    return classes.stream().map(labels::get).collect(Collectors.joining(", "));
  }

  private static boolean isOfEnsemble(Task task) {
    return task.knowledge() instanceof Knowledge.Legitimate;
  }

  /** All trainings, run by run. */
  private List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (int run = 0; run < evaluation.seeds(); run++) {
      for (int most : settings.known()) {
        for (Supply supply : Supply.values()) {
          tasks.add(new Task(run, new Knowledge.AnomaliesToo(most), supply, 0));
        }
      }
      tasks.add(new Task(run, new Knowledge.AnomaliesToo(Integer.MAX_VALUE), Supply.ORIGINAL, 0));
      for (int member = 0; member < settings.members(); member++) {
        tasks.add(new Task(run, new Knowledge.Legitimate(), Supply.ORIGINAL, member));
        tasks.add(new Task(run, new Knowledge.Legitimate(), Supply.WITH_SYNTHETIC, member));
      }
    }
    return tasks;
  }

  private Outcome write(
      SparkSession spark, EvaluationInput input, List<AnomalyChoice> choices, RunFolder folder) {
    int perClass = TileSample.perClass(input, evaluation.tilesPerClass());
    JudgedTiles tiles =
        TileSample.ofReal(input, perClass, evaluation.seed())
            .beside(TileSample.of(input.candidates().get(0), perClass, evaluation.seed()))
            .judged();
    List<Result> results = train(spark, tiles, choices);
    StepFigures found =
        new StepFigures(
            new AnomalyFigures(
                    tiles.test(),
                    choices,
                    results,
                    new Resampling(evaluation.resamples(), evaluation.seed()))
                .all(settings),
            results.size(),
            results.stream().filter(Result::converged).count(),
            warnings(results));
    folder.writeWork(StepFigures.FILE, found.json());
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("tiles judged, training", (long) tiles.training().count());
    counts.put("tiles judged, test", (long) tiles.test().count());
    counts.put("tiles judged, synthetic", (long) tiles.synthetic().count());
    counts.put("trainings", (long) results.size());
    SortedMap<String, String> facts = new TreeMap<>();
    for (int run = 0; run < choices.size(); run++) {
      facts.put("run " + (run + 1), described(run, choices.get(run), input.labels()));
    }
    return new Outcome(counts, facts, found.lines());
  }

  private List<Result> train(SparkSession spark, JudgedTiles tiles, List<AnomalyChoice> choices) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator updates = spark.sparkContext().longAccumulator("CNN updates");
    Broadcast<JudgedTiles> shared = context.broadcast(tiles);
    List<Task> tasks = tasks();
    try {
      AnomalyTraining training =
          new AnomalyTraining(
              shared,
              choices,
              evaluation.updates(),
              evaluation.batch(),
              evaluation.seed(),
              updates);
      return CountedProgress.during(
          spark,
          updates,
          NAME,
          "CNN updates",
          (long) evaluation.updates() * tasks.size(),
          () -> context.parallelize(tasks, tasks.size()).map(training).collect());
    } finally {
      shared.destroy();
    }
  }

  private List<String> warnings(List<Result> results) {
    List<String> warnings = new ArrayList<>();
    long unfinished = results.stream().filter(result -> !result.converged()).count();
    if (unfinished > 0) {
      warnings.add(
          "%d of %d trainings of the CNN had not converged after %d updates. More evaluate.updates would tell."
              .formatted(unfinished, results.size(), evaluation.updates()));
    }
    if (evaluation.seeds() == 1) {
      warnings.add("There was one choice of classes: intervals hold no spread over choices.");
    }
    return warnings;
  }
}
