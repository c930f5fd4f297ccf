package org.netdiffus.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class HiddenMarkovModelTest {
  /** Made by {@code golden/hmm-golden.py}, which weighs every path of states. */
  private static final Config GOLDEN = ConfigFactory.parseResources("golden/hmm-golden.json");

  private static final HiddenMarkovModel MODEL =
      new HiddenMarkovModel(
          row(GOLDEN.getDoubleList("start")), rows("transitions"), rows("emissions"));

  @Test
  void likelihoodsAreSumsOverAllPaths() {
    assertThat(MODEL.logLikelihood(sequences().get(0)))
        .isCloseTo(GOLDEN.getDouble("first"), within(1e-12));
  }

  @Test
  void threeRoundsGiveTheModelThatPathByPathWeighingGives() {
    HiddenMarkovModel.Fit fit = MODEL.fitted(sequences(), 3, 0);

    List<Double> logs = GOLDEN.getDoubleList("log-likelihoods");
    assertThat(fit.logLikelihoods()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(fit.logLikelihoods().get(i)).isCloseTo(logs.get(i), within(1e-11));
    }
    assertThat(fit.model().start())
        .containsExactly(row(GOLDEN.getDoubleList("fitted-start")), within(1e-11));
    for (int state = 0; state < 3; state++) {
      assertThat(fit.model().transitions()[state])
          .containsExactly(rows("fitted-transitions")[state], within(1e-11));
      assertThat(fit.model().emissions()[state])
          .containsExactly(rows("fitted-emissions")[state], within(1e-11));
    }
  }

  @Test
  void aFitOfLongSequencesFindsTheModelThatDrewThem() {
    HiddenMarkovModel truth =
        new HiddenMarkovModel(
            new double[] {1, 0},
            new double[][] {{0.95, 0.05}, {0.1, 0.9}},
            new double[][] {{0.9, 0.1, 0}, {0, 0.2, 0.8}});
    List<int[]> drawn = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      drawn.add(truth.draw(3000, random(i)));
    }

    HiddenMarkovModel.Fit fit =
        HiddenMarkovModel.beginning(2, new double[] {0.6, 0.13, 0.27}, random(9))
            .fitted(drawn, 200, 1e-8);

    HiddenMarkovModel found = fit.model();
    int first = found.emissions()[0][0] > 0.5 ? 0 : 1;
    assertThat(found.emissions()[first]).containsExactly(new double[] {0.9, 0.1, 0}, within(0.02));
    assertThat(found.transitions()[first][first]).isCloseTo(0.95, within(0.01));
    assertThat(found.transitions()[1 - first][1 - first]).isCloseTo(0.9, within(0.02));
    for (int round = 1; round < fit.logLikelihoods().size(); round++) {
      assertThat(fit.logLikelihoods().get(round))
          .isGreaterThan(fit.logLikelihoods().get(round - 1) - 1e-6);
    }
  }

  @Test
  void aSequenceOfTenThousandSymbolsDoesNotRunOutOfNumbers() {
    assertThat(MODEL.logLikelihood(MODEL.draw(10_000, random(1)))).isBetween(-14_000.0, -9_000.0);
  }

  @Test
  void whatCannotOccurHasNoProbability() {
    HiddenMarkovModel model =
        new HiddenMarkovModel(
            new double[] {1}, new double[][] {{1}}, new double[][] {{0.5, 0.5, 0}});

    assertThat(model.logLikelihood(new int[] {0, 2, 1})).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(model.draw(1000, random(2))).doesNotContain(2);
  }

  @Test
  void arraysThatDoNotBelongTogetherAreRefused() {
    assertThatThrownBy(
            () -> new HiddenMarkovModel(new double[2], new double[1][2], new double[2][3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 states with 1 rows of transitions and 2 of emissions");
  }

  private static CounterRandom random(long index) {
    return CounterRandom.of(1, Purpose.BASELINE, index, 0);
  }

  private static List<int[]> sequences() {
    return GOLDEN.getList("sequences").unwrapped().stream()
        .map(list -> ((List<?>) list).stream().mapToInt(n -> ((Number) n).intValue()).toArray())
        .toList();
  }

  private static double[][] rows(String key) {
    return GOLDEN.getList(key).unwrapped().stream()
        .map(
            list ->
                ((List<?>) list).stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray())
        .toArray(double[][]::new);
  }

  private static double[] row(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
