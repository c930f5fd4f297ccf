package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocCurveTest {
  /** Made by {@code golden/privacy-golden.py}, with scikit-learn. */
  private static final Config GOLDEN = ConfigFactory.parseResources("golden/privacy-golden.json");

  static Set<String> cases() {
    return GOLDEN.root().keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void areaAndTruePositivesAreThoseOfScikitLearn(String name) {
    Config golden = GOLDEN.getConfig(name);
    RocCurve curve = RocCurve.of(numbers(golden, "members"), numbers(golden, "others"));

    assertThat(curve.area()).isCloseTo(golden.getDouble("auc"), within(1e-12));
    assertThat(curve.truePositives(0.01)).isCloseTo(golden.getDouble("tpr-at-1"), within(1e-12));
    assertThat(curve.truePositives(0.1)).isCloseTo(golden.getDouble("tpr-at-10"), within(1e-12));
  }

  @Test
  void theCornersLeadFromNobodyToEverybody() {
    RocCurve.Point[] points = RocCurve.of(new double[] {3, 2, 2}, new double[] {2, 1}).points();

    assertThat(points)
        .containsExactly(
            new RocCurve.Point(0, 0),
            new RocCurve.Point(0, 1 / 3.0),
            new RocCurve.Point(0.5, 1),
            new RocCurve.Point(1, 1));
  }

  @Test
  void ninetyFivePercentOfTheIntervalsHoldTheTruth() {
    Random random = new Random(3);
    int held = 0;
    for (int run = 0; run < 200; run++) {
      double[] members = random.doubles(40).map(x -> x + 0.25).toArray();
      double[] others = random.doubles(40).toArray();
      RocCurve.Estimate area = RocCurve.of(members, others).figures(0.1, 200, run).area();
      // P(u + 1/4 > v) = 1 - (3/4)^2 / 2 for uniform u and v.
      double truth = 1 - 0.75 * 0.75 / 2;
      held += area.lower() <= truth && truth <= area.upper() ? 1 : 0;
    }
    // Of 200 runs 190 are expected; the bootstrap of 40 falls a little short, 2 % is chance.
    assertThat(held).isBetween(180, 198);
  }

  @Test
  void theSeedDecidesTheSamples() {
    RocCurve curve = RocCurve.of(new double[] {1, 2, 3, 5}, new double[] {0, 2, 4, 1});
    RocCurve.Figures figures = curve.figures(0.01, 50, 1);

    assertThat(curve.figures(0.01, 50, 1)).isEqualTo(figures);
    assertThat(curve.figures(0.01, 50, 2)).isNotEqualTo(figures);
  }

  @Test
  void groupsWithoutScoresAndScoresThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> RocCurve.of(new double[0], new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 members and 1 others");
    assertThatThrownBy(() -> RocCurve.of(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("a score is NaN");
  }

  private static double[] numbers(Config golden, String key) {
    List<Double> numbers = golden.getDoubleList(key);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
