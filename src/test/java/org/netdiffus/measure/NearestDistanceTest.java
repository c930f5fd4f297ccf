package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestDistanceTest {
  @Test
  void theDistancesAgreeWithNumPy() {
    double[] distances =
        NearestDistance.toTraining(
            List.of(MeasureGolden.floatRows(6, 10, 1)),
            List.of(MeasureGolden.floatRows(9, 10, 2.5)));
    double[] expected =
        MeasureGolden.root().getDoubleList("nearest").stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    assertThat(distances).containsExactly(expected, within(1e-6));
  }

  @Test
  void aCopyIsAtZeroWhereverItStands() {
    List<float[]> training = List.of(new float[] {0, 0}, new float[] {3, 4}, new float[] {9, 9});
    assertThat(NearestDistance.toTraining(new float[] {3, 4}, training)).isZero();
    assertThat(NearestDistance.toTraining(new float[] {0, 1}, training)).isEqualTo(1);
    assertThat(NearestDistance.toTraining(new float[] {6, 8}, training))
        .isCloseTo(Math.sqrt(10), within(1e-12));
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(NearestDistance.median(new double[] {9, 1, 2})).isEqualTo(2);
    assertThat(NearestDistance.median(new double[] {9, 1, 2, 4})).isEqualTo(3);
    assertThatThrownBy(() -> NearestDistance.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no values have no median");
  }

  @Test
  void tilesWithoutADistanceAreRefused() {
    assertThatThrownBy(() -> NearestDistance.toTraining(new float[2], List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no training tiles to be near to");
    assertThatThrownBy(() -> NearestDistance.toTraining(new float[2], List.of(new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tiles of 2 and 3 values have no distance");
  }
}
