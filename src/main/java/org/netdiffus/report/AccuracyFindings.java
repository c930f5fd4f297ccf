package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.RankCorrelation;

/**
 * What the accuracies of classifiers on the real test part show.
 *
 * <p>Use is judged by the share of the skill above chance that is left when the classifier is
 * trained on synthetic tiles alone: a plain ratio of accuracies would flatter data with few
 * classes. Every claim holds at two standard errors.
 */
final class AccuracyFindings {
  static final String CNN = "cnn";
  static final String ORIGINAL = "original";
  static final String SYNTH = "synth";
  static final String BOTH = "ori+synth";

  /** Share of the skill above chance from which synthetic tiles count as a stand-in. */
  private static final double MOST = 0.8;

  /** Share of the skill above chance under which they do not count as useful. */
  private static final double HALF = 0.5;

  private AccuracyFindings() {}

  /** Accuracy of always naming the largest class among the test tiles that were judged. */
  static double chance(List<ClassExamples> classes) {
    long all = classes.stream().mapToLong(ClassExamples::judgedTestTiles).sum();
    long largest = classes.stream().mapToLong(ClassExamples::judgedTestTiles).max().orElse(0);
    return all == 0 ? 1.0 / Math.max(1, classes.size()) : (double) largest / all;
  }

  static Optional<Accuracy> find(Evaluation evaluation, String classifier, String scenario) {
    return evaluation.accuracies().stream()
        .filter(a -> a.classifier().equals(classifier) && a.scenario().equals(scenario))
        .findFirst();
  }

