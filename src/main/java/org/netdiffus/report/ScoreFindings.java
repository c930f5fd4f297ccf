package org.netdiffus.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

/** What the scores show beside the floor that real test tiles reach, and what the loss shows. */
final class ScoreFindings {
  /** Floors under this are rounding of an exact zero: no multiple of them means anything. */
  private static final double NO_FLOOR = 1e-6;

  /** Ratio up to which a figure is as near to its floor as counts. */
  static final double CLOSE = 1.5;

  private static final double FAR = 3;

  /** Ratios of distances to training tiles below which they suggest, and show, copies. */
  static final double SUSPICIOUS = 0.8;

  static final double COPIES = 0.5;

  /** Difference of a share from which it is not as good as the holdout's. */
  private static final double SMALL = 0.1;

  /** Difference of a share from which it is bad. */
  private static final double LARGE = 0.3;

  private static final double UNLIKELY = 0.05;
  private static final double RARE = 0.01;

  private ScoreFindings() {}

  /**
   * Value over floor, where the floor is a number that something can be a multiple of. A floor
   * within two of its errors of 0 is no more than accident, and those two errors stand in its
   * place; an unbiased estimate below 0 counts as 0. Figures of sets that are not equally large are
   * no multiples of each other.
   */
  static Optional<Double> ratio(Score score) {
    if (score.group() == Score.Group.WHOLE) {
      return Optional.empty();
    }
    double floor =
        score.better() == Score.Better.LOWER
            ? Math.max(score.floor(), score.holdout().upper() - score.floor())
            : score.floor();
    boolean distance =
        score.better() == Score.Better.LOWER || score.better() == Score.Better.NEAR_FLOOR;
    boolean comparable =
        distance && Double.isFinite(score.value()) && Double.isFinite(floor) && floor > NO_FLOOR;
    return comparable ? Optional.of(Math.max(0, score.value()) / floor) : Optional.empty();
  }

  /**
   * Grade of one score by its ratio or difference; open where neither tells anything, and where the
   * value is good and so few tiles do not decide it.
   */
  static Finding.Grade grade(Score score) {
    return undecided(score) ? Finding.Grade.OPEN : gradeOfValue(score);
  }

  /** Whether the value is good, and its own interval of two errors holds some that are not. */
  static boolean undecided(Score score) {
    return gradeOfValue(score) == Finding.Grade.GOOD
        && DoubleStream.of(score.synthetic().lower(), score.synthetic().upper())
            .mapToObj(end -> gradeOfValue(withValue(score, end)))
            .anyMatch(grade -> grade != Finding.Grade.GOOD);
  }

  private static Score withValue(Score score, double value) {
    return new Score(
        score.name(),
        score.group(),
        score.title(),
        new Measured(value, 0),
        score.holdout(),
        score.better(),
        score.unit(),
        score.n(),
        score.meaning());
  }

  private static Finding.Grade gradeOfValue(Score score) {
    if (score.group() == Score.Group.WHOLE) {
      return Finding.Grade.OPEN;
    }
    return switch (score.better()) {
      case LOWER -> ratio(score).map(ScoreFindings::lower).orElseGet(() -> beyondNothing(score));
      case NEAR_FLOOR -> ratio(score).map(ScoreFindings::near).orElse(Finding.Grade.OPEN);
      case LOWER_SHARE -> share(score.value() - score.floor());
      case HIGHER_SHARE -> share(score.floor() - score.value());
      case CHANCE -> chance(score);
    };
  }

  /** Beside a floor of 0: no multiple of it is bad, but more than it is not as good. */
  private static Finding.Grade beyondNothing(Score score) {
    if (!Double.isFinite(score.value()) || !Double.isFinite(score.floor())) {
      return Finding.Grade.OPEN;
    }
    if (score.value() <= NO_FLOOR) {
      return Finding.Grade.GOOD;
    }
    return score.synthetic().lower() > score.holdout().upper()
        ? Finding.Grade.MIXED
        : Finding.Grade.OPEN;
  }

