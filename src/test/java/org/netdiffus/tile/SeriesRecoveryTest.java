package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.netdiffus.tile.SeriesRecovery.Recovered;

class SeriesRecoveryTest {
  private static final TileGeometry PAA = new TileGeometry(64, 720, TileOrder.PAA, 0.25);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void aTileGivesTheAveragedSeriesBackByEitherRule(long seed) {
    double[] series = TrafficSeries.bursts(new Random(seed), 720);
    double[] averages = PiecewiseAverage.of(series, 64);
    float[] pixels = Tiles.render(series, PAA);
    for (RecoveryRule rule : RecoveryRule.values()) {
      Recovered recovered = SeriesRecovery.recover(pixels, PAA, rule);
      assertThat(recovered.rule()).isEqualTo(rule);
      assertThat(recovered.values()).containsExactly(averages, within(1e-5));
      assertThat(recovered.gramianResidual()).isLessThan(1e-5);
      assertThat(recovered.asymmetry()).isZero();
    }
  }

  @ParameterizedTest(name = "gamma {0}")
  @CsvSource({"0.1", "0.25", "0.5", "1"})
  void otherExponentsAreUndoneToo(double gamma) {
    TileGeometry geometry = new TileGeometry(20, 20, TileOrder.PAA, gamma);
    double[] series = TrafficSeries.bursts(new Random(3), 20);
    float[] pixels = Tiles.render(series, geometry);
    for (RecoveryRule rule : RecoveryRule.values()) {
      assertThat(SeriesRecovery.recover(pixels, geometry, rule).values())
          .containsExactly(series, within(1e-5));
    }
  }

  @ParameterizedTest(name = "noise {0}")
  @CsvSource({"0.005,0.0020,0.0004", "0.02,0.0078,0.0015", "0.05,0.0197,0.0039"})
  void allPixelsAreAboutFiveTimesCloserUnderNoise(
      double noise, double expectedDiagonal, double expectedAllPixels) {
    double diagonal = 0;
    double allPixels = 0;
    int tiles = 20;
    for (int seed = 1; seed <= tiles; seed++) {
      Random random = new Random(seed);
      double[] series = TrafficSeries.bursts(random, 720);
      double[] averages = PiecewiseAverage.of(series, 64);
      float[] pixels = withNoise(Tiles.render(series, PAA), noise, random);
      diagonal += meanError(pixels, averages, RecoveryRule.DIAGONAL) / tiles;
      allPixels += meanError(pixels, averages, RecoveryRule.ALL_PIXELS) / tiles;
    }
    // The expected figures are the specification's, of other series of the same kind.
    assertThat(diagonal).isCloseTo(expectedDiagonal, within(0.2 * expectedDiagonal));
    assertThat(allPixels).isCloseTo(expectedAllPixels, within(0.2 * expectedAllPixels));
    assertThat(diagonal / allPixels).isBetween(4.5, 5.5);
  }

