package org.netdiffus.measure;

import java.util.List;

/**
 * What was found about one candidate, a named set of synthetic tiles, or about a negative control.
 *
 * @param name key in {@code report.json}
 * @param title what a reader sees
 * @param accuracies of the classifiers that were trained on it, alone and beside the real tiles
 * @param scores every figure with its real floor
 * @param closeTiles its tiles that lie as near to training tiles as the nearest test tiles
 * @param histograms pixel and domain histograms
 */
public record Judgement(
    String name,
    String title,
    List<Accuracy> accuracies,
    List<Score> scores,
    CloseTiles closeTiles,
    List<Histogram> histograms) {
  public Judgement {
    accuracies = List.copyOf(accuracies);
    scores = List.copyOf(scores);
    histograms = List.copyOf(histograms);
  }
}
