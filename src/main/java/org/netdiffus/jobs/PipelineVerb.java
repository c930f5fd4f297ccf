package org.netdiffus.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;

/** The verbs that run all the others. */
enum PipelineVerb {
  /** All steps on the user's captures. */
  RUN_PIPELINE(
      "run-pipeline", "All of it, from captures to the report; complete steps are skipped."),
  /** The same with settings for a first look, on simulated captures unless the user has some. */
  QUICKSTART(
      "quickstart", "A first look: simulated captures (or yours), a short training, a report.");

  private final String verb;
  private final String purpose;

  PipelineVerb(String verb, String purpose) {
    this.verb = verb;
    this.purpose = purpose;
  }

  String verb() {
    return verb;
  }

  String purpose() {
    return purpose;
  }

  /** Whether the pipeline begins by making its own captures. */
  boolean simulates(ResolvedSettings settings) {
    return this == QUICKSTART && settings.text("pipeline.captures").isEmpty();
  }

  ResolvedSettings settings(List<Path> files, List<String> singles) {
    if (this != QUICKSTART) {
      return ResolvedSettings.resolve(files, singles);
    }
    return ResolvedSettings.resolve("quickstart.conf", files, singles);
  }

  List<String> sections() {
    List<String> sections = new ArrayList<>(List.of("pipeline"));
    Verb.ALL.forEach(v -> sections.add(v.section()));
    sections.add("forecast");
    return sections;
  }
}
