package org.netdiffus.jobs;

import java.util.List;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Evaluation;
import org.netdiffus.measure.Histogram;
import org.netdiffus.measure.Score;

/** Holds every number of a report to be one. */
final class FiniteNumbers {
  private FiniteNumbers() {}

  /**
   * Checks every number of {@code report.json}.
   *
   * @throws IllegalStateException that names the first one that is not finite
   */
  static void require(Evaluation evaluation) {
    for (Accuracy accuracy : evaluation.accuracies()) {
      String name = "accuracy of " + accuracy.classifier() + ", " + accuracy.scenario();
      for (double seed : accuracy.perSeed()) {
        require(name, seed);
      }
    }
    for (Score score : evaluation.scores()) {
      require(score.name(), score.value());
      require("error of " + score.name(), score.synthetic().error());
      require("floor of " + score.name(), score.floor());
    }
    require("limit of close tiles", evaluation.closeTiles().limit());
    for (Histogram histogram : evaluation.histograms()) {
      String name = "histogram " + histogram.title();
      require(name, histogram.lower());
      require(name, histogram.upper());
      for (double[] shares :
          List.of(histogram.training(), histogram.test(), histogram.synthetic())) {
        for (double share : shares) {
          require(name, share);
        }
      }
    }
    for (double loss : evaluation.loss().loss()) {
      require("loss", loss);
    }
  }

  private static void require(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(name + " = " + value + " in report.json");
    }
  }
}
