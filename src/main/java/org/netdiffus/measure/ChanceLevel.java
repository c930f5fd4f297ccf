package org.netdiffus.measure;

import java.util.List;
import java.util.function.Function;

/**
 * What classifiers reach that were trained on shuffled labels, beside chance. Each has its own
 * shuffle, in which every class is a label as often as any other: so whatever groups a classifier
 * finds, each way to name them is equally likely. Its accuracy is then one of those that {@link
 * ConfusionMatrix#namedAtRandom} speaks of, also where all tiles of a class are named alike and
 * their number says nothing about the error.
 *
 * @param accuracy mean accuracy of the classifiers
 * @param chance 1 over the number of classes
 * @param error standard error of the accuracy where names are given at random
 * @param ofPerfect what the error would be if every test tile were named right
 */
public record ChanceLevel(double accuracy, double chance, double error, double ofPerfect) {
  /**
   * Errors from chance that accident does not explain any more. Where whole classes are named
   * alike, about one run in two hundred is farther from it: as many of them are named right as a
   * permutation has fixed points, which is nearly Poisson distributed.
   */
  public static final double BOUND = 3;

  /** Differences up to here are rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * The level of some classifiers.
   *
   * @param accuracies one for each classifier, of one training
   * @throws IllegalArgumentException when there is none
   */
  public static ChanceLevel of(List<Accuracy> accuracies) {
    if (accuracies.isEmpty()) {
      throw new IllegalArgumentException("no classifier was trained on shuffled labels");
    }
    return new ChanceLevel(
        accuracies.stream().mapToDouble(Accuracy::mean).average().orElseThrow(),
        accuracies.get(0).confusion().namedAtRandom().value(),
        errorOfMean(accuracies, Accuracy::confusion),
        errorOfMean(accuracies, accuracy -> accuracy.confusion().perfect()));
  }

  private static double errorOfMean(
      List<Accuracy> accuracies, Function<Accuracy, ConfusionMatrix> named) {
    double squares =
        accuracies.stream()
            .map(named)
            .mapToDouble(matrix -> matrix.namedAtRandom().error())
            .map(error -> error * error)
            .sum();
    return Math.sqrt(squares) / accuracies.size();
  }

  /** Whether the accuracy is what chance explains. */
  public boolean holds() {
    return Math.abs(accuracy - chance) <= BOUND * error + ROUNDING;
  }

  /**
   * Whether accuracies of 1 would be more than chance explains: a few classifiers of two or three
   * classes may all name them right by accident.
   */
  public boolean couldFail() {
    return 1 - chance > BOUND * ofPerfect + ROUNDING;
  }
}
