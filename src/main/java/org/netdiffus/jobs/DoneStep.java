package org.netdiffus.jobs;

import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.netdiffus.spark.RunFolder;

/**
 * A step of an experiment that stands complete.
 *
 * @param verb what it did
 * @param folder what it has written
 */
record DoneStep(String verb, RunFolder folder) {
  /** The folder of a step, which has to be complete. */
  static DoneStep of(ExperimentStep step, Configuration hadoop) {
    String key = Verb.of(step.verb()).section() + ".output";
    String place = Objects.requireNonNull(step.settings().get(key), key);
    return new DoneStep(step.verb(), RunFolder.completed(place, step.verb(), hadoop));
  }

  /** Name of the folder. */
  String name() {
    return new Path(folder.toString()).getName();
  }

  /** What the step has found; nothing of one that prepares what others look at. */
  List<Report> reports() {
    return switch (verb) {
      case "evaluate" ->
          List.of(new Report(this, "report.html", EvaluationFigures.read(folder, name())));
      case "audit-privacy" ->
          List.of(new Report(this, "privacy.html", AuditFigures.read(folder, name())));
      case DetectAnomalies.NAME, CompareForms.NAME ->
          List.of(new Report(this, StepFigures.FILE, StepFigures.read(folder, name())));
      default -> List.of();
    };
  }

  /**
   * What a step has found.
   *
   * @param file name of its report
   */
  record Report(DoneStep step, String file, FoundFigures found) {
    /** Content of the report. */
    byte[] bytes() {
      return step.folder().read(file);
    }

    /** Name of a copy of the report in a folder that holds those of all steps. */
    String copy() {
      return step.name() + file.substring(file.lastIndexOf('.'));
    }

    /** Those of a kind. */
    static <T extends FoundFigures> List<T> of(List<Report> reports, Class<T> kind) {
      return reports.stream().map(Report::found).filter(kind::isInstance).map(kind::cast).toList();
    }
  }
}
