package org.netdiffus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Control;
import org.netdiffus.measure.Demand;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.Score;

/** Numbers of an evaluation as rows of the page. */
final class Rows {
  /** Ends of the axis of ratios, as powers of two: a quarter of the floor to sixteen times it. */
  private static final double LEAST_RATIO = -2;

  private static final double GREATEST_RATIO = 4;

  /** Classes beyond which a confusion matrix is wider than a page. */
  private static final int MOST_CLASSES = 12;

  private Rows() {}

  static List<Page.Headline> headlines(Evaluation evaluation) {
    List<Page.Headline> headlines = new ArrayList<>();
    Optional<Accuracy> real = cnn(evaluation, AccuracyFindings.ORIGINAL);
    Optional<Accuracy> synthetic = cnn(evaluation, AccuracyFindings.SYNTH);
    real.ifPresent(a -> headlines.add(accuracy("Trained on real", a)));
    synthetic.ifPresent(a -> headlines.add(accuracy("Trained on synthetic", a)));
    cnn(evaluation, AccuracyFindings.BOTH)
        .ifPresent(a -> headlines.add(accuracy("Trained on both", a)));
    if (real.isPresent() && synthetic.isPresent() && Estimate.of(real.get()).lower() > 0) {
      Estimate ratio = Estimate.of(synthetic.get()).over(Estimate.of(real.get()));
      headlines.add(
          new Page.Headline(
              "Synthetic over real",
              Figures.ratio(ratio.value()),
              "±\u00a0" + Figures.ratio(ratio.error()) + ", ratio of CNN accuracies"));
    }
    ScoreFindings.medianRatio(evaluation)
        .ifPresent(
            ratio ->
                headlines.add(
                    new Page.Headline(
                        "Distance to real",
                        Figures.ratio(ratio) + "\u00a0×",
                        "the real floor, median of all distances")));
    CopyFindings.nearest(evaluation)
        .flatMap(ScoreFindings::ratio)
        .ifPresent(
            ratio ->
                headlines.add(
                    new Page.Headline(
                        "Nearest training trace",
                        Figures.ratio(ratio) + "\u00a0×",
                        "as far as test traces; copies lie well below 1")));
    headlines.add(
        new Page.Headline(
            "Close to training",
            Figures.percent(evaluation.closeTiles().share()),
            "of "
                + Figures.count(evaluation.closeTiles().tiles())
                + " synthetic tiles asked, where "
                + Figures.percent(evaluation.closeTiles().testShare())
                + " of test tiles are"));
    return List.copyOf(headlines);
  }

  private static Page.Headline accuracy(String name, Accuracy accuracy) {
    return new Page.Headline(
        name,
        Figures.percent(accuracy.mean()),
        "±\u00a0"
            + Figures.percent(Estimate.of(accuracy).error())
            + ", CNN"
            + (accuracy.converged() ? "" : ", not converged"));
  }

  private static Optional<Accuracy> cnn(Evaluation evaluation, String scenario) {
    return AccuracyFindings.find(evaluation, AccuracyFindings.CNN, scenario);
  }

  static Page.AccuracyRow row(Accuracy accuracy) {
    Estimate estimate = Estimate.of(accuracy);
    double from = Math.max(0, estimate.lower());
    double to = Math.min(1, estimate.upper());
    int seeds = accuracy.perSeed().size();
    return new Page.AccuracyRow(
        AccuracyFindings.name(accuracy.classifier()),
        accuracy.scenario(),
        Figures.percent(accuracy.mean()),
        Figures.percent(estimate.error()),
        place(accuracy.mean()),
        place(from),
        place(to - from),
        ratio(accuracy.macroF1()),
        seeds < 2 ? "–" : Figures.percent(accuracy.deviation()),
        Figures.count(seeds),
        Figures.count(accuracy.testTiles()),
        Figures.count(accuracy.trainingTiles()),
        accuracy.updates() == 0 ? "–" : Figures.count(accuracy.updates()),
        accuracy.converged());
  }

  static Page.ScoreRow row(Score score) {
    Optional<Double> ratio = ScoreFindings.ratio(score);
    return new Page.ScoreRow(
        score.name(),
        score.group().name().toLowerCase(Locale.ROOT),
        score.title(),
        unit(score.value(), score.unit()),
        interval(score, score.synthetic()),
        unit(score.floor(), score.unit()),
        interval(score, score.holdout()),
        ratio.map(r -> Figures.ratio(r) + "\u00a0×").orElse("–"),
        ratio.map(Rows::ratioPlace).orElse(""),
        score.betterThanHoldout() ? "overfitting?" : ScoreFindings.grade(score).word(),
        score.betterThanHoldout() ? "mixed" : ScoreFindings.grade(score).word(),
        ScoreFindings.undecided(score) ? "not decided by so few tiles" : aim(score.better()),
        Figures.count(score.n()),
        score.meaning());
  }

  private static String aim(Score.Better better) {
    return switch (better) {
      case LOWER, LOWER_SHARE -> "lower is better";
      case HIGHER_SHARE -> "higher is better";
      case CHANCE -> "below 0.05 differs";
      case NEAR_FLOOR -> "near the floor is best";
    };
  }

  /** The controls as rows. */
  static List<Page.ControlRow> controls(Evaluation evaluation) {
    return evaluation.controls().stream().map(Rows::row).toList();
  }

