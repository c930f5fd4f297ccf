package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Classifier two-sample test (Lopez-Paz, Oquab 2017, arXiv:1610.06545): how well a classifier tells
 * two sets apart, each example by a classifier that was trained on the other folds. Two sets of one
 * distribution give an accuracy and an area under the curve of about 0.5.
 */
public final class TwoSampleTest {
  /** Folds of the cross-validation. */
  public static final int FOLDS = 5;

  /** Gaussian naive Bayes on the numbers as they are. */
  public static final Discriminator NAIVE_BAYES =
      (rows, classes, others) -> {
        GaussianNaiveBayes fitted = GaussianNaiveBayes.fit(rows, classes, 2);
        return Arrays.stream(others)
            .map(fitted::logLikelihoods)
            .mapToDouble(scores -> scores[1] - scores[0])
            .toArray();
      };

  private TwoSampleTest() {}

  /** Learns to tell the second set from the first. */
  public interface Discriminator {
    /**
     * Trains, and scores other examples.
     *
     * @param rows examples to learn from
     * @param classes 0 for the first set, 1 for the second
     * @param others examples to score
     * @return a score of each of the others, the higher the more of the second set; above 0 means
     *     that the second set is the likelier
     */
    double[] scores(float[][] rows, int[] classes, float[][] others);
  }

  /**
   * How the two sets are told apart.
   *
   * @param accuracy share of the examples that are named right, mean of both sets
   * @param area area under the receiver operating characteristic: the chance that an example of the
   *     second set has a higher score than one of the first
   * @param error standard error of the area (Hanley, McNeil 1982)
   */
  public record Result(double accuracy, double area, double error) implements Serializable {}

  /** The fold of each of so many examples: folds are nearly equal, their order random. */
  private static int[] folds(int count, int set, long seed) {
    int[] order = CounterRandom.of(seed, Purpose.SELECTION, set, 1).permutation(count);
    return Arrays.stream(order).map(i -> i % FOLDS).toArray();
  }

  /**
   * Tells two sets apart.
   *
   * @param first at least one example for each fold
   * @param second likewise
   * @throws IllegalArgumentException when a set has fewer examples than there are folds
   */
  public static Result of(
      float[][] first, float[][] second, Discriminator discriminator, long seed) {
    return of(
        first, second, discriminator, folds(first.length, 0, seed), folds(second.length, 1, seed));
  }

  /** With the fold of each example. */
  static Result of(
      float[][] first,
      float[][] second,
      Discriminator discriminator,
      int[] firstFolds,
      int[] secondFolds) {
    if (first.length < FOLDS || second.length < FOLDS) {
      throw new IllegalArgumentException(
          "%d and %d examples do not make %d folds".formatted(first.length, second.length, FOLDS));
    }
    float[][] rows = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, rows, first.length, second.length);
    int[] classes = new int[rows.length];
    Arrays.fill(classes, first.length, rows.length, 1);
    int[] folds = IntStream.concat(IntStream.of(firstFolds), IntStream.of(secondFolds)).toArray();
    double[] scores = new double[rows.length];
    // Scores of different folds are of different classifiers, so each fold has its own area.
    double area = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      int[] learnt = IntStream.range(0, rows.length).filter(i -> folds[i] != held).toArray();
      int[] asked = IntStream.range(0, rows.length).filter(i -> folds[i] == held).toArray();
      double[] found =
          discriminator.scores(
              IntStream.of(learnt).mapToObj(i -> rows[i]).toArray(float[][]::new),
              IntStream.of(learnt).map(i -> classes[i]).toArray(),
              IntStream.of(asked).mapToObj(i -> rows[i]).toArray(float[][]::new));
      for (int i = 0; i < asked.length; i++) {
        scores[asked[i]] = found[i];
      }
      area += area(found, IntStream.of(asked).map(i -> classes[i]).toArray()) / FOLDS;
    }
    return new Result(
        balancedAccuracy(scores, classes), area, error(area, first.length, second.length));
  }

  /** Chance that a score of class 1 is above one of class 0, ties counting half. */
  public static double area(double[] scores, int[] classes) {
    double above = 0;
    long pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (classes[i] == 1 && classes[j] == 0) {
          pairs++;
          above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? 0.5 : above / pairs;
  }

  private static double balancedAccuracy(double[] scores, int[] classes) {
    double[] right = new double[2];
    double[] all = new double[2];
    for (int i = 0; i < scores.length; i++) {
      all[classes[i]]++;
      right[classes[i]] += (scores[i] > 0) == (classes[i] == 1) ? 1 : 0;
    }
    return (right[0] / all[0] + right[1] / all[1]) / 2;
  }

  /** At areas of 0 and 1 the formula gives 0; half an example keeps it honest. */
  static double error(double area, int firstCount, int secondCount) {
    double least = 0.5 / Math.max(firstCount, secondCount);
    double a = Math.min(1 - least, Math.max(least, area));
    double q1 = a / (2 - a);
    double q2 = 2 * a * a / (1 + a);
    double variance =
        (a * (1 - a) + (secondCount - 1) * (q1 - a * a) + (firstCount - 1) * (q2 - a * a))
            / ((double) firstCount * secondCount);
    return Math.sqrt(Math.max(0, variance));
  }
}
