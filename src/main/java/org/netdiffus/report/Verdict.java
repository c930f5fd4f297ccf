package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.netdiffus.measure.Evaluation;

/**
 * What an evaluation says in words, and no more than its numbers support.
 *
 * @param grade of the whole
 * @param headline one sentence
 * @param findings what it rests on, in the order of weight
 */
public record Verdict(Finding.Grade grade, String headline, List<Finding> findings) {
  public Verdict {
    findings = List.copyOf(findings);
  }

  /**
   * Judges an evaluation. It is open when a score is not finite, when the CNN had not converged or
   * when real tiles themselves are not told apart; good only when synthetic tiles alone keep most
   * of the CNN's skill, every distance is near its floor and no more tiles than chance explains
   * look like copies.
   */
  public static Verdict of(Evaluation evaluation) {
    Finding yardstick = AccuracyFindings.yardstick(evaluation);
    Finding use = AccuracyFindings.use(evaluation, AccuracyFindings.CNN, "Use");
    Finding likeness = ScoreFindings.likeness(evaluation);
    Finding copies = CopyFindings.copies(evaluation);
    Optional<Finding> augmentation = AccuracyFindings.augmentation(evaluation);
    Optional<Finding> opinion = secondOpinion(evaluation);

    List<Finding> findings = new ArrayList<>();
    findings.add(use);
    augmentation.ifPresent(findings::add);
    findings.add(likeness);
    ScoreFindings.spread(evaluation).ifPresent(findings::add);
    findings.add(copies);
    ScoreFindings.overfitting(evaluation).ifPresent(findings::add);
    ControlFindings.controls(evaluation).ifPresent(findings::add);
    findings.add(yardstick);
    opinion.ifPresent(findings::add);
    ScoreFindings.training(evaluation.loss()).ifPresent(findings::add);

    List<String> notFinite = ScoreFindings.notFinite(evaluation);
    if (!notFinite.isEmpty()) {
      return new Verdict(
          Finding.Grade.OPEN,
          "Not to be trusted: no finite number came out for " + String.join(", ", notFinite) + ".",
          findings);
    }
    if (CopyFindings.tooClose(evaluation)) {
      return new Verdict(
          Finding.Grade.BAD,
          "These tiles look like copies of training traces: do not share them as synthetic.",
          findings);
    }
    if (CopyFindings.manyClose(evaluation)) {
      return new Verdict(
          Finding.Grade.BAD,
          "Some of these tiles look like copies of training traces: do not share those.",
          findings);
    }
    if (!yardstick.is(Finding.Grade.GOOD) || use.is(Finding.Grade.OPEN)) {
      return new Verdict(Finding.Grade.OPEN, untrusted(evaluation), findings);
    }
    if (use.is(Finding.Grade.BAD)
        && augmentation.filter(f -> f.is(Finding.Grade.GOOD)).isPresent()) {
      return new Verdict(
          Finding.Grade.MIXED,
          "Synthetic tiles cannot replace real ones here, but they help beside them.",
          findings);
    }
    if (use.is(Finding.Grade.BAD)) {
      return new Verdict(
          Finding.Grade.BAD, "Synthetic tiles cannot replace real ones here yet.", findings);
    }
    if (use.is(Finding.Grade.MIXED)) {
      return new Verdict(
          Finding.Grade.MIXED,
          "Synthetic tiles carry part of what tells the classes apart.",
          findings);
    }
    List<String> doubts = doubts(evaluation, likeness, copies, opinion);
    if (!doubts.isEmpty()) {
      return new Verdict(
          Finding.Grade.MIXED,
          "Synthetic tiles train a CNN nearly as well as real ones, but "
              + String.join(" and ", doubts)
              + ".",
          findings);
    }
    return new Verdict(
        Finding.Grade.GOOD,
        "Synthetic tiles can stand in for real ones on this data set, with no sign of copies among the "
            + Figures.count(evaluation.closeTiles().tiles())
            + " tiles asked (screening only).",
        findings);
  }

  private static Optional<Finding> secondOpinion(Evaluation evaluation) {
    return evaluation.accuracies().stream()
        .map(accuracy -> accuracy.classifier())
        .filter(classifier -> !classifier.equals(AccuracyFindings.CNN))
        .findFirst()
        .map(classifier -> AccuracyFindings.use(evaluation, classifier, "Second opinion"));
  }

  private static String untrusted(Evaluation evaluation) {
    boolean unfinished =
        evaluation.accuracies().stream()
            .anyMatch(a -> a.classifier().equals(AccuracyFindings.CNN) && !a.converged());
    if (unfinished) {
      return "No verdict yet: the CNN that judges had not converged.";
    }
    boolean measured =
        AccuracyFindings.find(evaluation, AccuracyFindings.CNN, AccuracyFindings.ORIGINAL)
                .isPresent()
            && AccuracyFindings.find(evaluation, AccuracyFindings.CNN, AccuracyFindings.SYNTH)
                .isPresent();
    return measured
        ? "No verdict: even real tiles are not told apart better than chance."
        : "No verdict: no CNN was trained on both real and synthetic tiles.";
  }

  private static List<String> doubts(
      Evaluation evaluation, Finding likeness, Finding copies, Optional<Finding> opinion) {
    List<String> doubts = new ArrayList<>();
    if (!likeness.is(Finding.Grade.GOOD)) {
      doubts.add(
          !likeness.is(Finding.Grade.OPEN)
              ? "they differ measurably from real ones"
              : ScoreFindings.likenessUndecided(evaluation)
                  ? "so few tiles do not decide whether they differ from real ones"
                  : "their likeness was not measured");
    }
    ScoreFindings.spread(evaluation)
        .filter(spread -> !spread.is(Finding.Grade.GOOD))
        .ifPresent(
            spread ->
                doubts.add(
                    spread.is(Finding.Grade.OPEN)
                        ? "so few tiles do not decide whether they lie where real ones do"
                        : "they do not lie where and as widely as real ones do"));
    if (ScoreFindings.overfitting(evaluation).isPresent()) {
      doubts.add("some figures are better than a real holdout's, which points to overfitting");
    }
    if (!ControlFindings.missed(evaluation).isEmpty()) {
      doubts.add("the figures do not notice every set that is wrong on purpose");
    }
    if (CopyFindings.someClose(evaluation)) {
      doubts.add("more of them than chance explains lie close to training traces");
    } else if (!copies.is(Finding.Grade.GOOD)) {
      doubts.add(
          copies.is(Finding.Grade.OPEN)
              ? "copies cannot be ruled out"
              : "their distance to training traces is unusual");
    }
    if (opinion.filter(finding -> finding.is(Finding.Grade.BAD)).isPresent()) {
      doubts.add("a second classifier disagrees");
    }
    return doubts;
  }
}
