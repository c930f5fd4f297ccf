package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The uncertainty of an ensemble against SciPy: {@code golden/ensemble-golden.py}. */
class EnsembleUncertaintyTest {
  private static final Config GOLDEN = ConfigFactory.parseResources("golden/ensemble-golden.json");
  private static final double[] KNOWN = EnsembleUncertainty.entropies(ensemble(40, 3));
  private static final double[] UNKNOWN = EnsembleUncertainty.entropies(ensemble(25, 1.5));

  @Test
  void theEntropyOfTheMeanPredictionAgreesWithSciPy() {
    // Predictions are single precision.
    assertThat(KNOWN[0]).isCloseTo(GOLDEN.getDouble("first_known"), within(1e-6));
    assertThat(UNKNOWN[24]).isCloseTo(GOLDEN.getDouble("last_unknown"), within(1e-6));
    EnsembleUncertainty found = new EnsembleUncertainty(KNOWN, UNKNOWN);
    assertThat(found.ofKnown().value()).isCloseTo(GOLDEN.getDouble("known.mean"), within(1e-6));
    assertThat(found.ofKnown().error()).isCloseTo(GOLDEN.getDouble("known.error"), within(1e-6));
    assertThat(found.ofUnknown().value()).isCloseTo(GOLDEN.getDouble("unknown.mean"), within(1e-6));
  }

  @Test
  void differenceAndAreaAgreeWithSciPyAndSoDoTheirBootstrapErrors() {
    EnsembleUncertainty found = new EnsembleUncertainty(KNOWN, UNKNOWN);
    Resampling resampling = new Resampling(4000, 3);
    Measured difference = found.difference(resampling);
    assertThat(difference.value()).isCloseTo(GOLDEN.getDouble("difference.value"), within(1e-6));
    Measured area = found.area(resampling);
    assertThat(area.value()).isCloseTo(GOLDEN.getDouble("area.value"), within(1e-12));
    // The deviation of 4,000 draws is known to 1.1 %; four times that.
    assertThat(difference.error() / GOLDEN.getDouble("difference.error"))
        .isCloseTo(1, within(0.045));
    assertThat(area.error() / GOLDEN.getDouble("area.error")).isCloseTo(1, within(0.045));
  }

  @Test
  void membersThatAreCertainOfDifferentClassesAreUncertainTogether() {
    float[][] one = {{1, 0, 0}, {1, 0, 0}};
    float[][] other = {{1, 0, 0}, {0, 1, 0}};
    assertThat(EnsembleUncertainty.entropies(List.of(one, other)))
        .containsExactly(new double[] {0, Math.log(2)}, within(1e-15));
    assertThat(EnsembleUncertainty.entropies(List.<float[][]>of(other))).containsExactly(0, 0);
  }

  @Test
  void whatIsNoEnsembleIsNamed() {
    assertThatThrownBy(() -> EnsembleUncertainty.entropies(List.of()))
        .hasMessage("an ensemble needs at least one member");
    assertThatThrownBy(
            () ->
                EnsembleUncertainty.entropies(
                    List.of(new float[][] {{1, 0}}, new float[][] {{1, 0, 0}})))
        .hasMessage("members predict other examples or other classes");
    assertThatThrownBy(() -> new EnsembleUncertainty(new double[0], new double[] {1}))
        .hasMessage("0 known and 1 unknown examples");
  }

  @Test
  void thePairedDifferenceOfSharesHasAnErrorAlsoWhereBothAreAlike() {
    double[] one = {1, 1, 1, 0, 0, 1, 1, 1};
    double[] other = {1, 0, 0, 1, 0, 1, 1, 1};
    // Agresti and Min 2005, section 2.3: with b = 2.5, c = 1.5, n = 10.
    assertThat(Resampling.paired(one, other))
        .isEqualTo(new Measured(1.0 / 8, Math.sqrt(4 - 1.0 / 10) / 10));
    assertThat(Resampling.paired(one, one).value()).isZero();
    assertThat(Resampling.paired(one, one).error()).isEqualTo(0.1);
  }

  private static List<float[][]> ensemble(int examples, double sharpness) {
    return DoubleStream.of(1.0, 1.3, 1.9, 2.6, 3.4)
        .mapToObj(a -> softmax(MeasureGolden.rows(examples, 5, a), sharpness))
        .toList();
  }

  private static float[][] softmax(double[][] rows, double sharpness) {
    float[][] shares = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double sum = DoubleStream.of(rows[i]).map(v -> Math.exp(sharpness * v)).sum();
      shares[i] = new float[rows[i].length];
      for (int j = 0; j < shares[i].length; j++) {
        shares[i][j] = (float) (Math.exp(sharpness * rows[i][j]) / sum);
      }
    }
    return shares;
  }
}
