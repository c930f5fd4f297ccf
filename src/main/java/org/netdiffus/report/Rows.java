package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Score;

/** Numbers of an evaluation as rows of the page. */
final class Rows {
  /** Ends of the axis of ratios, as powers of two: a quarter of the floor to sixteen times it. */
  private static final double LEAST_RATIO = -2;

  private static final double GREATEST_RATIO = 4;

  private Rows() {}

  static List<Page.Headline> headlines(Evaluation evaluation) {
    List<Page.Headline> headlines = new ArrayList<>();
    Optional<Accuracy> real = cnn(evaluation, AccuracyFindings.ORIGINAL);
    Optional<Accuracy> synthetic = cnn(evaluation, AccuracyFindings.SYNTH);
    real.ifPresent(a -> headlines.add(accuracy("Trained on real", a)));
    synthetic.ifPresent(a -> headlines.add(accuracy("Trained on synthetic", a)));
    cnn(evaluation, AccuracyFindings.BOTH)
        .ifPresent(a -> headlines.add(accuracy("Trained on both", a)));
    if (real.isPresent() && synthetic.isPresent() && real.get().mean() > 0) {
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
            "of synthetic tiles, where "
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
        score.title(),
        unit(score.value(), score.unit()),
        unit(score.floor(), score.unit()),
        ratio.map(r -> Figures.ratio(r) + "\u00a0×").orElse("–"),
        ratio.map(Rows::ratioPlace).orElse(""),
        ScoreFindings.grade(score).word(),
        score.better() == Score.Better.LOWER ? "lower is better" : "near the floor is best",
        Figures.count(score.n()),
        score.meaning());
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