  private static Page.ControlRow row(Control control) {
    List<Page.Entry> figures = new ArrayList<>(entries(control, List.of(control.meant())));
    ControlFindings.level(control)
        .ifPresent(
            level ->
                figures.add(
                    new Page.Entry(
                        "Accuracy of classifiers trained on them",
                        Figures.percent(level.accuracy())
                            + " against "
                            + Figures.percent(level.chance())
                            + " by chance")));
    List<Page.Entry> blind = entries(control, ControlFindings.blind(control));
    boolean noticed = ControlFindings.noticed(control);
    return new Page.ControlRow(
        control.judgement().title(),
        noticed ? "noticed" : "missed",
        noticed ? blind.isEmpty() ? "good" : "mixed" : "open",
        figures,
        blind);
  }

  private static List<Page.Entry> entries(Control control, List<Demand> demands) {
    return demands.stream()
        .flatMap(demand -> ControlFindings.asked(control, demand).stream())
        .distinct()
        .map(
            score ->
                new Page.Entry(
                    score.title(),
                    Figures.significant(score.value())
                        + " against "
                        + Figures.significant(score.floor())))
        .toList();
  }

  /** The accuracies of classifiers trained on real tiles, on the candidate's, and on controls. */
  static List<Page.AccuracyRow> accuracies(Evaluation evaluation) {
    return Stream.concat(
            evaluation.accuracies().stream(),
            evaluation.controls().stream()
                .flatMap(control -> control.judgement().accuracies().stream()))
        .map(Rows::row)
        .toList();
  }

  /** The candidates beside each other; none where there is one alone. */
  static List<Page.Rival> rivals(Evaluation evaluation) {
    if (evaluation.candidates().size() < 2) {
      return List.of();
    }
    return evaluation.candidates().stream()
        .map(
            candidate -> {
              Evaluation alone = evaluation.about(candidate);
              Verdict verdict = Verdict.of(alone);
              return new Page.Rival(
                  candidate.title(),
                  verdict.grade().word(),
                  verdict.headline(),
                  ScoreFindings.medianRatio(alone)
                      .map(ratio -> Figures.ratio(ratio) + "\u00a0×")
                      .orElse("–"),
                  cnn(alone, AccuracyFindings.SYNTH)
                      .map(accuracy -> Figures.percent(accuracy.mean()))
                      .orElse("–"));
            })
        .toList();
  }

  /** The confusion matrix of the first candidate's classifiers in every scenario. */
  static List<Page.Confusion> confusions(Evaluation evaluation) {
    List<String> labels = evaluation.classes().stream().map(c -> c.label()).toList();
    return evaluation.accuracies().stream()
        .filter(accuracy -> accuracy.confusion().counts().length == labels.size())
        .filter(accuracy -> labels.size() <= MOST_CLASSES)
        .map(accuracy -> confusion(accuracy, labels))
        .toList();
  }

  private static Page.Confusion confusion(Accuracy accuracy, List<String> labels) {
    long[][] counts = accuracy.confusion().counts();
    List<Measured> recalls = accuracy.recalls();
    List<Measured> f1 = accuracy.f1();
    List<Page.ConfusionRow> rows = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      rows.add(
          new Page.ConfusionRow(
              labels.get(i),
              Arrays.stream(counts[i]).mapToObj(Figures::count).toList(),
              Figures.percent(recalls.get(i).value())
                  + "\u00a0±\u00a0"
                  + Figures.percent(recalls.get(i).error()),
              ratio(f1.get(i))));
    }
    return new Page.Confusion(
        AccuracyFindings.name(accuracy.classifier()), accuracy.scenario(), rows);
  }

  /** With one standard error, as accuracies are given. */
  private static String ratio(Measured measured) {
    return Figures.ratio(measured.value()) + "\u00a0±\u00a0" + Figures.ratio(measured.error());
  }

  /** A chance is no estimate: it has none. */
  private static String interval(Score score, Measured measured) {
    return score.better() != Score.Better.CHANCE && measured.error() > 0
        ? "±\u00a0" + Figures.significant(2 * measured.error())
        : "";
  }

  private static String unit(double value, String unit) {
    return Figures.significant(value) + (unit.isEmpty() ? "" : "\u00a0" + unit);
  }

  private static String ratioPlace(double ratio) {
    double power = Math.log(ratio) / Math.log(2);
    return place((power - LEAST_RATIO) / (GREATEST_RATIO - LEAST_RATIO));
  }

  /** A share as percent of a bar's width, kept on the bar. */
  static String place(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, Math.min(1, share)));
  }

  static List<Page.Group> groups(Map<String, String> settings) {
    Map<String, List<Page.Entry>> groups = new TreeMap<>();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              int dot = key.indexOf('.');
              String group = dot < 0 ? "other" : key.substring(0, dot);
              groups
                  .computeIfAbsent(group, name -> new ArrayList<>())
                  .add(new Page.Entry(key, value));
            });
    return groups.entrySet().stream()
        .map(entry -> new Page.Group(entry.getKey(), entry.getValue()))
        .toList();
  }

  static List<Page.Entry> entries(Map<String, String> versions) {
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(entry -> new Page.Entry(entry.getKey(), entry.getValue()))
            .toList();
  }
}
