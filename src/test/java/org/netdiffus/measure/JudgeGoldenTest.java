package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The judges' figures against SciPy and scikit-learn: {@code golden/judge-golden.py}. */
class JudgeGoldenTest {
  private static final Config GOLDEN = ConfigFactory.parseResources("golden/judge-golden.json");
  private static final double[][] FIRST = MeasureGolden.rows(24, 6, 1);
  private static final double[][] SECOND = MeasureGolden.rows(30, 6, 2.5);

  @Test
  void kernelDistancesOfOneClassAgreeWithScikitLearn() {
    KernelDistance.Rows first = KernelDistance.Rows.ofOneClass(FIRST);
    KernelDistance.Rows second = KernelDistance.Rows.ofOneClass(SECOND);
    assertThat(KernelDistance.cubic(first, second).measured().value())
        .isCloseTo(GOLDEN.getDouble("kid"), within(1e-10));
    assertThat(
            KernelDistance.gaussian(first, second, GOLDEN.getDouble("mmd.width"))
                .measured()
                .value())
        .isCloseTo(GOLDEN.getDouble("mmd.value"), within(1e-10));
    assertThat(KernelDistance.medianDistance(FIRST, SECOND))
        .isCloseTo(GOLDEN.getDouble("median_distance"), within(1e-10));
  }

  @Test
  void kernelDistancesClassByClassAgreeWithScikitLearn() {
    Config golden = GOLDEN.getConfig("by_class");
    KernelDistance.Rows first =
        new KernelDistance.Rows(FIRST, IntStream.range(0, 24).map(i -> i % 3).toArray());
    KernelDistance.Rows second =
        new KernelDistance.Rows(
            SECOND, IntStream.range(0, 30).map(i -> i < 5 ? 0 : i < 18 ? 1 : 2).toArray());
    KernelDistance gaussian = KernelDistance.gaussian(first, second, GOLDEN.getDouble("mmd.width"));

    Measured cubic = KernelDistance.cubic(first, second).measured();
    assertThat(cubic.value()).isCloseTo(golden.getDouble("kid"), within(1e-10));
    assertThat(cubic.error()).isCloseTo(golden.getDouble("kid_error"), within(1e-10));
    assertThat(gaussian.measured().value()).isCloseTo(golden.getDouble("mmd"), within(1e-10));
    assertThat(gaussian.measured().error()).isCloseTo(golden.getDouble("mmd_error"), within(1e-10));
    assertThat(gaussian.ofTheTrueDivision()).isCloseTo(gaussian.measured().value(), within(1e-6));
    // Both are shares of random divisions: 4,000 there, 2,000 here, three standard errors.
    assertThat(gaussian.permutationChance(2000, 5))
        .isCloseTo(golden.getDouble("chance"), within(3 * 0.5 * Math.sqrt(1 / 4000. + 1 / 2000.)));
  }

  @Test
  void theEarthMoversDistanceAgreesWithSciPy() {
    double[] first = column(FIRST, 0);
    double[] second = Arrays.copyOf(column(SECOND, 1), SECOND.length + 2);
    second[SECOND.length] = 2;
    second[SECOND.length + 1] = 2;
    assertThat(EarthMover.between(first, second)).isCloseTo(GOLDEN.getDouble("emd"), within(1e-12));
    assertThat(EarthMover.between(second, first)).isCloseTo(GOLDEN.getDouble("emd"), within(1e-12));
    BinCounts none = BinCounts.none(-1.3, 1.3, 8);
    assertThat(PixelDivergence.between(none.plus(floats(first)), none.plus(floats(second))))
        .isCloseTo(GOLDEN.getDouble("jsd"), within(1e-12));
  }

  @Test
  void entropyAgreesWithSciPy() {
    assertThat(Entropy.nats(shares(FIRST[0])))
        .isCloseTo(GOLDEN.getDouble("entropy.nats"), within(1e-12));
    assertThat(Entropy.bits(shares(SECOND[3])))
        .isCloseTo(GOLDEN.getDouble("entropy.bits"), within(1e-12));
  }

