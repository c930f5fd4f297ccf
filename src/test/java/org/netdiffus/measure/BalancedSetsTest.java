package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/**
 * Two sets that have as many examples of each of ten classes, which lie far apart: what a figure
 * says of many pairs of sets of one distribution, and of sets that are shifted within classes.
 */
class BalancedSetsTest {
  private static final int CLASSES = 10;
  private static final int EACH = 12;
  private static final int NUMBERS = 6;
  private static final int PAIRS = 60;
  private static final int[] LABELS =
      IntStream.range(0, CLASSES * EACH).map(i -> i / EACH).toArray();

  @Test
  void kernelDistancesOfOneDistributionAreZeroOnAverage() {
    double[] distances = of(pair -> distance(pair, 0).measured().value());
    double error = Resampling.mean(distances).error();

    assertThat(mean(distances)).isCloseTo(0, within(3 * error));
    // The formula that forgets the classes is below 0 every time here.
    double[] without =
        of(
            pair ->
                KernelDistance.gaussian(
                        KernelDistance.Rows.ofOneClass(rows(2 * pair, 0)),
                        KernelDistance.Rows.ofOneClass(rows(2 * pair + 1, 0)),
                        3)
                    .measured()
                    .value());
    assertThat(share(without, value -> value < 0)).isEqualTo(1);
  }

  @Test
  void theErrorOfAKernelDistanceCoversZeroAndIsNotTwiceTooLarge() {
    double[] ratios =
        of(
            pair -> {
              Measured found = distance(pair, 0).measured();
              return found.value() / found.error();
            });

    assertThat(share(ratios, ratio -> Math.abs(ratio) < 2)).isGreaterThanOrEqualTo(0.95);
    assertThat(Resampling.deviation(ratios)).isBetween(0.5, 1.1);
  }

  @Test
  void theChanceOfOneDistributionIsEvenAndThatOfAShiftIsSmall() {
    double[] chances = of(pair -> distance(pair, 0).permutationChance(99, 3));
    double[] shifted = of(pair -> distance(pair, 0.5).permutationChance(99, 3));

    // Of even chances the mean has a standard error of 0.29 / sqrt(60).
    assertThat(mean(chances)).isCloseTo(0.5, within(3 * 0.29 / Math.sqrt(PAIRS)));
    assertThat(share(chances, chance -> chance <= 0.1)).isBetween(0.0, 0.22);
    assertThat(share(shifted, chance -> chance <= 0.05)).isGreaterThan(0.9);
  }

  @Test
  void twoSampleTestsOfOneDistributionAreChanceWithinTheirErrors() {
    TwoSampleTest.Result[] results =
        LongStream.range(0, PAIRS)
            .mapToObj(
                pair ->
                    FoldsTrainedHere.result(
                        TwoSampleTest.of(LABELS, LABELS, pair),
                        floats(rows(2 * pair, 0)),
                        floats(rows(2 * pair + 1, 0)),
                        TwoSampleTest.NAIVE_BAYES))
            .toArray(TwoSampleTest.Result[]::new);
    double[] areas = Arrays.stream(results).mapToDouble(TwoSampleTest.Result::area).toArray();
    double[] ratios =
        Arrays.stream(results).mapToDouble(found -> (found.area() - 0.5) / found.error()).toArray();

    assertThat(mean(areas)).isCloseTo(0.5, within(0.02));
    assertThat(share(ratios, ratio -> Math.abs(ratio) < 2)).isGreaterThan(0.9);
  }

  private interface Figure {
    double of(long pair);
  }

  private interface Condition {
    boolean holds(double value);
  }

  private static double[] of(Figure figure) {
    return LongStream.range(0, PAIRS).mapToDouble(figure::of).toArray();
  }

  private static KernelDistance distance(long pair, double shift) {
    return KernelDistance.gaussian(
        new KernelDistance.Rows(rows(2 * pair, 0), LABELS),
        new KernelDistance.Rows(rows(2 * pair + 1, shift), LABELS),
        3);
  }

  /** Classes lie ten deviations apart, each along another direction and sign. */
  private static double[][] rows(long set, double shift) {
    double[][] rows = new double[LABELS.length][NUMBERS];
    for (int i = 0; i < rows.length; i++) {
      CounterRandom random = CounterRandom.of(set, Purpose.NOISE, i, 0);
      for (int j = 0; j < NUMBERS; j++) {
        boolean own = LABELS[i] % NUMBERS == j;
        rows[i][j] = random.nextGaussian() + shift + (own ? LABELS[i] < NUMBERS ? 10 : -10 : 0);
      }
    }
    return rows;
  }

  private static float[][] floats(double[][] rows) {
    float[][] floats = new float[rows.length][NUMBERS];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < NUMBERS; j++) {
        floats[i][j] = (float) rows[i][j];
      }
    }
    return floats;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double share(double[] values, Condition condition) {
    return (double) Arrays.stream(values).filter(condition::holds).count() / values.length;
  }
}