  /** By how much of all a share falls short. */
  private static Finding.Grade share(double missing) {
    if (!Double.isFinite(missing)) {
      return Finding.Grade.OPEN;
    }
    if (missing <= SMALL) {
      return Finding.Grade.GOOD;
    }
    return missing <= LARGE ? Finding.Grade.MIXED : Finding.Grade.BAD;
  }

  /** Where accident does not explain the real test tiles either, it says nothing. */
  private static Finding.Grade chance(Score score) {
    if (!(score.floor() >= UNLIKELY)) {
      return Finding.Grade.OPEN;
    }
    if (score.value() >= UNLIKELY) {
      return Finding.Grade.GOOD;
    }
    return score.value() >= RARE ? Finding.Grade.MIXED : Finding.Grade.BAD;
  }

  private static Finding.Grade lower(double ratio) {
    if (ratio <= CLOSE) {
      return Finding.Grade.GOOD;
    }
    return ratio <= FAR ? Finding.Grade.MIXED : Finding.Grade.BAD;
  }

  private static Finding.Grade near(double ratio) {
    if (ratio < COPIES || ratio > FAR) {
      return Finding.Grade.BAD;
    }
    return ratio < SUSPICIOUS || ratio > CLOSE ? Finding.Grade.MIXED : Finding.Grade.GOOD;
  }

  /** Scores that are no finite number, by title. */
  static List<String> notFinite(Evaluation evaluation) {
    return evaluation.scores().stream()
        .filter(score -> !Double.isFinite(score.value()) || !Double.isFinite(score.floor()))
        .map(Score::title)
        .toList();
  }

  /** How far the synthetic tiles are from the real ones, in multiples of the floor. */
  static Finding likeness(Evaluation evaluation) {
    String subject = "Likeness";
    List<Score> scores =
        evaluation.scores().stream()
            .filter(score -> score.better() == Score.Better.LOWER && ratio(score).isPresent())
            .sorted(Comparator.comparingDouble(score -> ratio(score).orElseThrow()))
            .toList();
    if (scores.isEmpty()) {
      return new Finding(
          subject, Finding.Grade.OPEN, "No distance with a real floor was measured.");
    }
    long close = scores.stream().filter(score -> grade(score) == Finding.Grade.GOOD).count();
    long far = scores.stream().filter(score -> grade(score) == Finding.Grade.BAD).count();
    long open = scores.stream().filter(ScoreFindings::undecided).count();
    Score worst = scores.get(scores.size() - 1);
    String figures =
        close
            + " of "
            + scores.size()
            + (scores.size() == 1 ? " distance lies" : " distances lie")
            + " within "
            + CLOSE
            + " times what real test tiles reach"
            + andOpen(open)
            + "; the farthest is "
            + worst.title()
            + ", "
            + Figures.ratio(ratio(worst).orElseThrow())
            + " times (n\u00a0=\u00a0"
            + Figures.count(worst.n())
            + ").";
    if (close + open == scores.size()) {
      return new Finding(subject, open == 0 ? Finding.Grade.GOOD : Finding.Grade.OPEN, figures);
    }
    return new Finding(
        subject, 2 * far >= scores.size() ? Finding.Grade.BAD : Finding.Grade.MIXED, figures);
  }

  /** Whether so few tiles leave it open how far some distance is from that of real ones. */
  static boolean likenessUndecided(Evaluation evaluation) {
    return evaluation.scores().stream()
        .filter(score -> score.better() == Score.Better.LOWER)
        .anyMatch(ScoreFindings::undecided);
  }

  private static String andOpen(long count) {
    return count == 0
        ? ""
        : ", " + count + (count == 1 ? " more is" : " more are") + " not decided by so few tiles";
  }

