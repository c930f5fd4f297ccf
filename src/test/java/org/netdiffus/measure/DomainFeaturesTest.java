package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainFeaturesTest {
  @Test
  void everyFeatureAgreesWithNumPy() {
    Config golden = MeasureGolden.root().getConfig("domain");
    double[] features =
        new DomainFeatures(golden.getDouble("idle_below"), 1)
            .of(MeasureGolden.series(golden.getInt("samples")));
    double[] expected =
        golden.getDoubleList("features").stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(features).containsExactly(expected, within(1e-9));
    assertThat(DomainFeatures.NAMES).hasSize(expected.length);
  }

  @Test
  void burstsAndGapsOfASmallSeriesAreThoseThatOneCounts() {
    // Silence at both ends is no gap; the two gaps are 1 and 3 long.
    float[] series = {0, 0, 4, 2, 0.05f, -6, 0, 0, 0, 1, 1, 1, 0};
    double[] features = new DomainFeatures(0.1, 1).of(series);
    assertThat(features[0]).isCloseTo(15.05, within(1e-6));
    assertThat(features[1]).isCloseTo(3.05 / 13, within(1e-6));
    assertThat(features[3]).isEqualTo(6);
    assertThat(features[4]).isEqualTo(7.0 / 13);
    assertThat(features[5]).isEqualTo(3);
    assertThat(features[6]).isEqualTo(2);
    assertThat(features[7]).isEqualTo(5);
    assertThat(features[8]).isEqualTo(2);
    assertThat(features[9]).isEqualTo(1);
    assertThat(features[10]).isEqualTo(3);
  }

  @Test
  void aSampleThatIsAMeanCountsForEveryPointBehindIt() {
    float[] points = {8, 4, 0, 0, 6, 2, 1, 1, 0, 0};
    float[] means = {6, 0, 4, 1, 0};
    double[] ofMeans = new DomainFeatures(0.1, 2).of(means);
    double[] ofPoints = new DomainFeatures(0.1, 1).of(points);
    assertThat(ofMeans[0]).isEqualTo(ofPoints[0]).isEqualTo(22);
    assertThat(ofMeans[7]).isEqualTo(ofPoints[7]).isEqualTo(11);
    assertThatThrownBy(() -> new DomainFeatures(0.1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pointsPerSample = 0.5 is not a number of at least 1");
  }

  @Test
  void aSilentSeriesHasNoBurstsAndNoCorrelation() {
    double[] features = new DomainFeatures(0.1, 1).of(new float[20]);
    double[] expected = new double[15];
    expected[4] = 1;
    assertThat(features).containsExactly(expected);
  }

  @Test
  void aSteadySeriesIsOneBurstWithoutCorrelation() {
    float[] series = new float[20];
    Arrays.fill(series, 0.1f);
    double[] features = new DomainFeatures(0.01, 1).of(series);
    assertThat(features[5]).isEqualTo(1);
    assertThat(features[6]).isEqualTo(20);
    assertThat(features).endsWith(0, 0, 0, 0);
  }

  @Test
  void lagsBeyondTheSeriesAreZero() {
    double[] features = new DomainFeatures(0.1, 1).of(new float[] {1, 2, 3});
    assertThat(features[13]).isZero();
    assertThat(features[14]).isZero();
    assertThat(features[11]).isZero();
    assertThat(features[12]).isEqualTo(-0.5);
  }

  @Test
  void anEmptySeriesIsRefused() {
    assertThatThrownBy(() -> new DomainFeatures(0.1, 1).of(new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an empty series has no features");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anIdleThresholdThatIsNotPositiveIsRefused(double idleBelow) {
    assertThatThrownBy(() -> new DomainFeatures(idleBelow, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idleBelow = %s is not a positive number", idleBelow);
  }
}
