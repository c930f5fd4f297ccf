package org.netdiffus.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Score;

/** Whether the figures notice sets of tiles that are wrong on purpose. */
public final class ControlFindings {
  private ControlFindings() {}

  /** Whether one of the scores that have to notice does, or copies are counted as such. */
  public static boolean noticed(Control control) {
    return noticing(control).isPresent()
        || (control.mustFail().contains("nearest-training")
            && control.judgement().closeTiles().moreThanChance());
  }

  /** The first of the scores that have to notice and do, beyond both intervals. */
  static Optional<Score> noticing(Control control) {
    return control.judgement().scores().stream()
        .filter(score -> control.mustFail().contains(score.name()))
        .filter(Score::apartFromHoldout)
        .filter(
            score -> {
              // Farther from training tiles than real ones is no sign of a copy.
              boolean copiesAsked = score.better() == Score.Better.NEAR_FLOOR;
              if (copiesAsked && score.value() >= score.floor()) {
                return false;
              }
              Finding.Grade grade = ScoreFindings.grade(score);
              return grade == Finding.Grade.BAD || grade == Finding.Grade.MIXED;
            })
        .findFirst();
  }

  /** The controls that nobody noticed. */
  static List<Control> missed(Evaluation evaluation) {
    return evaluation.controls().stream().filter(control -> !noticed(control)).toList();
  }

  /** What the controls show about the figures; empty where there are none. */
  static Optional<Finding> controls(Evaluation evaluation) {
    int all = evaluation.controls().size();
    if (all == 0) {
      return Optional.empty();
    }
    List<Control> missed = missed(evaluation);
    String subject = "Controls";
    if (missed.isEmpty()) {
      return Optional.of(
          new Finding(
              subject,
              Finding.Grade.GOOD,
              "All " + all + " sets that are wrong on purpose fail as they must."));
    }
    return Optional.of(
        new Finding(
            subject,
            Finding.Grade.OPEN,
            missed.size()
                + " of "
                + all
                + " sets that are wrong on purpose pass: "
                + missed.stream()
                    .map(control -> control.judgement().title())
                    .collect(Collectors.joining(", "))
                + ". What they were to show, these figures cannot tell on this data."));
  }
}
