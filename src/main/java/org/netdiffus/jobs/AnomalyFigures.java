package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.netdiffus.jobs.AnomalyTraining.Knowledge;
import org.netdiffus.jobs.AnomalyTraining.Result;
import org.netdiffus.jobs.AnomalyTraining.Supply;
import org.netdiffus.measure.EnsembleUncertainty;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.Resampling;
import org.netdiffus.report.Estimate;

/**
 * The figures of the experiment {@code anomaly}, from what its networks say of the test tiles.
 *
 * @param test real test tiles of all classes
 * @param choices classes of each run
 * @param results of all trainings
 * @param resampling draws of the intervals
 */
record AnomalyFigures(
    JudgedTiles.Labelled test,
    List<AnomalyChoice> choices,
    List<Result> results,
    Resampling resampling) {
  /** Group of the figures of anomalies of which a few traces are known. */
  static final String KNOWN = "known anomalies";

  /** Group of the figures of anomalies of which nothing is known. */
  static final String UNKNOWN = "unknown anomalies";

  /** Every figure, those of known anomalies first. */
  List<StepFigures.Figure> all(AnomalySettings settings) {
    List<StepFigures.Figure> figures = new ArrayList<>();
    settings.known().forEach(most -> ofKnown(most).forEach(add(figures, KNOWN)));
    Knowledge everything = new Knowledge.AnomaliesToo(Integer.MAX_VALUE);
    add(figures, KNOWN).accept(onAnomalies("all real traces", everything, Supply.ORIGINAL));
    ofUnknown(Supply.ORIGINAL, "real tiles").forEach(add(figures, UNKNOWN));
    ofUnknown(Supply.WITH_SYNTHETIC, "real and synthetic tiles").forEach(add(figures, UNKNOWN));
    return figures;
  }

  private static Consumer<MeasuredResult> add(List<StepFigures.Figure> figures, String group) {
    return result -> figures.add(new StepFigures.Figure(group, result));
  }

  private List<MeasuredResult> ofKnown(int most) {
    Knowledge few = new Knowledge.AnomaliesToo(most);
    String real = most + " real traces";
    String repeated = real + ", repeated";
    String synthetic = real + " and synthetic tiles";
    List<MeasuredResult> figures =
        new ArrayList<>(
            List.of(
                onAnomalies(real, few, Supply.ORIGINAL),
                onAnomalies(repeated, few, Supply.REPEATED),
                onAnomalies(synthetic, few, Supply.WITH_SYNTHETIC)));
    figures.add(points(synthetic + " minus " + real, difference(few, Supply.ORIGINAL)));
    figures.add(points(synthetic + " minus " + repeated, difference(few, Supply.REPEATED)));
    figures.add(gain("gain of " + synthetic + " over " + real, few));
    figures.add(onLegitimate(real, few, Supply.ORIGINAL));
    figures.add(onLegitimate(synthetic, few, Supply.WITH_SYNTHETIC));
    return figures;
  }

  /** Its error is that of both accuracies, as if they were of different test tiles. */
  private MeasuredResult gain(String what, Knowledge few) {
    Estimate base = Estimate.of(anomalies(few, Supply.ORIGINAL));
    return Estimate.of(anomalies(few, Supply.WITH_SYNTHETIC))
        .gainOver(base)
        .map(gain -> result(what, new Measured(gain.value(), gain.error()), "%", anomalousTiles()))
        .orElseGet(() -> MeasuredResult.withoutRatio(what, "%", anomalousTiles(), ""));
  }

  private MeasuredResult onAnomalies(String from, Knowledge knowledge, Supply supply) {
    return result(
        "accuracy on anomalous classes, " + from,
        anomalies(knowledge, supply),
        "%",
        anomalousTiles());
  }

  private MeasuredResult onLegitimate(String from, Knowledge knowledge, Supply supply) {
    return result(
        "accuracy on legitimate classes, " + from,
        share(knowledge, supply, this::rightOnLegitimate),
        "%",
        legitimateTiles());
  }

  private MeasuredResult points(String what, Measured difference) {
    return result("accuracy on anomalous classes, " + what, difference, "points", anomalousTiles());
  }

  private static MeasuredResult result(String what, Measured measured, String unit, long n) {
    return new MeasuredResult(what, 100 * measured.value(), 100 * measured.error(), unit, n, "");
  }

  private Measured anomalies(Knowledge knowledge, Supply supply) {
    return share(knowledge, supply, this::rightOnAnomalies);
  }

  private Measured share(
      Knowledge knowledge, Supply supply, Function<Result, double[]> rightOrWrong) {
    return Resampling.overSeeds(
        trained(knowledge, supply).stream().map(rightOrWrong).map(Resampling::share).toList());
  }

  /** With synthetic tiles minus without: both of a run see the same test tiles. */
  private Measured difference(Knowledge knowledge, Supply without) {
    List<Result> ours = trained(knowledge, Supply.WITH_SYNTHETIC);
    List<Result> others = trained(knowledge, without);
    return Resampling.overSeeds(
        IntStream.range(0, ours.size())
            .mapToObj(
                run ->
                    Resampling.paired(
                        rightOnAnomalies(ours.get(run)), rightOnAnomalies(others.get(run))))
            .toList());
  }

  private List<MeasuredResult> ofUnknown(Supply supply, String from) {
    String trained = ", ensemble trained on " + from;
    return List.of(
        uncertainty(
            "mean entropy of legitimate test tiles" + trained,
            "nats",
            legitimateTiles(),
            supply,
            EnsembleUncertainty::ofKnown),
        uncertainty(
            "mean entropy of anomalous test tiles" + trained,
            "nats",
            anomalousTiles(),
            supply,
            EnsembleUncertainty::ofUnknown),
        uncertainty(
            "entropy of anomalous minus legitimate" + trained,
            "nats",
            anomalousTiles(),
            supply,
            found -> found.difference(resampling)),
        uncertainty(
            "AUC of telling anomalous from legitimate by the entropy" + trained,
            "",
            anomalousTiles(),
            supply,
            found -> found.area(resampling)));
  }

  private MeasuredResult uncertainty(
      String what,
      String unit,
      long n,
      Supply supply,
      Function<EnsembleUncertainty, Measured> figure) {
    Measured measured =
        Resampling.overSeeds(
            IntStream.range(0, choices.size())
                .mapToObj(run -> figure.apply(uncertainty(run, supply)))
                .toList());
    return new MeasuredResult(what, measured.value(), measured.error(), unit, n, "");
  }

  private EnsembleUncertainty uncertainty(int run, Supply supply) {
    List<Result> members =
        trained(new Knowledge.Legitimate(), supply).stream()
            .filter(result -> result.task().run() == run)
            .toList();
    return new EnsembleUncertainty(
        EnsembleUncertainty.entropies(members.stream().map(Result::legitimate).toList()),
        EnsembleUncertainty.entropies(members.stream().map(Result::anomalous).toList()));
  }

  /** In the order of the runs. */
  private List<Result> trained(Knowledge knowledge, Supply supply) {
    return results.stream()
        .filter(result -> result.task().knowledge().equals(knowledge))
        .filter(result -> result.task().supply() == supply)
        .toList();
  }

  private double[] rightOnAnomalies(Result result) {
    return right(result.anomalous(), choice(result).anomalousOf(test).classes());
  }

  private double[] rightOnLegitimate(Result result) {
    return right(result.legitimate(), choice(result).legitimateOf(test).classes());
  }

  private AnomalyChoice choice(Result result) {
    return choices.get(result.task().run());
  }

  private static double[] right(float[][] probabilities, int[] classes) {
    return IntStream.range(0, classes.length)
        .mapToDouble(i -> largest(probabilities[i]) == classes[i] ? 1 : 0)
        .toArray();
  }

  private static int largest(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .reduce((a, b) -> probabilities[b] > probabilities[a] ? b : a)
        .orElseThrow();
  }

  private long anomalousTiles() {
    return choices.stream().mapToLong(choice -> choice.anomalousOf(test).count()).sum();
  }

  private long legitimateTiles() {
    return choices.stream().mapToLong(choice -> choice.legitimateOf(test).count()).sum();
  }
}
