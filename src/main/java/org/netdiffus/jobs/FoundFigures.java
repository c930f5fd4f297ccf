package org.netdiffus.jobs;

import java.util.List;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.report.StepVerdict;

/** What a step of an experiment has found, read from its folder. */
sealed interface FoundFigures permits EvaluationFigures, AuditFigures, StepFigures {
  /** Every figure. */
  List<MeasuredResult> all();

  /** Sentences that a reader must know, behind the name of the step. */
  List<String> warnings();

  /**
   * What the step says of it.
   *
   * @param step name of its folder
   * @param report its report, relative to the page
   */
  StepVerdict verdict(String step, String report);
}
