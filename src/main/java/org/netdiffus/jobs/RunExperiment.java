package org.netdiffus.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunLock;
import org.netdiffus.spark.RunRecord;

/**
 * An experiment of the paper by its name: the verbs that it takes, on the folder of a pipeline, and
 * then its summary. Steps that stand complete are skipped.
 */
final class RunExperiment {
  /** Name of the verb. */
  static final String NAME = "experiment";

  /** One line for the help. */
  static final String PURPOSE =
      "An experiment of the paper by its name, on the folder of a pipeline.";

  private static final Verb SUMMARY =
      new Verb(
          NAME, PURPOSE, NAME, Set.of("data", "output"), List.of("reports"), ExperimentSummary::of);

  private final ResolvedSettings settings;
  private final String output;
  private final List<ExperimentStep> steps;

  RunExperiment(ResolvedSettings settings) {
    this.settings = settings;
    ExperimentSettings experiment = ExperimentSettings.of(settings);
    this.output = experiment.output();
    this.steps = experiment.experiment().steps(experiment);
  }

  /**
   * Settings of the runs that made the data, and the title that these were given: what the user
   * does not say stays as it was there.
   */
  static SortedMap<String, String> recorded(SparkSession spark, ExperimentSettings settings) {
    SortedMap<String, String> recorded = new TreeMap<>(settings.experiment().unlessGiven());
    for (String name : settings.experiment().needs()) {
      RunRecord record =
          RunFolder.completed(
                  settings.data() + "/" + name,
                  "render-tiles, train-denoiser or sample-tiles",
                  spark.sparkContext().hadoopConfiguration())
              .record();
      recorded.putAll(record.settings());
      Optional.ofNullable(record.facts().get(RenderTiles.SCALES_OF))
          .ifPresent(tiles -> recorded.put("render.scales-of", tiles));
    }
    ExperimentOrigin.title(settings, spark.sparkContext().hadoopConfiguration())
        .ifPresent(title -> recorded.put("evaluate.title", title));
    return recorded;
  }

  /**
   * Runs every step that does not stand complete, after looking at the settings of all, and returns
   * the closing line.
   */
  ClosingLine run(JobRunner runner) {
    long started = System.nanoTime();
    check();
    List<ClosingLine> lines = new ArrayList<>();
    if (runner.replaces() || !isSettled(runner)) {
      // Between two steps no step's folder is locked, and another run could come in.
      try (RunLock all = runner.lock(NAME, output)) {
        runSteps(runner, lines);
        all.requireHeld();
      }
    } else {
      runSteps(runner, lines);
    }
    return ClosingLine.ofSteps(NAME, output, lines, ClosingLine.secondsSince(started));
  }

  private boolean isSettled(JobRunner runner) {
    return runner.isSettled(SUMMARY, settings)
        && steps.stream()
            .allMatch(step -> runner.isSettled(Verb.of(step.verb()), step.of(settings)));
  }

  private void runSteps(JobRunner runner, List<ClosingLine> lines) {
    for (ExperimentStep step : steps) {
      lines.add(runner.run(Verb.of(step.verb()), step.of(settings)));
    }
    lines.add(runner.run(SUMMARY, settings));
  }

  /** Prints the plan of every step; one whose input is still to be written says so. */
  ClosingLine explain(JobRunner runner, PrintStream out) {
    long started = System.nanoTime();
    check();
    DryRun plan = new DryRun(runner, out);
    for (ExperimentStep step : steps) {
      plan.add(Verb.of(step.verb()), step.of(settings));
    }
    plan.add(SUMMARY, settings);
    return plan.closing(NAME, output, started);
  }

  /** Finds mistakes of later steps before the first one begins. */
  private void check() {
    long outputs =
        steps.stream()
            .map(step -> Verb.of(step.verb()).job().apply(step.of(settings)).output())
            .distinct()
            .count();
    if (outputs != steps.size()) {
      throw new IllegalStateException("two steps write the same folder");
    }
  }
}