  /** Whether the CNN trained on real tiles is a measure that anything can be held against. */
  static Finding yardstick(Evaluation evaluation) {
    String subject = "Yardstick";
    double chance = chance(evaluation.classes());
    Optional<Accuracy> found = find(evaluation, CNN, ORIGINAL);
    if (found.isEmpty()) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          "No CNN was trained on real tiles, so nothing can be held against it.");
    }
    Accuracy original = found.get();
    String figures =
        "Trained on real tiles, the CNN names "
            + accuracy(original)
            + " of "
            + Figures.count(original.testTiles())
            + " real test tiles; always naming the largest class gives "
            + Figures.percent(chance);
    if (!original.converged()) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          figures
              + ". It had not converged after "
              + Figures.count(original.updates())
              + " updates, so this is no fair measure yet.");
    }
    if (Estimate.of(original).above(chance).lower() <= 0) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          figures
              + ". That is not above chance by two standard errors: no use can be judged by it.");
    }
    return new Finding(subject, Finding.Grade.GOOD, figures + ".");
  }

  /** Whether a classifier that saw synthetic tiles only does what one that saw real tiles does. */
  static Finding use(Evaluation evaluation, String classifier, String subject) {
    double chance = chance(evaluation.classes());
    Optional<Accuracy> realOnly = find(evaluation, classifier, ORIGINAL);
    Optional<Accuracy> syntheticOnly = find(evaluation, classifier, SYNTH);
    if (realOnly.isEmpty() || syntheticOnly.isEmpty()) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          "The " + name(classifier) + " was not trained on both real and synthetic tiles.");
    }
    Estimate real = Estimate.of(realOnly.get());
    Estimate synthetic = Estimate.of(syntheticOnly.get());
    String figures =
        "Trained on synthetic tiles alone, the "
            + name(classifier)
            + " names "
            + accuracy(syntheticOnly.get())
            + " of the real test tiles, against "
            + accuracy(realOnly.get())
            + " when trained on real ones";
    if (real.lower() > 0) {
      Estimate ratio = synthetic.over(real);
      figures +=
          " (ratio "
              + Figures.ratio(ratio.value())
              + "\u00a0±\u00a0"
              + Figures.ratio(ratio.error())
              + ")";
    }
    List<String> unfinished = unconverged(List.of(realOnly.get(), syntheticOnly.get()));
    if (!unfinished.isEmpty()) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          figures
              + ". Not converged: "
              + String.join(", ", unfinished)
              + "; more updates may change this.");
    }
    if (real.above(chance).lower() <= 0) {
      return new Finding(
          subject,
          Finding.Grade.OPEN,
          figures + ". Real tiles themselves stay at chance, so this says nothing.");
    }
    if (synthetic.above(chance).lower() <= 0) {
      return new Finding(
          subject,
          Finding.Grade.BAD,
          figures
              + ". That is not above chance ("
              + Figures.percent(chance)
              + ") by two standard errors.");
    }
    if (synthetic.minus(real).lower() > 0) {
      figures +=
          ", which is more; compare the training tiles ("
              + Figures.count(syntheticOnly.get().trainingTiles())
              + " against "
              + Figures.count(realOnly.get().trainingTiles())
              + ") before believing it";
    }
    return graded(subject, figures, synthetic.above(chance).over(real.above(chance)));
  }

  private static Finding graded(String subject, String figures, Estimate kept) {
    String share =
        Figures.percent(kept.value())
            + "\u00a0±\u00a0"
            + Figures.percent(kept.error())
            + " of the skill above chance";
    if (kept.lower() >= MOST) {
      return new Finding(subject, Finding.Grade.GOOD, figures + ". That keeps " + share + ".");
    }
    if (kept.upper() < HALF) {
      return new Finding(
          subject, Finding.Grade.BAD, figures + ". That keeps only " + share + ", less than half.");
    }
    if (kept.upper() < MOST) {
      return new Finding(
          subject,
          Finding.Grade.MIXED,
          figures + ". That keeps " + share + ": a good part is lost.");
    }
    return new Finding(
        subject,
        Finding.Grade.MIXED,
        figures
            + ". That keeps "
            + share
            + "; with so few test tiles and seeds it may be anything from "
            + Figures.percent(Math.max(0, kept.lower()))
            + " to "
            + Figures.percent(kept.upper())
            + ".");
  }

  /** Whether synthetic tiles beside the real ones raise the CNN's accuracy. */
  static Optional<Finding> augmentation(Evaluation evaluation) {
    Optional<Accuracy> alone = find(evaluation, CNN, ORIGINAL);
    Optional<Accuracy> beside = find(evaluation, CNN, BOTH);
    if (alone.isEmpty() || beside.isEmpty()) {
      return Optional.empty();
    }
    String subject = "Augmentation";
    Estimate gain = Estimate.of(beside.get()).minus(Estimate.of(alone.get()));
    String figures =
        "Synthetic tiles beside the real ones change the CNN's accuracy by "
            + Figures.points(gain.value())
            + "\u00a0±\u00a0"
            + Figures.points(gain.error()).substring(1)
            + ", to "
            + accuracy(beside.get());
    List<String> unfinished = unconverged(List.of(alone.get(), beside.get()));
    if (!unfinished.isEmpty()) {
      return Optional.of(
          new Finding(
              subject,
              Finding.Grade.OPEN,
              figures
                  + ". Not converged: "
                  + String.join(", ", unfinished)
                  + "; more updates may change this."));
    }
    if (gain.lower() > 0) {
      return Optional.of(new Finding(subject, Finding.Grade.GOOD, figures + ": they help."));
    }
    if (gain.upper() < 0) {
      return Optional.of(new Finding(subject, Finding.Grade.BAD, figures + ": they harm."));
    }
    return Optional.of(
        new Finding(
            subject,
            Finding.Grade.OPEN,
            figures
                + ": no difference that "
                + Figures.count(beside.get().testTiles())
                + " test tiles can show."));
  }

  /**
   * How alike real and synthetic tiles put the classifiers into order.
   *
   * @param correlation Spearman's coefficient of their accuracies
   * @param interval where it may lie, by the errors of these
   */
  record Order(double correlation, RankCorrelation.Interval interval) {}

  /** How alike the orders are, in words. */
  static String inWords(Order order) {
    return "Rank correlation of the classifiers trained on synthetic and on real tiles: "
        + Figures.ratio(order.correlation())
        + ", 95\u00a0%: "
        + Figures.ratio(order.interval().lower())
        + " to "
        + Figures.ratio(order.interval().upper())
        + " (Spearman; 1 is the same order).";
  }

  /** Rank correlation of the classifiers' accuracies; empty for fewer than three. */
  static Optional<Order> order(Evaluation evaluation) {
    List<Accuracy> real =
        evaluation.accuracies().stream()
            .filter(a -> a.scenario().equals(ORIGINAL))
            .filter(a -> find(evaluation, a.classifier(), SYNTH).isPresent())
            .toList();
    if (real.size() < 3) {
      return Optional.empty();
    }
    List<Accuracy> synthetic =
        real.stream().map(a -> find(evaluation, a.classifier(), SYNTH).orElseThrow()).toList();
    return Optional.of(
        new Order(
            RankCorrelation.between(
                real.stream().mapToDouble(Accuracy::mean).toArray(),
                synthetic.stream().mapToDouble(Accuracy::mean).toArray()),
            RankCorrelation.interval(measured(real), measured(synthetic))));
  }

  private static List<Measured> measured(List<Accuracy> accuracies) {
    return accuracies.stream()
        .map(Estimate::of)
        .map(estimate -> new Measured(estimate.value(), estimate.error()))
        .toList();
  }

  private static List<String> unconverged(List<Accuracy> accuracies) {
    List<String> scenarios = new ArrayList<>();
    for (Accuracy accuracy : accuracies) {
      if (!accuracy.converged()) {
        scenarios.add(accuracy.scenario());
      }
    }
    return scenarios;
  }

  private static String accuracy(Accuracy accuracy) {
    return Figures.percent(accuracy.mean())
        + "\u00a0±\u00a0"
        + Figures.percent(Estimate.of(accuracy).error());
  }

  static String name(String classifier) {
    return classifier.equals(CNN) ? "CNN" : classifier.replace('-', ' ');
  }
}
