package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.measure.PaperResult;

/** Figure 5 of the paper beside the figures of the experiment {@code anomaly}. */
final class AnomalyComparisons {
  private AnomalyComparisons() {}

  /**
   * What the experiment answers.
   *
   * @param paper figures of the paper by their place
   * @param found of whole traces, and of their beginnings
   */
  static List<Comparison> of(Function<String, List<PaperResult>> paper, List<StepFigures> found) {
    List<PaperResult> recognised = new ArrayList<>(paper.apply("Fig. 5a"));
    paper.apply("Fig. 5").stream()
        .filter(result -> result.scenario().equals("setup"))
        .forEach(recognised::add);
    return List.of(
        new Comparison(
            "How well are classes recognised of which few traces are known?",
            recognised,
            figures(found, AnomalyFigures.KNOWN),
            "the data stand in for the paper's and are not them, and which classes are anomalous is"
                + " drawn anew in each run. The paper prints gains without the accuracies that they"
                + " are of, and compares with the few real tiles as they are; a classifier that sees"
                + " 5 tiles of one class beside 80 of others gains from balance alone, so ours has"
                + " the same tiles repeated to the same numbers beside it. The paper does not say what"
                + " its model had seen; ours was trained on all training traces of these classes,"
                + " so synthetic tiles can carry more than the few traces do, at most up to the"
                + " accuracy with all real traces."),
        new Comparison(
            "Does an ensemble that knows legitimate classes alone notice others?",
            paper.apply("Fig. 5b"),
            figures(found, AnomalyFigures.UNKNOWN),
            "the paper states neither how many networks its ensemble has nor the unit of its entropy."
                + " Ours is in nats, with five classes from 0 to 1.609; that of the paper may be in"
                + " bits. A small entropy of legitimate traces is worth nothing by itself: the area"
                + " under the curve says whether a threshold tells the two apart, 0.5 being chance."));
  }

  private static List<MeasuredResult> figures(List<StepFigures> found, String group) {
    return found.stream().flatMap(figures -> figures.of(group).stream()).toList();
  }
}