  /** How many shares of tiles are those of a holdout; empty where none was measured. */
  static Optional<Finding> spread(Evaluation evaluation) {
    List<Score> shares =
        evaluation.scores().stream()
            .filter(score -> score.group() != Score.Group.WHOLE)
            .filter(
                score ->
                    score.better() == Score.Better.LOWER_SHARE
                        || score.better() == Score.Better.HIGHER_SHARE)
            .sorted(Comparator.comparingDouble(score -> Math.abs(score.value() - score.floor())))
            .toList();
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    List<Score> lacking =
        shares.stream().filter(score -> grade(score) != Finding.Grade.GOOD).toList();
    String figures =
        shares.size()
            - lacking.size()
            + " of "
            + shares.size()
            + " shares (precision, recall, coverage, recognised, told apart) are at most 0.1 worse"
            + " than a real holdout's"
            + andOpen(lacking.stream().filter(ScoreFindings::undecided).count());
    if (lacking.stream().allMatch(ScoreFindings::undecided)) {
      return Optional.of(
          new Finding(
              "Spread",
              lacking.isEmpty() ? Finding.Grade.GOOD : Finding.Grade.OPEN,
              figures + "."));
    }
    List<Score> worse = lacking.stream().filter(score -> !undecided(score)).toList();
    Score worst = worse.get(worse.size() - 1);
    boolean bad = lacking.stream().anyMatch(score -> grade(score) == Finding.Grade.BAD);
    return Optional.of(
        new Finding(
            "Spread",
            bad ? Finding.Grade.BAD : Finding.Grade.MIXED,
            figures
                + "; the worst is "
                + worst.title()
                + ", "
                + Figures.significant(worst.value())
                + " against "
                + Figures.significant(worst.floor())
                + "."));
  }

  /** What is better than real data that nobody trained on; empty where nothing is. */
  static Optional<Finding> overfitting(Evaluation evaluation) {
    List<Score> better = evaluation.scores().stream().filter(Score::betterThanHoldout).toList();
    if (better.isEmpty()) {
      return Optional.empty();
    }
    Score first = better.get(0);
    return Optional.of(
        new Finding(
            "Overfitting",
            Finding.Grade.MIXED,
            better.size()
                + (better.size() == 1 ? " figure is" : " figures are")
                + " better than those of a real holdout, beyond both intervals, which points to"
                + " overfitting to the training part and not to quality: "
                + better.stream().map(Score::title).collect(Collectors.joining("; "))
                + ". The first is "
                + Figures.significant(first.value())
                + "\u00a0±\u00a0"
                + Figures.significant(2 * first.synthetic().error())
                + " against "
                + Figures.significant(first.floor())
                + "\u00a0±\u00a0"
                + Figures.significant(2 * first.holdout().error())
                + "."));
  }

  /** Median ratio of the distances, where any has one. */
  static Optional<Double> medianRatio(Evaluation evaluation) {
    double[] ratios =
        evaluation.scores().stream()
            .filter(score -> score.better() == Score.Better.LOWER)
            .flatMap(score -> ratio(score).stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    int half = ratios.length / 2;
    if (ratios.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        ratios.length % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2);
  }

  /** Whether the denoiser learnt; empty without a loss curve. */
  static Optional<Finding> training(LossCurve curve) {
    int points = curve.loss().length;
    if (points < 2) {
      return Optional.empty();
    }
    String subject = "Training";
    long broken = Arrays.stream(curve.loss()).filter(loss -> !Double.isFinite(loss)).count();
    if (broken > 0) {
      return Optional.of(
          new Finding(
              subject,
              Finding.Grade.BAD,
              "The denoiser's loss was not finite at "
                  + Figures.count(broken)
                  + " of "
                  + Figures.count(points)
                  + " points: training diverged."));
    }
    double first = curve.loss()[0];
    int window = Math.max(1, points / 10);
    double last = mean(curve.loss(), points - window, points);
    String figures =
        "The denoiser's loss went from "
            + Figures.significant(first)
            + " at step "
            + Figures.count(curve.steps()[0])
            + " to "
            + Figures.significant(last)
            + " over the last tenth, up to step "
            + Figures.count(curve.steps()[points - 1]);
    if (!(last < first / 2)) {
      return Optional.of(
          new Finding(
              subject, Finding.Grade.BAD, figures + ", not even half: it has hardly learnt."));
    }
    if (points >= 20 && last < 0.95 * mean(curve.loss(), points - 2 * window, points - window)) {
      return Optional.of(
          new Finding(
              subject,
              Finding.Grade.MIXED,
              figures + " and was still falling: more steps may help."));
    }
    return Optional.of(new Finding(subject, Finding.Grade.GOOD, figures + "."));
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }
}