  @Test
  void precisionAndRecallAgreeWithNeighboursOfScikitLearn() {
    Config golden = GOLDEN.getConfig("manifolds");
    Manifolds found = Manifolds.of(FIRST, SECOND, golden.getInt("neighbours"));
    assertThat(
            List.of(
                mean(found.precision()),
                mean(found.recall()),
                mean(found.coverage()),
                mean(found.clippedDensity()),
                mean(found.clippedCoverage())))
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(
            golden.getDouble("precision"),
            golden.getDouble("recall"),
            golden.getDouble("coverage"),
            golden.getDouble("clipped_density"),
            golden.getDouble("clipped_coverage"));
  }

  @Test
  void theTwoSampleTestAgreesWithScikitLearn() {
    float[][] first = MeasureGolden.floatRows(24, 6, 1);
    float[][] second = MeasureGolden.floatRows(30, 6, 2.5);
    TwoSampleTest.Result found =
        FoldsTrainedHere.result(
            TwoSampleTest.ofFolds(
                IntStream.range(0, 24).map(i -> i % 5).toArray(),
                IntStream.range(0, 30).map(i -> i % 5).toArray()),
            first,
            second,
            TwoSampleTest.NAIVE_BAYES);
    assertThat(found.accuracy()).isCloseTo(GOLDEN.getDouble("two_sample.accuracy"), within(1e-12));
    assertThat(found.area()).isCloseTo(GOLDEN.getDouble("two_sample.area"), within(1e-12));
  }

  @Test
  void naiveBayesAgreesWithScikitLearn() {
    float[][] rows = MeasureGolden.floatRows(24, 6, 1);
    float[][] others = MeasureGolden.floatRows(30, 6, 2.5);
    GaussianNaiveBayes fitted =
        GaussianNaiveBayes.fit(rows, IntStream.range(0, 24).map(i -> i % 3).toArray(), 3);
    List<? extends Object> joint = GOLDEN.getList("naive_bayes.joint").unwrapped();
    for (int i = 0; i < joint.size(); i++) {
      double[] found = fitted.logLikelihoods(others[i]);
      List<?> expected = (List<?>) joint.get(i);
      for (int c = 0; c < found.length; c++) {
        assertThat(found[c]).isCloseTo(((Number) expected.get(c)).doubleValue(), within(1e-7));
      }
    }
    assertThat(fitted.predict(others))
        .containsExactly(
            GOLDEN.getIntList("naive_bayes.predicted").stream().mapToInt(i -> i).toArray());
  }

  @Test
  void aConfusionMatrixAgreesWithScikitLearnAndMerges() {
    int[] classes = IntStream.range(0, 40).map(i -> (i * 7 / 3) % 4).toArray();
    int[] named = IntStream.range(0, 40).map(i -> (i * 5 / 2) % 4).toArray();
    ConfusionMatrix whole = ConfusionMatrix.of(classes, named, 4);
    assertThat(Arrays.stream(whole.counts()).map(Arrays::stream).map(s -> s.boxed().toList()))
        .isEqualTo(
            GOLDEN.getList("confusion.counts").unwrapped().stream()
                .map(row -> ((List<?>) row).stream().map(n -> ((Number) n).longValue()).toList())
                .toList());
    assertThat(whole.accuracy()).isCloseTo(GOLDEN.getDouble("confusion.accuracy"), within(1e-12));
    assertThat(whole.macroF1()).isCloseTo(GOLDEN.getDouble("confusion.macro_f1"), within(1e-12));
    assertThat(whole.f1())
        .containsExactly(
            GOLDEN.getDoubleList("confusion.f1").stream().mapToDouble(d -> d).toArray(),
            within(1e-12));
    ConfusionMatrix parts =
        ConfusionMatrix.of(
                Arrays.copyOfRange(classes, 25, 40), Arrays.copyOfRange(named, 25, 40), 4)
            .plus(ConfusionMatrix.of(Arrays.copyOf(classes, 25), Arrays.copyOf(named, 25), 4));
    assertThat(parts).isEqualTo(whole).hasSameHashCodeAs(whole);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
    return floats;
  }

  private static double[] shares(double[] values) {
    double sum = Arrays.stream(values).map(Math::abs).sum();
    return Arrays.stream(values).map(v -> Math.abs(v) / sum).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
