package org.netdiffus.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.RunLock;

/** All the verbs one after the other, each reading the folder that the one before has written. */
final class RunPipeline {
  private record Step(String verb, Map<String, String> paths) {}

  private final String name;
  private final ResolvedSettings settings;
  private final String output;
  private final List<Step> steps;

  RunPipeline(String name, ResolvedSettings settings, boolean simulates) {
    this.name = name;
    this.settings = settings;
    this.output = settings.requiredText("pipeline.output", "the folder for all results");
    String captures =
        simulates
            ? output + "/captures/data"
            : settings.requiredText("pipeline.captures", "a folder with one sub-folder per label");
    this.steps = new ArrayList<>();
    if (simulates) {
      steps.add(new Step("simulate-captures", Map.of("simulate.output", output + "/captures")));
    }
    String series = output + "/series";
    String tiles = output + "/tiles";
    String model = output + "/model";
    String synthetic = output + "/synthetic";
    steps.add(
        new Step("extract-series", Map.of("extract.input", captures, "extract.output", series)));
    steps.add(new Step("render-tiles", Map.of("render.input", series, "render.output", tiles)));
    steps.add(new Step("train-denoiser", Map.of("train.input", tiles, "train.output", model)));
    steps.add(new Step("sample-tiles", Map.of("sample.model", model, "sample.output", synthetic)));
    steps.add(
        new Step(
            "recover-series",
            Map.of("recover.input", synthetic, "recover.output", output + "/recovered")));
    steps.add(
        new Step(
            "evaluate",
            Map.of(
                "evaluate.real", tiles,
                "evaluate.synthetic", synthetic,
                "evaluate.model", model,
                "evaluate.output", output + "/report")));
  }

  /**
   * Runs every step that does not stand complete, after looking at the settings of all, and returns
   * the closing line.
   */
  ClosingLine run(JobRunner runner) {
    long started = System.nanoTime();
    check();
    List<ClosingLine> lines = new ArrayList<>();
    if (runner.replaces() || steps.stream().anyMatch(step -> !isSettled(runner, step))) {
      // Between two steps no step's folder is locked, and another run could come in.
      try (RunLock all = runner.lock(name, output)) {
        runSteps(runner, lines);
        all.requireHeld();
      }
    } else {
      runSteps(runner, lines);
    }
    return ClosingLine.ofSteps(name, output, lines, ClosingLine.secondsSince(started));
  }

  private boolean isSettled(JobRunner runner, Step step) {
    return runner.isSettled(Verb.of(step.verb()), settings.with(step.paths()));
  }

  private void runSteps(JobRunner runner, List<ClosingLine> lines) {
    for (Step step : steps) {
      lines.add(runner.run(Verb.of(step.verb()), settings.with(step.paths())));
    }
  }

  /** Prints the plan of every step; one whose input is still to be written says so. */
  ClosingLine explain(JobRunner runner, PrintStream out) {
    long started = System.nanoTime();
    check();
    DryRun plan = new DryRun(runner, out);
    for (Step step : steps) {
      plan.add(Verb.of(step.verb()), settings.with(step.paths()));
    }
    return plan.closing(name, output, started);
  }

  /** Finds mistakes of later steps before the first one begins. */
  private void check() {
    long outputs =
        steps.stream()
            .map(step -> Verb.of(step.verb()).job().apply(settings.with(step.paths())).output())
            .distinct()
            .count();
    if (outputs != steps.size()) {
      throw new IllegalStateException("two steps write the same folder");
    }
    int points = settings.wholeNumber("extract.length", 2, Integer.MAX_VALUE);
    int size = settings.wholeNumber("render.size", 1, Integer.MAX_VALUE);
    if (points < size) {
      throw UserError.settings(
          "render.size = " + size + " is above extract.length = " + points,
          "give tiles of at most " + points + " pixels, or longer series");
    }
    if (settings.text("extract.label").equals("none")) {
      throw UserError.settings(
          "extract.label = none leaves a single class",
          "give a rule that tells labels apart: the evaluation needs at least two");
    }
    SampleSettings.requireTaught(
        SampleSettings.guidance(settings), settings.number("train.label-dropout", 0, 1));
  }
}