  private static float[] withNoise(float[] pixels, double noise, Random random) {
    float[] noisy = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      double value = pixels[i] + noise * random.nextGaussian();
      noisy[i] = (float) Math.max(0, Math.min(1, value));
    }
    return noisy;
  }

  private static double meanError(float[] pixels, double[] averages, RecoveryRule rule) {
    double[] values = SeriesRecovery.recover(pixels, PAA, rule).values();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.abs(values[i] - averages[i]);
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @EnumSource(
      value = TileOrder.class,
      names = {"GAMMA_RESIZE", "RESIZE_GAMMA"})
  void averagedPicturesAreReadByTheirDiagonalAndOnlyRoughly(TileOrder order) {
    TileGeometry geometry = new TileGeometry(128, 720, order, 0.25);
    double[] series = TrafficSeries.bursts(new Random(5), 720);
    double[] averages = PiecewiseAverage.of(series, 128);
    Recovered recovered =
        SeriesRecovery.recover(Tiles.render(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(geometry.invertsExactly()).isFalse();
    assertThat(recovered.rule()).isEqualTo(RecoveryRule.DIAGONAL);
    assertThat(recovered.values()).containsExactly(averages, within(0.25));
    assertThat(recovered.values()[0]).isNotCloseTo(averages[0], within(1e-4));
    assertThat(recovered.gramianResidual()).isBetween(1e-4, 0.1);
  }

  @Test
  void everyOrderInvertsWhereNothingIsAveraged() {
    for (TileOrder order : TileOrder.values()) {
      assertThat(new TileGeometry(32, 32, order, 0.25).invertsExactly()).isTrue();
    }
  }

  @Test
  void aFlippedTileShowsInResidualAndAsymmetry() {
    double[] series = TrafficSeries.bursts(new Random(5), 720);
    float[] pixels = Tiles.render(series, PAA);
    float[] flipped = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      flipped[i] = pixels[i / 64 * 64 + 63 - i % 64];
    }
    Recovered recovered = SeriesRecovery.recover(flipped, PAA, RecoveryRule.ALL_PIXELS);
    assertThat(recovered.asymmetry()).isGreaterThan(0.01);
    assertThat(recovered.gramianResidual()).isGreaterThan(0.01);
  }

  @Test
  void asymmetryIsTheMeanDifferenceOfAPixelAndItsMirror() {
    TileGeometry geometry = new TileGeometry(2, 2, TileOrder.PAA, 0.25);
    float[] pixels = {0.5f, 0.25f, 0.75f, 0.5f};
    assertThat(SeriesRecovery.recover(pixels, geometry, RecoveryRule.ALL_PIXELS).asymmetry())
        .isEqualTo(0.25);
  }

  @Test
  void realTilesAreCutWhereTheirTrueLengthEnds() {
    assertThat(PAA.pixelsOf(720)).isEqualTo(64);
    assertThat(PAA.pixelsOf(45)).isEqualTo(4);
    assertThat(PAA.pixelsOf(46)).isEqualTo(5);
    assertThat(PAA.pixelsOf(1)).isEqualTo(1);
    assertThatThrownBy(() -> PAA.pixelsOf(721)).hasMessage("length 721 of a series of 720");
    assertThat(PAA.pointsPerPixel()).isEqualTo(11.25);
  }

  @Test
  void syntheticSeriesAreCutAtTheRunOfPadding() {
    SeriesScale signed = new SeriesScale("signed-size", ScaleKind.BOUND, 1514, true);
    SeriesScale unsigned = new SeriesScale("bytes", ScaleKind.BOUND, 1514, false);
    double[] values = {0.2, 0, 0.5, 0.51, 0.49};
    assertThat(SeriesRecovery.lengthBeforePad(values, signed)).isEqualTo(2);
    assertThat(SeriesRecovery.lengthBeforePad(values, unsigned)).isEqualTo(5);
    assertThat(SeriesRecovery.lengthBeforePad(new double[] {1, 0.004, 0.002}, unsigned))
        .isEqualTo(2);
    assertThat(SeriesRecovery.lengthBeforePad(new double[4], unsigned)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void paddingIsFoundUnderTheNoiseOfAModel(long seed) {
    for (boolean signed : new boolean[] {false, true}) {
      SeriesScale scale = new SeriesScale("size", ScaleKind.BOUND, 1, signed);
      Random random = new Random(seed);
      double[] bursts = TrafficSeries.bursts(random, 360);
      bursts[359] = 1;
      float[] series = new float[720];
      for (int i = 0; i < 360; i++) {
        series[i] = (float) bursts[i];
      }
      float[] pixels = withNoise(Tiles.render(scale.scale(series).values(), PAA), 0.01, random);
      double[] values = SeriesRecovery.recover(pixels, PAA, RecoveryRule.ALL_PIXELS).values();
      assertThat(SeriesRecovery.lengthBeforePad(values, scale)).isEqualTo(32);
    }
  }

  @Test
  void unitsComeBackThroughTheScale() {
    SeriesScale scale = new SeriesScale("size", ScaleKind.BOUND, 1500, false);
    float[] values = {1500, 750, 3, 0};
    TileGeometry geometry = new TileGeometry(4, 4, TileOrder.PAA, 0.25);
    float[] pixels = Tiles.render(scale.scale(values).values(), geometry);
    Recovered recovered = SeriesRecovery.recover(pixels, geometry, RecoveryRule.ALL_PIXELS);
    assertThat(SeriesRecovery.inUnits(recovered, scale, 3))
        .containsExactly(new float[] {1500, 750, 3}, within(0.01f));
  }

  @Test
  void pixelsThatAreNoneAreRefused() {
    TileGeometry geometry = new TileGeometry(2, 2, TileOrder.PAA, 0.25);
    assertThatThrownBy(
            () ->
                SeriesRecovery.recover(
                    new float[] {0, Float.NaN, 0, 0}, geometry, RecoveryRule.DIAGONAL))
        .hasMessage("pixel 1 is NaN");
    assertThatThrownBy(() -> SeriesRecovery.recover(new float[3], geometry, RecoveryRule.DIAGONAL))
        .hasMessage("3 pixels for size 2");
    assertThat(
            SeriesRecovery.recover(new float[] {1.5f, 0, 0, -1}, geometry, RecoveryRule.DIAGONAL)
                .values())
        .containsExactly(1, 0);
  }
}
