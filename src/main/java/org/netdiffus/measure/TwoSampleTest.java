package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Classifier two-sample test (Lopez-Paz, Oquab 2017, arXiv:1610.06545): how well a classifier tells
 * two sets apart, each example by a classifier that was trained on the other folds. Two sets of one
 * distribution give an accuracy and an area under the curve of about 0.5.
 *
 * <p>An instance divides the examples of two sets into folds. An example is known by its place: 0
 * to the size of the first set are of that one, those behind it of the second. The folds may be
 * trained anywhere, in any order; {@link #result} takes their scores.
 */
public final class TwoSampleTest {
  /** Folds of the cross-validation. */
  public static final int FOLDS = 5;

  /** Gaussian naive Bayes on the numbers as they are; a score is the logarithm of the odds. */
  public static final Discriminator NAIVE_BAYES =
      (rows, classes, others) -> {
        GaussianNaiveBayes fitted = GaussianNaiveBayes.fit(rows, classes, 2);
        return Arrays.stream(others)
            .map(fitted::logLikelihoods)
            .mapToDouble(scores -> scores[1] - scores[0])
            .toArray();
      };

  private final int first;

  /** The fold of each example. */
  private final int[] folds;

  private TwoSampleTest(int[] firstFolds, int[] secondFolds) {
    this.first = firstFolds.length;
    this.folds = IntStream.concat(IntStream.of(firstFolds), IntStream.of(secondFolds)).toArray();
  }

  /** Learns to tell the second set from the first. */
  public interface Discriminator {
    /**
     * Trains, and scores other examples.
     *
     * @param rows examples to learn from
     * @param classes 0 for the first set, 1 for the second
     * @param others examples to score
     * @return a finite score of each of the others, the higher the more of the second set; above 0
     *     means that the second set is the likelier
     */
    double[] scores(float[][] rows, int[] classes, float[][] others);
  }

  /**
   * One training of the cross-validation, by the places of its examples.
   *
   * @param learnt examples to learn from; owned by the record
   * @param asked examples to score; owned by the record
   */
  public record Fold(int[] learnt, int[] asked) {}

  /**
   * How the two sets are told apart.
   *
   * @param accuracy share of the examples that are named right, mean of both sets
   * @param area area under the receiver operating characteristic: the chance that an example of the
   *     second set has a higher score than one of the first
   * @param error standard error of the area (Hanley, McNeil 1982)
   */
  public record Result(double accuracy, double area, double error) implements Serializable {}

  /**
   * Divides two sets into folds that are nearly equal, in an order that follows from the seed. A
   * class of which both sets have as many examples has as many of both in each fold: otherwise a
   * classifier would learn from those that it sees which set has more of the class left, and be
   * wrong more often than by chance where there is nothing to learn.
   *
   * @param first class of each example of the first set, at least one for each fold
   * @param second those of the second set, likewise
   * @throws IllegalArgumentException when a set has fewer examples than there are folds
   */
  public static TwoSampleTest of(int[] first, int[] second, long seed) {
    if (first.length < FOLDS || second.length < FOLDS) {
      throw new IllegalArgumentException(
          "%d and %d examples do not make %d folds".formatted(first.length, second.length, FOLDS));
    }
    return ofFolds(folds(first, 0, seed), folds(second, 1, seed));
  }

  /** With the fold of each example. */
  static TwoSampleTest ofFolds(int[] firstFolds, int[] secondFolds) {
    return new TwoSampleTest(firstFolds, secondFolds);
  }

  /** Deals the examples out class by class, those of a class in an order by chance. */
  private static int[] folds(int[] classes, int set, long seed) {
    int[] order = CounterRandom.of(seed, Purpose.SELECTION, set, 1).permutation(classes.length);
    int[] dealt =
        IntStream.of(order)
            .boxed()
            .sorted(Comparator.comparingInt(i -> classes[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] folds = new int[classes.length];
    for (int turn = 0; turn < dealt.length; turn++) {
      folds[dealt[turn]] = turn % FOLDS;
    }
    return folds;
  }

  /** The training of a fold, 0 to {@link #FOLDS} - 1. */
  public Fold fold(int number) {
    return new Fold(places(i -> folds[i] != number), places(i -> folds[i] == number));
  }

  private int[] places(IntPredicate chosen) {
    return IntStream.range(0, folds.length).filter(chosen).toArray();
  }

  /**
   * What the scores say of the examples that were asked about: of all, or where the first folds
   * alone were trained, of theirs.
   *
   * @param scores of each fold in order a finite score of each example that it was asked about, in
   *     the order of {@link Fold#asked}; see {@link Discriminator}
   * @throws IllegalArgumentException when these are not the scores of one to {@link #FOLDS} folds
   */
  public Result result(List<double[]> scores) {
    if (scores.isEmpty() || scores.size() > FOLDS) {
      throw new IllegalArgumentException(
          "%d folds were scored, not 1 to %d".formatted(scores.size(), FOLDS));
    }
    // Scores of different folds are of different classifiers, so each fold has its own area.
    double area = 0;
    double[] right = new double[2];
    int[] counts = new int[2];
    for (int number = 0; number < scores.size(); number++) {
      int[] asked = fold(number).asked();
      double[] found = scores.get(number);
      if (found.length != asked.length) {
        throw new IllegalArgumentException(
            "%d scores of %d examples".formatted(found.length, asked.length));
      }
      for (int i = 0; i < asked.length; i++) {
        right[set(asked[i])] += (found[i] > 0) == (set(asked[i]) == 1) ? 1 : 0;
        counts[set(asked[i])]++;
      }
      area += RocCurve.of(of(1, asked, found), of(0, asked, found)).area() / scores.size();
    }
    return new Result(
        (right[0] / counts[0] + right[1] / counts[1]) / 2, area, error(area, counts[0], counts[1]));
  }

  /** The scores of the examples of a set. */
  private double[] of(int set, int[] asked, double[] scores) {
    return IntStream.range(0, asked.length)
        .filter(i -> set(asked[i]) == set)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  /** 0 for an example of the first set, 1 for one of the second. */
  private int set(int place) {
    return place < first ? 0 : 1;
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
