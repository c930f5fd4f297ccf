package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.PaperResult;
import org.netdiffus.report.Estimate;
import org.netdiffus.report.PaperResults;

/**
 * The paper's figures beside those of the reports of an experiment.
 *
 * @param settings of the experiment
 * @param reports its reports, in the order of its steps
 * @param audits figures of its audit, or none
 * @param found what its other steps have found, in their order
 */
record ExperimentComparisons(
    ExperimentSettings settings,
    List<EvaluationFigures> reports,
    List<AuditFigures> audits,
    List<StepFigures> found) {
  private static final String FRECHET = "frechet-classifier";

  private static final String OTHER_DATA =
      "the data stand in for the paper's and are not them, the network is smaller and was trained"
          + " for minutes, and the classifiers are tested in evaluation mode after equal numbers of"
          + " updates, which the paper's code does not do";

  /** What the experiment answers. */
  List<Comparison> all() {
    return switch (settings.experiment()) {
      case FIDELITY -> fidelity(reports.get(0));
      case CLASSIFIERS -> classifiers(reports.get(0));
      case HOW_MANY -> List.of(howMany());
      case LIMITED_DATA -> List.of(limitedData());
      case EARLY -> List.of(early(reports.get(0), reports.get(1)));
      case ANOMALY -> AnomalyComparisons.of(where -> paper(where, result -> true), found);
      case ONE_OR_TWO_DIMENSIONS -> oneOrTwoDimensions(reports.get(0));
      case SERIES_OR_IMAGE -> List.of(seriesOrImage());
      case HIERARCHY -> hierarchy();
    };
  }

  private List<PaperResult> paper(String where, Predicate<PaperResult> chosen) {
    return PaperResults.of(where, chosen.and(settings::isOf));
  }

  private List<Comparison> fidelity(EvaluationFigures report) {
    List<MeasuredResult> distances = new ArrayList<>(List.of(report.floor(FRECHET)));
    report.candidates().forEach(candidate -> distances.add(report.score(candidate, FRECHET)));
    List<MeasuredResult> gains = others(report).stream().map(other -> gain(report, other)).toList();
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(
        new Comparison(
            "How far are synthetic tiles from real ones?",
            paper("Fig. 2a", result -> true),
            distances,
            "Fréchet distances compare only at equal n and in the same features. The paper's are of"
                + " coloured pictures in the features of a network for photographs, with an n that"
                + " it does not state; ours are in the 64 features of the CNN trained on real"
                + " tiles, with the same number of tiles on both sides. The distance of real test"
                + " tiles is the floor."));
    comparisons.add(
        new Comparison(
            "How much nearer are they than those of other generators?",
            paper("Fig. 2", result -> result.metric().equals("gain")),
            gains,
            "The paper compares with DoppelGANger and NetShare. A bootstrap with jitter, which nearly"
                + " copies training traces, and hidden Markov models stand in their place; series"
                + " of the former two can be judged by evaluate.synthetic."));
    if (!audits.isEmpty()) {
      comparisons.add(privacy(audits.get(0)));
    }
    return comparisons;
  }

  private static MeasuredResult gain(EvaluationFigures report, String other) {
    MeasuredResult mine = report.score(EvaluationFigures.SYNTHETIC, FRECHET);
    String what = "Fréchet distance below that of " + report.title(other);
    Estimate theirs = Estimate.of(report.score(other, FRECHET));
    return inPercent(what, Estimate.of(mine).gainOver(theirs), -100, mine);
  }

  private static Comparison privacy(AuditFigures audit) {
    return new Comparison(
        "Does the model give its training tiles away?",
        List.of(),
        audit.all(),
        "the paper names privacy as its motive and measures nothing. An AUC of 0.5 is chance; where"
            + " training and test part are of different captures, what tells the captures apart"
            + " shifts it.");
  }

  private List<Comparison> classifiers(EvaluationFigures report) {
    MeasuredResult original = report.original(EvaluationFigures.CNN);
    MeasuredResult synth = cnn(report, Scenario.SYNTH);
    MeasuredResult both = cnn(report, Scenario.BOTH);
    return List.of(
        new Comparison(
            "How well do classifiers do that were trained on synthetic tiles?",
            paper("Table 1", result -> result.metric().equals("accuracy L3 class")),
            List.of(original, synth, both),
            OTHER_DATA + "."),
        new Comparison(
            "How much better than with those of other generators?",
            paper("Fig. 3", result -> true),
            others(report).stream()
                .map(other -> report.meanDifference(EvaluationFigures.SYNTHETIC, other))
                .toList(),
            "the paper compares with DoppelGANger and NetShare, and "
                + OTHER_DATA
                + ". Tiles that classifiers were trained on: "
                + trainedOn(report)
                + "."),
        new Comparison(
            "What do synthetic tiles change?",
            paper("Section 4.4.1", result -> result.scenario().endsWith("original")),
            List.of(
                difference("trained on synthetic tiles minus on real ones", synth, original),
                difference("trained on both minus on real ones", both, original)),
            OTHER_DATA + "."));
  }

  /** How many tiles of each set. */
  private static String trainedOn(EvaluationFigures report) {
    return Stream.concat(
            Stream.of(report.originals() + " originals"),
            report.candidates().stream()
                .map(
                    candidate ->
                        "%d of %s"
                            .formatted(
                                report.trainingTiles(candidate, Scenario.SYNTH),
                                report.title(candidate))))
        .collect(Collectors.joining(", "));
  }

  private Comparison howMany() {
    List<MeasuredResult> ours = new ArrayList<>();
    ours.add(reports.get(0).original(EvaluationFigures.CNN));
    for (EvaluationFigures report : reports) {
      MeasuredResult synth = cnn(report, Scenario.SYNTH);
      ours.add(
          new MeasuredResult(
              "accuracy, cnn trained on %d synthetic tiles"
                  .formatted(report.trainingTiles(EvaluationFigures.SYNTHETIC, Scenario.SYNTH)),
              synth.value(),
              synth.error(),
              synth.unit(),
              synth.n(),
              synth.source()));
    }
    return new Comparison(
        "How many synthetic tiles do as well as the originals?",
        paper("Fig. 8", result -> true),
        ours,
        "the paper does not say whether its numbers are per class, and "
            + OTHER_DATA
            + ". Ours are tiles of all classes, as multiples of the originals of each.");
  }

  private Comparison limitedData() {
    List<MeasuredResult> ours = new ArrayList<>();
    for (EvaluationFigures report : reports) {
      MeasuredResult original = report.original(EvaluationFigures.CNN);
      ours.add(original);
      for (Scenario scenario : List.of(Scenario.SYNTH, Scenario.BOTH)) {
        MeasuredResult accuracy = cnn(report, scenario);
        ours.add(accuracy);
        ours.add(gainOver(original, accuracy));
      }
    }
    return new Comparison(
        "Do synthetic tiles help where originals are few?",
        paper("Fig. 4", result -> true),
        ours,
        OTHER_DATA
            + ". The model was trained on the same few originals, of each class the share that the"
            + " report's name says.");
  }

  private static MeasuredResult gainOver(MeasuredResult original, MeasuredResult accuracy) {
    String what = accuracy.what().replace("accuracy, ", "gain over real tiles alone, ");
    return inPercent(what, Estimate.of(accuracy).gainOver(Estimate.of(original)), 100, accuracy);
  }

  /**
   * A gain where there is one to speak of.
   *
   * @param percent 100, or -100 where less is meant
   * @param measured the figure that gains
   */
  private static MeasuredResult inPercent(
      String what, Optional<Estimate> gain, int percent, MeasuredResult measured) {
    return gain.map(
            ratio ->
                new MeasuredResult(
                    what,
                    percent * ratio.value(),
                    Math.abs(percent) * ratio.error(),
                    "%",
                    measured.n(),
                    measured.source()))
        .orElseGet(() -> MeasuredResult.withoutRatio(what, "%", measured.n(), measured.source()));
  }

  private Comparison early(EvaluationFigures prefix, EvaluationFigures whole) {

    return new Comparison(
        "How well is traffic told apart by its beginning?",
        paper("Fig. 6", result -> true),
        List.of(
            prefix.original(EvaluationFigures.CNN),
            cnn(prefix, Scenario.SYNTH),
            cnn(prefix, Scenario.BOTH),
            difference(
                "trained on both minus on real ones",
                cnn(prefix, Scenario.BOTH),
                prefix.original(EvaluationFigures.CNN)),
            whole.original(EvaluationFigures.CNN),
            cnn(whole, Scenario.BOTH)),
        OTHER_DATA
            + ". The synthetic beginnings are cropped from whole synthetic tiles, the real ones"
            + " drawn from the beginnings of the series with the training scale.");
  }

  private List<Comparison> oneOrTwoDimensions(EvaluationFigures report) {
    List<MeasuredResult> accuracies = new ArrayList<>();
    List<MeasuredResult> distances = new ArrayList<>(List.of(report.floor(FRECHET)));
    accuracies.add(report.original(EvaluationFigures.CNN));
    for (String candidate : report.candidates()) {
      for (Scenario scenario : List.of(Scenario.SYNTH, Scenario.BOTH)) {
        accuracies.add(report.accuracy(candidate, EvaluationFigures.CNN, scenario));
      }
      distances.add(report.score(candidate, FRECHET));
    }
    String models =
        "the paper says of its model of series that it is similar, and neither its length nor its"
            + " scale. Ours sees the averaged values that the image is drawn from, with equal"
            + " updates; its samples are judged as the images that they give. Kernels along one"
            + " dimension hold a third of the weights, so there is one of the same shape and one of"
            + " about the same size. ";
    return List.of(
        new Comparison(
            "How well do classifiers do with samples of one and of two dimensions?",
            paper("Table 2", result -> true),
            accuracies,
            models + "Besides, " + OTHER_DATA + "."),
        new Comparison(
            "How far are they from real tiles?",
            paper("Section 4.5", result -> result.metric().startsWith("FID")),
            distances,
            models + "Fréchet distances compare only at equal n and in the same features."));
  }

  private Comparison seriesOrImage() {
    List<PaperResult> figures = new ArrayList<>(paper("Table 3", result -> true));
    figures.addAll(paper("Appendix B", result -> true));
    return new Comparison(
        "Are series told apart better as images than as they are?",
        figures,
        found.stream().flatMap(forms -> forms.of(CompareForms.ACCURACY).stream()).toList(),
        OTHER_DATA
            + ". A share of 1 is all of the training part, the paper's 80 % of the data. Both"
            + " networks see the same traces as often, with the same scale; the image is smaller than"
            + " the series is long, so the averages that it is drawn from are judged as well: what"
            + " they lack beside the series is lost by averaging, what the image has beside them is"
            + " won by its form. The paper's own figures of 2D and 80 % contradict its Table 1.");
  }

  private List<Comparison> hierarchy() {
    List<MeasuredResult> platforms = new ArrayList<>();
    List<MeasuredResult> classes = new ArrayList<>();
    for (int i = 0; i < settings.sets().size(); i++) {
      (settings.sets().get(i).level() == TrafficSet.Level.PLATFORM ? platforms : classes)
          .addAll(scenarios(reports.get(i + 1)));
    }
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(
        new Comparison(
            "Level 1: how well are kinds of traffic told apart?",
            paper("Table 1", result -> result.metric().equals("accuracy L1 traffic")),
            scenarios(reports.get(0)),
            OTHER_DATA
                + ". Sets of different kinds differ in the length, unit and padding of their series"
                + " before any content: an accuracy near 100 % says little about traffic."));
    if (!platforms.isEmpty()) {
      comparisons.add(
          new Comparison(
              "Level 2: how well are platforms told apart?",
              paper("Table 1", result -> result.metric().equals("accuracy L2 platform")),
              platforms,
              OTHER_DATA
                  + ". The sets whose classes are platforms are those that the settings name."));
    }
    if (!classes.isEmpty()) {
      comparisons.add(
          new Comparison(
              "Level 3: how well are the classes of a set told apart?",
              paper("Table 1", result -> result.metric().equals("accuracy L3 class")),
              classes,
              OTHER_DATA + "."));
    }
    return comparisons;
  }

  private static List<MeasuredResult> scenarios(EvaluationFigures report) {
    return List.of(
        report.original(EvaluationFigures.CNN),
        cnn(report, Scenario.SYNTH),
        cnn(report, Scenario.BOTH));
  }

  private static MeasuredResult cnn(EvaluationFigures report, Scenario scenario) {
    return report.accuracy(EvaluationFigures.SYNTHETIC, EvaluationFigures.CNN, scenario);
  }

  private static List<String> others(EvaluationFigures report) {
    return report.candidates().stream()
        .filter(name -> !name.equals(EvaluationFigures.SYNTHETIC))
        .toList();
  }

  /** Both are of the same test tiles, so the error of the difference is not larger than this. */
  private static MeasuredResult difference(String what, MeasuredResult one, MeasuredResult other) {
    return new MeasuredResult(
        "accuracy, cnn " + what,
        one.value() - other.value(),
        Math.hypot(one.error(), other.error()),
        "points",
        one.n(),
        one.source());
  }
}
