package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesScaleTest {
  @ParameterizedTest
  @EnumSource(ScaleKind.class)
  void everyKindComesBackToItsUnits(ScaleKind kind) {
    for (boolean signed : new boolean[] {false, true}) {
      SeriesScale scale = new SeriesScale("size", kind, 1514, signed);
      float[] values = {0, 1, 60, 777.5f, 1514};
      double[] scaled = scale.scale(values).values();
      for (int i = 0; i < values.length; i++) {
        assertThat(scale.restore(scaled[i])).isCloseTo(values[i], within(1e-9));
      }
      assertThat(scaled[0]).isEqualTo(scale.pad());
      assertThat(scaled[4]).isEqualTo(1);
    }
  }

  @Test
  void directionsMapToBothEndsAndPaddingToTheMiddle() {
    SeriesScale scale = new SeriesScale("direction", ScaleKind.TRAINING_MAXIMUM, 1, true);
    assertThat(scale.scale(new float[] {-1, 0, 1}).values()).containsExactly(0, 0.5, 1);
    assertThat(scale.restore(0)).isEqualTo(-1);
    assertThat(scale.pad()).isEqualTo(0.5);
  }

  @Test
  void signedLogarithmsKeepTheSign() {
    SeriesScale scale = new SeriesScale("signed-size", ScaleKind.LOG1P, 1500, true);
    double[] scaled = scale.scale(new float[] {-1500, -60, 60}).values();
    assertThat(scaled[0]).isZero();
    assertThat(scaled[1] + scaled[2]).isCloseTo(1, within(1e-15));
    assertThat(scaled[2]).isCloseTo(0.5 + Math.log(61) / Math.log(1501) / 2, within(1e-15));
    assertThat(scale.restore(scaled[1])).isCloseTo(-60, within(1e-9));
  }

  @Test
  void whatLiesOutsideIsClippedAndCounted() {
    SeriesScale unsigned = new SeriesScale("bytes", ScaleKind.QUANTILE, 10, false);
    SeriesScale.Scaled scaled = unsigned.scale(new float[] {-1, 0, 10, 11, 1e9f});
    assertThat(scaled.values()).containsExactly(0, 0, 1, 1, 1);
    assertThat(scaled.clipped()).isEqualTo(3);
    SeriesScale signed = new SeriesScale("signed-size", ScaleKind.BOUND, 10, true);
    assertThat(signed.scale(new float[] {-11, -10, 10, 11}).clipped()).isEqualTo(2);
  }

  @Test
  void aFeatureThatIsSilentEverywhereStaysSilent() {
    SeriesScale scale = new SeriesScale("bytes-up", ScaleKind.LOG1P, 0, false);
    assertThat(scale.scale(new float[3]).values()).containsExactly(0, 0, 0);
    assertThat(scale.restore(0.7)).isZero();
  }

  @Test
  void valuesAreNeverTurnedIntoNumbersWhenTheyAreNone() {
    SeriesScale scale = new SeriesScale("bytes", ScaleKind.BOUND, 10, false);
    assertThatThrownBy(() -> scale.scale(new float[] {0, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series[1] = NaN is not finite");
    assertThatThrownBy(() -> scale.scale(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("series[0] = Infinity is not finite");
    assertThatThrownBy(() -> new SeriesScale("bytes", ScaleKind.BOUND, Double.NaN, false))
        .hasMessage("maximum = NaN of bytes is not a number from 0");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void aFitIsTheSameInAnyGrouping(long seed) {
    Random random = new Random(seed);
    List<ScaleFit> parts = new ArrayList<>();
    ScaleFit inOrder = ScaleFit.NONE;
    for (int i = 0; i < 10; i++) {
      float[] series = {random.nextFloat() - 0.5f, -random.nextFloat()};
      inOrder = inOrder.plus(series);
      parts.add(ScaleFit.NONE.plus(series));
    }
    Collections.shuffle(parts, random);
    ScaleFit left = parts.subList(0, 4).stream().reduce(ScaleFit.NONE, ScaleFit::plus);
    ScaleFit right = parts.subList(4, 10).stream().reduce(ScaleFit.NONE, ScaleFit::plus);
    assertThat(right.plus(left)).isEqualTo(inOrder);
    assertThat(inOrder.series()).isEqualTo(10);
  }

  @Test
  void aFitTakesTheLargestAbsoluteValue() {
    assertThat(ScaleFit.NONE.plus(new float[] {1, -3, 2}).largest()).isEqualTo(3);
  }

  @Test
  void namesInSettingsAreReadBack() {
    for (ScaleKind kind : ScaleKind.values()) {
      assertThat(ScaleKind.ofSettingName(kind.settingName())).contains(kind);
    }
    for (TileOrder order : TileOrder.values()) {
      assertThat(TileOrder.ofSettingName(order.settingName())).contains(order);
    }
    assertThat(TileOrder.GAMMA_RESIZE.settingName()).isEqualTo("gamma-resize");
    assertThat(ScaleKind.TRAINING_MAXIMUM.settingName()).isEqualTo("training-maximum");
    assertThat(TileOrder.ofSettingName("gamma")).isEmpty();
  }
}
