package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

/** What figures of two sets say of one distribution, of shifted ones, of copies and of one mode. */
class TwoSetsTest {
  private static final double[][] ONE = gaussian(1, 60, 0);
  private static final double[][] OTHER = gaussian(2, 60, 0);
  private static final double[][] SHIFTED = gaussian(3, 60, 1);

  @Test
  void twoSetsOfOneDistributionAreNotToldApartAndShiftedOnesAre() {
    double width = KernelDistance.medianDistance(ONE, OTHER);
    KernelDistance.Rows one = KernelDistance.Rows.ofOneClass(ONE);
    KernelDistance.Rows other = KernelDistance.Rows.ofOneClass(OTHER);
    KernelDistance.Rows shifted = KernelDistance.Rows.ofOneClass(SHIFTED);
    assertThat(KernelDistance.gaussian(one, other, width).permutationChance(99, 5))
        .isGreaterThan(0.05);
    assertThat(KernelDistance.gaussian(one, shifted, width).permutationChance(99, 5))
        .isEqualTo(0.01);
    assertThat(KernelDistance.cubic(one, other).measured().value()).isCloseTo(0, within(0.1));
    assertThat(KernelDistance.cubic(one, shifted).measured().value()).isGreaterThan(1);
    TwoSampleTest.Result same = twoSample(OTHER);
    assertThat(same.area()).isCloseTo(0.5, within(3 * same.error()));
    TwoSampleTest.Result apart = twoSample(SHIFTED);
    assertThat(apart.area()).isGreaterThan(0.8);
    assertThat(apart.accuracy()).isGreaterThan(0.7);
  }

  @Test
  void oneModeIsPreciseButCoversNothing() {
    double[][] mode = new double[60][];
    Arrays.fill(mode, ONE[0]);
    Manifolds found = Manifolds.of(ONE, mode, Manifolds.NEIGHBOURS);
    assertThat(found.precision()).containsOnly(1);
    assertThat(mean(found.recall())).isEqualTo(1.0 / 60);
    assertThat(mean(found.coverage())).isLessThan(0.3);
    Manifolds same = Manifolds.of(ONE, OTHER, Manifolds.NEIGHBOURS);
    assertThat(mean(same.precision())).isGreaterThan(0.8);
    assertThat(mean(same.recall())).isGreaterThan(0.8);
    assertThat(mean(same.coverage())).isGreaterThan(0.8);
  }

  @Test
  void oneOutlierDoesNotRaiseTheClippedDensity() {
    double[][] real = new double[21][];
    System.arraycopy(ONE, 0, real, 0, 20);
    real[20] = new double[] {50, 50, 50, 50};
    double[][] around = gaussian(4, 60, 10);
    assertThat(mean(Manifolds.of(real, around, 5).precision())).isEqualTo(1);
    assertThat(mean(Manifolds.of(real, around, 5).clippedDensity())).isZero();
  }

  @Test
  void aSeriesIsTakenApartIntoBurstsGapsAndItsPeriod() {
    float[] series = {0, 5, 7, 0, 0, 5, 7, 0, 0, 5, 7, 0, 0, -5, 7, 0};
    Map<TrafficQuantity, double[]> found = new TrafficProfile(1, 2, true).of(series);
    assertThat(found.get(TrafficQuantity.VALUE)).containsExactly(5, 7, 5, 7, 5, 7, -5, 7);
    assertThat(found.get(TrafficQuantity.BURST_LENGTH)).containsExactly(4, 4, 4, 4);
    assertThat(found.get(TrafficQuantity.BURST_VOLUME)).containsExactly(24, 24, 24, 24);
    assertThat(found.get(TrafficQuantity.IDLE_TIME)).containsExactly(4, 4, 4);
    assertThat(found.get(TrafficQuantity.TOTAL)).containsExactly(96);
    assertThat(found.get(TrafficQuantity.LENGTH)).containsExactly(32);
    assertThat(found.get(TrafficQuantity.PERIOD)).containsExactly(8);
    assertThat(found.get(TrafficQuantity.DIRECTION)).containsExactly(7.0 / 8);
    Map<TrafficQuantity, double[]> silent = new TrafficProfile(1, 1, true).of(new float[4]);
    assertThat(silent.get(TrafficQuantity.BURST_LENGTH)).isEmpty();
    assertThat(silent.get(TrafficQuantity.DIRECTION)).isEmpty();
    assertThat(silent.get(TrafficQuantity.PERIOD)).containsExactly(0);
  }

  @Test
  void unitsAreNoFinerThanTheLeastThatMeansAnything() {
    Standardisation fine = Standardisation.of(new double[][] {{1, 5}, {1.0001, 7}});
    double[][] rows = {{2, 6}};
    assertThat(fine.apply(rows)[0][0]).isGreaterThan(1000);
    assertThat(fine.noFinerThan(new double[] {1, 0.5}).apply(rows)[0])
        .containsExactly(new double[] {1, 0}, within(1e-3));
  }

  @Test
  void rankCorrelationAgreesWithSciPyAndNothingOrdersNothing() {
    double[] first = {0.9, 0.7, 0.7, 0.5, 0.2};
    assertThat(RankCorrelation.between(first, new double[] {0.8, 0.75, 0.6, 0.3, 0.4}))
        .isCloseTo(
            ConfigFactory.parseResources("golden/judge-golden.json").getDouble("rank_correlation"),
            within(1e-12));
    assertThat(RankCorrelation.between(first, new double[5])).isZero();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    KernelDistance.Rows one = KernelDistance.Rows.ofOneClass(ONE);
    assertThatThrownBy(
            () -> KernelDistance.cubic(one, KernelDistance.Rows.ofOneClass(new double[1][4])))
        .hasMessage("1 features of 4 numbers are too few");
    assertThatThrownBy(
            () ->
                KernelDistance.cubic(
                    one, new KernelDistance.Rows(new double[3][4], new int[] {0, 1, 2})))
        .hasMessage("no class has two rows in both sets");
    assertThatThrownBy(() -> EarthMover.between(new double[0], new double[1]))
        .hasMessage("no values have no distance to others");
    assertThatThrownBy(() -> Entropy.nats(new double[] {1.5, -0.5}))
        .hasMessage("probabilities[1] = -0.5");
  }

  private static TwoSampleTest.Result twoSample(double[][] second) {
    return FoldsTrainedHere.result(
        TwoSampleTest.of(new int[ONE.length], new int[second.length], 7),
        floats(ONE),
        floats(second),
        TwoSampleTest.NAIVE_BAYES);
  }

  private static float[][] floats(double[][] rows) {
    float[][] floats = new float[rows.length][4];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        floats[i][j] = (float) rows[i][j];
      }
    }
    return floats;
  }

  private static double[][] gaussian(long seed, int count, double mean) {
    double[][] rows = new double[count][4];
    for (int i = 0; i < count; i++) {
      CounterRandom random = CounterRandom.of(seed, Purpose.NOISE, i, 0);
      for (int j = 0; j < 4; j++) {
        rows[i][j] = mean + random.nextGaussian();
      }
    }
    return rows;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
