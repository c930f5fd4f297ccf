package org.netdiffus.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that an evaluation found: the content of {@code report.json} and of the report.
 *
 * @param tileSize side of a tile in pixels
 * @param channels channels of a tile
 * @param seriesUnit what a recovered series holds, such as {@code bytes-down per 0.25 s}
 * @param classes one entry a class, sorted by label
 * @param realAccuracies of the classifiers that were trained on real tiles alone
 * @param candidates what was found about each candidate; the first is the one that the report is
 *     about
 * @param controls sets that are wrong on purpose, judged in the same way
 * @param loss training loss, empty when the model folder is not given
 * @param settings resolved settings of the evaluation and of the steps before it, key to value
 * @param versions program and library versions, name to version
 * @param warnings sentences that a reader must know, such as a classifier that did not converge
 */
public record Evaluation(
    int tileSize,
    int channels,
    String seriesUnit,
    List<ClassExamples> classes,
    List<Accuracy> realAccuracies,
    List<Judgement> candidates,
    List<Control> controls,
    LossCurve loss,
    Map<String, String> settings,
    Map<String, String> versions,
    List<String> warnings) {
  /** Checks that there is a candidate. */
  public Evaluation {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs a candidate");
    }
    realAccuracies = List.copyOf(realAccuracies);
    candidates = List.copyOf(candidates);
    controls = List.copyOf(controls);
  }

  /** The same evaluation about one of its candidates alone. */
  public Evaluation about(Judgement one) {
    return new Evaluation(
        tileSize,
        channels,
        seriesUnit,
        classes,
        realAccuracies,
        List.of(one),
        controls,
        loss,
        settings,
        versions,
        warnings);
  }

  /** The candidate that the report is about. */
  public Judgement candidate() {
    return candidates.get(0);
  }

  /** Classifiers trained on real tiles, and those trained on the candidate's. */
  public List<Accuracy> accuracies() {
    return Stream.of(realAccuracies, candidate().accuracies()).flatMap(List::stream).toList();
  }

  /** Every figure of the candidate with its real floor. */
  public List<Score> scores() {
    return candidate().scores();
  }

  /** The candidate's tiles as near to training tiles as the nearest test tiles. */
  public CloseTiles closeTiles() {
    return candidate().closeTiles();
  }

  /** Pixel and domain histograms of the candidate. */
  public List<Histogram> histograms() {
    return candidate().histograms();
  }
}
