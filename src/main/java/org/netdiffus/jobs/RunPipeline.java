package org.netdiffus.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;

/** All the verbs one after the other, each reading the folder that the one before has written. */
final class RunPipeline {
  private record Step(String verb, Map<String, String> paths) {}

  private final ResolvedSettings settings;
  private final List<Step> steps;

  RunPipeline(ResolvedSettings settings, boolean simulates) {
    this.settings = settings;
    String output = settings.requiredText("pipeline.output", "the folder for all results");
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

  /** Runs every step that does not stand complete. */
  void run(JobRunner runner) {
    for (Step step : steps) {
      runner.run(Verb.of(step.verb()), settings.with(step.paths()));
    }
  }

  /** Prints the plan of every step; one whose input is still to be written says so. */
  void explain(JobRunner runner, PrintStream out) {
    for (Step step : steps) {
      try {
        runner.explain(Verb.of(step.verb()), settings.with(step.paths()));
      } catch (UserError notThere) {
        if (step.equals(steps.get(0))) {
          throw notThere;
        }
        out.println(step.verb() + ": would follow (now " + notThere.getMessage() + ")");
      }
    }
  }
}
