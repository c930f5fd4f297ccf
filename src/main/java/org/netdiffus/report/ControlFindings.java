package org.netdiffus.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ChanceLevel;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Score;

/**
 * Whether the figures notice sets of tiles that are wrong on purpose. A control has failed where
 * none of the figures that it is made for notices, or where classifiers learn from it what there is
 * not to be learnt. Single figures that miss it are named: with few tiles, intervals are wide, and
 * what they cannot tell there is no fault of the figure.
 */
public final class ControlFindings {
  private static final String SUBJECT = "Controls";

  /** What copies are counted for, beside the median of their distances. */
  private static final String COPIES = "nearest-training";

  /**
   * Figures of series up to here are nothing: no series has the quantity, or all have one value.
   */
  private static final double NOTHING = 1e-9;

  /** What became of a demand. */
  public enum Outcome {
    /** One of the figures notices. */
    NOTICED,
    /** None of them does. */
    MISSED,
    /** The evaluation has none of them, or they are of nothing. */
    NOT_ASKED
  }

  private ControlFindings() {}

  /**
   * Whether one of the figures that the control is made for notices, and classifiers that were
   * trained on it stay at chance.
   */
  public static boolean noticed(Control control) {
    return outcome(control, control.meant()) == Outcome.NOTICED
        && level(control).map(ChanceLevel::holds).orElse(true);
  }

  /** What became of a demand on the figures of a control. */
  public static Outcome outcome(Control control, Demand demand) {
    boolean counted =
        demand.figures().contains(COPIES) && control.judgement().closeTiles().moreThanChance();
    if (counted || asked(control, demand).stream().anyMatch(s -> notices(s, demand.sign()))) {
      return Outcome.NOTICED;
    }
    return asked(control, demand).isEmpty() ? Outcome.NOT_ASKED : Outcome.MISSED;
  }

  /** The figures of a demand that there are. */
  static List<Score> asked(Control control, Demand demand) {
    return control.judgement().scores().stream()
        .filter(score -> demand.figures().contains(score.name()))
        .filter(score -> hasSomething(score, demand.sign()))
        .toList();
  }

  private static boolean hasSomething(Score score, Demand.Sign sign) {
    boolean nothing = score.group() == Score.Group.TRAFFIC && Math.abs(score.floor()) <= NOTHING;
    return switch (sign) {
      case WORSE -> !nothing;
      case CLOSER ->
          !nothing && (score.better() == Score.Better.NEAR_FLOOR || score.tellsOverfitting());
    };
  }

  /** Whether a figure notices, beyond its interval and that of the holdout. */
  public static boolean notices(Score score, Demand.Sign sign) {
    if (!score.apartFromHoldout()) {
      return false;
    }
    Finding.Grade grade = ScoreFindings.grade(score);
    boolean poor = grade == Finding.Grade.BAD || grade == Finding.Grade.MIXED;
    boolean distanceToCopies = score.better() == Score.Better.NEAR_FLOOR;
    return switch (sign) {
      case WORSE -> poor && !distanceToCopies;
      // Farther from training tiles than real ones is no sign of a copy.
      case CLOSER ->
          distanceToCopies ? poor && score.value() < score.floor() : score.betterThanHoldout();
    };
  }

  /** How far the classifiers that were trained on a control are from chance; none were on most. */
  static Optional<ChanceLevel> level(Control control) {
    List<Accuracy> accuracies = control.judgement().accuracies();
    return accuracies.isEmpty() ? Optional.empty() : Optional.of(ChanceLevel.of(accuracies));
  }

  /** The controls that have failed. */
  static List<Control> missed(Evaluation evaluation) {
    return evaluation.controls().stream().filter(control -> !noticed(control)).toList();
  }

  /** What else has to notice a control and does not. */
  static List<Demand> blind(Control control) {
    return control.also().stream()
        .filter(demand -> outcome(control, demand) == Outcome.MISSED)
        .toList();
  }

  /** What the controls show about the figures; empty where there are none. */
  static Optional<Finding> controls(Evaluation evaluation) {
    List<Control> all = evaluation.controls();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Control> missed = missed(evaluation);
    if (!missed.isEmpty()) {
      return Optional.of(
          new Finding(
              SUBJECT,
              Finding.Grade.OPEN,
              missed.size()
                  + " of "
                  + all.size()
                  + " sets that are wrong on purpose pass: "
                  + missed.stream().map(ControlFindings::named).collect(Collectors.joining(", "))
                  + ". What they were to show, these figures cannot tell on this data."));
    }
    String taught =
        all.stream()
            .flatMap(control -> level(control).stream())
            .map(level -> " " + sentence(level))
            .collect(Collectors.joining());
    long asked =
        all.stream()
            .flatMap(control -> control.demands().stream().map(demand -> outcome(control, demand)))
            .filter(outcome -> outcome != Outcome.NOT_ASKED)
            .count();
    List<Control> blind = all.stream().filter(control -> !blind(control).isEmpty()).toList();
    if (blind.isEmpty()) {
      return Optional.of(
          new Finding(
              SUBJECT,
              Finding.Grade.GOOD,
              "All " + all.size() + " sets that are wrong on purpose fail as they must." + taught));
    }
    return Optional.of(
        new Finding(
            SUBJECT,
            Finding.Grade.MIXED,
            "All "
                + all.size()
                + " sets that are wrong on purpose are noticed, but not by every figure that has to"
                + " notice: of "
                + asked
                + " figures or groups of them "
                + blind.stream().mapToLong(control -> blind(control).size()).sum()
                + " cannot tell such a fault here ("
                + blind.stream()
                    .map(control -> control.judgement().title() + ": " + blind(control).size())
                    .collect(Collectors.joining(", "))
                + "); the table of controls names them."
                + taught));
  }

  private static String named(Control control) {
    String title = control.judgement().title();
    return level(control)
        .filter(level -> !level.holds())
        .map(level -> title + " (trained on them, " + figures(level) + ")")
        .orElse(title);
  }

  private static String sentence(ChanceLevel level) {
    return "Trained on shuffled labels, "
        + figures(level)
        + (level.couldFail()
            ? "."
            : "; of so few classes and classifiers anything would be near it.");
  }

  /** What classifiers name that were trained on shuffled labels. */
  private static String figures(ChanceLevel level) {
    return "classifiers name "
        + Figures.percent(level.accuracy())
        + "\u00a0±\u00a0"
        + Figures.percent(level.error())
        + " of the real test tiles, where "
        + Figures.percent(level.chance())
        + " is chance";
  }
}
