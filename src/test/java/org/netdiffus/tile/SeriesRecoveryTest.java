package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.netdiffus.tile.SeriesRecovery.Recovered;

class SeriesRecoveryTest {
  private static final List<RecoveryRule> BY_SERIES =
      List.of(RecoveryRule.DIAGONAL, RecoveryRule.ALL_PIXELS);
  private static final TileGeometry PAA = new TileGeometry(64, 720, TileOrder.PAA, 0.25);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void aTileGivesTheAveragedSeriesBackByEitherRule(long seed) {
    double[] series = TrafficSeries.bursts(new Random(seed), 720);
    double[] averages = PiecewiseAverage.of(series, 64);
    float[] pixels = Tiles.render(series, PAA);
    for (RecoveryRule rule : BY_SERIES) {
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
    for (RecoveryRule rule : BY_SERIES) {
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
    return meanError(pixels, averages, PAA, rule);
  }

  private static double meanError(
      float[] pixels, double[] averages, TileGeometry geometry, RecoveryRule rule) {
    double[] values = SeriesRecovery.recover(pixels, geometry, rule).values();
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
  void theDiagonalOfAnAveragedPictureIsOnlyRoughlyTheSeries(TileOrder order) {
    TileGeometry geometry = new TileGeometry(128, 720, order, 0.25);
    double[] series = TrafficSeries.bursts(new Random(5), 720);
    double[] averages = PiecewiseAverage.of(series, 128);
    Recovered recovered =
        SeriesRecovery.recover(Tiles.render(series, geometry), geometry, RecoveryRule.DIAGONAL);
    assertThat(geometry.invertsExactly()).isFalse();
    assertThat(recovered.rule()).isEqualTo(RecoveryRule.DIAGONAL);
    assertThat(recovered.values()).containsExactly(averages, within(0.25));
    assertThat(recovered.values()[0]).isNotCloseTo(averages[0], within(1e-4));
    assertThat(recovered.gramianResidual()).isBetween(1e-4, 0.1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void inDoublePrecisionATileGivesTheAveragesBackToNineDigits(long seed) {
    Random random = new Random(seed);
    double[] series = TileKernelsTest.withCorners(random, 2 + random.nextInt(200));
    int size = 1 + random.nextInt(series.length);
    double gamma = seed % 2 == 0 ? 0.25 : 0.1 + random.nextDouble();
    TileGeometry geometry = new TileGeometry(size, series.length, TileOrder.PAA, gamma);
    double[] averages = PiecewiseAverage.of(series, size);
    for (RecoveryRule rule : BY_SERIES) {
      Recovered recovered =
          SeriesRecovery.recover(Tiles.renderInDouble(series, geometry), geometry, rule);
      assertThat(recovered.values()).containsExactly(averages, within(1e-9));
      assertThat(SeriesRecovery.recover(Tiles.render(series, geometry), geometry, rule).values())
          .containsExactly(averages, within(1e-5));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theFactorsOfAResizedTileGiveTheAveragesBackWhereAPixelIsIdle(long seed) {
    Random random = new Random(seed);
    double[] series = TrafficSeries.bursts(random, 720);
    double[] averages = PiecewiseAverage.of(series, 128);
    TileGeometry geometry = new TileGeometry(128, 720, TileOrder.RESIZE_GAMMA, 0.25);
    assertThat(averages).contains(0);
    Recovered exact =
        SeriesRecovery.recover(
            Tiles.renderInDouble(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    Recovered rounded =
        SeriesRecovery.recover(Tiles.render(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(exact.rule()).isEqualTo(RecoveryRule.FACTORS);
    assertThat(exact.values()).containsExactly(averages, within(1e-9));
    assertThat(rounded.values()).containsExactly(averages, within(1e-5));
    assertThat(rounded.interval()).isLessThan(1e-5);
    assertThat(rounded.gramianResidual()).isLessThan(1e-5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void withoutAnIdlePixelTheTruthLiesWithinTheStatedInterval(long seed) {
    Random random = new Random(seed);
    double[] series = random.doubles(300, 0.05, 0.9).toArray();
    double[] averages = PiecewiseAverage.of(series, 64);
    TileGeometry geometry = new TileGeometry(64, 300, TileOrder.RESIZE_GAMMA, 0.25);
    Recovered recovered =
        SeriesRecovery.recover(
            Tiles.renderInDouble(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(recovered.interval()).isBetween(1e-3, 0.3);
    assertThat(recovered.values()).containsExactly(averages, within(recovered.interval()));
    assertThat(recovered.gramianResidual()).isLessThan(1e-9);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"0", "0.3", "0.6", "0.8", "1"})
  void constantSeriesComeBackFromTheFactors(double value) {
    double[] series = new double[100];
    Arrays.fill(series, value);
    TileGeometry geometry = new TileGeometry(16, 100, TileOrder.RESIZE_GAMMA, 0.25);
    Recovered recovered =
        SeriesRecovery.recover(Tiles.render(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(recovered.values())
        .containsExactly(
            PiecewiseAverage.of(series, 16), within(Math.max(1e-3, recovered.interval())));
    assertThat(recovered.gramianResidual()).isLessThan(1e-3);
  }

  @Test
  void factorsAreReadUnderTheNoiseOfAModelToo() {
    TileGeometry geometry = new TileGeometry(64, 720, TileOrder.RESIZE_GAMMA, 0.25);
    double factors = 0;
    double diagonal = 0;
    for (int seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[] series = TrafficSeries.bursts(random, 720);
      double[] averages = PiecewiseAverage.of(series, 64);
      float[] pixels = withNoise(Tiles.render(series, geometry), 0.01, random);
      factors += meanError(pixels, averages, geometry, RecoveryRule.ALL_PIXELS) / 20;
      diagonal += meanError(pixels, averages, geometry, RecoveryRule.DIAGONAL) / 20;
    }
    assertThat(factors).isLessThan(diagonal / 3);
  }

  @Test
  void twoLevelsReadAPictureWithGammaFirstSeveralTimesCloserThanTheDiagonal() {
    TileGeometry geometry = new TileGeometry(64, 720, TileOrder.GAMMA_RESIZE, 0.25);
    double levels = 0;
    double diagonal = 0;
    for (int seed = 1; seed <= 5; seed++) {
      double[] series = TrafficSeries.bursts(new Random(seed), 720);
      double[] averages = PiecewiseAverage.of(series, 64);
      float[] pixels = Tiles.render(series, geometry);
      levels += meanError(pixels, averages, geometry, RecoveryRule.ALL_PIXELS) / 5;
      diagonal += meanError(pixels, averages, geometry, RecoveryRule.DIAGONAL) / 5;
    }
    assertThat(levels).isLessThan(diagonal / 4);
  }

  @Test
  void onAndOffWithinAPixelIsReadExactly() {
    // What two levels describe: a share of each pixel at one height, the rest idle.
    double[] series = new double[320];
    Random random = new Random(9);
    for (int pixel = 0; pixel < 32; pixel++) {
      double height = random.nextDouble();
      int active = random.nextInt(11);
      for (int k = 0; k < active; k++) {
        series[10 * pixel + k] = height;
      }
    }
    TileGeometry geometry = new TileGeometry(32, 320, TileOrder.GAMMA_RESIZE, 0.25);
    Recovered recovered =
        SeriesRecovery.recover(
            Tiles.renderInDouble(series, geometry), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(recovered.rule()).isEqualTo(RecoveryRule.LEVELS);
    assertThat(recovered.values()).containsExactly(PiecewiseAverage.of(series, 32), within(2e-3));
    assertThat(recovered.gramianResidual()).isLessThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void theNearestTileIsAFixedPoint(TileOrder order) {
    TileGeometry geometry = new TileGeometry(32, 300, order, 0.25);
    Random random = new Random(4);
    double[] series = TrafficSeries.bursts(random, 300);
    float[] pixels = withNoise(Tiles.render(series, geometry), 0.02, random);
    Recovered once = SeriesRecovery.recover(pixels, geometry, RecoveryRule.ALL_PIXELS);
    Recovered twice = SeriesRecovery.recover(once.nearest(), geometry, RecoveryRule.ALL_PIXELS);
    assertThat(once.gramianResidual()).isGreaterThan(0.005);
    assertThat(twice.gramianResidual()).isLessThan(left(order));
    assertThat(twice.asymmetry()).isLessThan(1e-12);
  }

  private static double left(TileOrder order) {
    return switch (order) {
      case PAA -> 1e-8;
      case RESIZE_GAMMA -> 1e-4; // gamma magnifies what eigenvectors leave of 0
      case GAMMA_RESIZE -> 2e-3; // levels are tried in steps
    };
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
