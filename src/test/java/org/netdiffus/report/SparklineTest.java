package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void eachValueIsAStepOnTheScaleOfItsClass() {
    Sparkline.Scale scale = Sparkline.Scale.EMPTY.with(new float[] {0, 10, 5, 0});

    assertThat(Sparkline.path(new float[] {0, 10, 5, 0}, scale))
        .isEqualTo("M0 40h24v-40h24v20h24v20h24V40");
  }

  @Test
  void aShorterSeriesEndsEarlierAndALowerOneStaysLower() {
    Sparkline.Scale scale =
        Sparkline.Scale.EMPTY.with(new float[] {0, 10, 5, 0}).with(new float[] {5, 5});

    assertThat(Sparkline.path(new float[] {5, 5}, scale)).isEqualTo("M0 40v-20h24h24V40");
  }

  @Test
  void negativeValuesHangFromTheZeroLine() {
    Sparkline.Scale scale = Sparkline.Scale.EMPTY.with(new float[] {1, -1});

    assertThat(Sparkline.path(new float[] {1, -1}, scale)).isEqualTo("M0 20v-20h48v40h48V20");
  }

  @Test
  void oneBurstInFiveThousandPointsIsStillThere() {
    float[] series = new float[5000];
    series[4321] = 1;
    Sparkline.Scale scale = Sparkline.Scale.EMPTY.with(series);

    String path = Sparkline.path(series, scale);

    assertThat(path).contains("v-40h1v40").hasSizeLessThan(400);
  }

  @Test
  void anEmptyOrAllZeroOrBrokenSeriesIsDrawnAsFarAsItGoes() {
    Sparkline.Scale none = Sparkline.Scale.EMPTY;
    float[] broken = {Float.NaN, 1};

    assertThat(Sparkline.path(new float[0], none)).isEmpty();
    assertThat(Sparkline.path(new float[2], none.with(new float[2]))).isEqualTo("M0 40h48h48V40");
    assertThat(Sparkline.path(broken, none.with(broken))).isEqualTo("M0 40h48v-40h48V40");
  }
}
