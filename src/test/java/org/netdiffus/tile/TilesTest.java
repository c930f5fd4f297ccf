package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TilesTest {
  static Stream<GoldenTile> goldenTiles() {
    return GoldenTile.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenTiles")
  void theTilesAreThoseOfTheSpecification(GoldenTile golden) {
    int size = golden.geometry().size();
    float[] pixels = Tiles.render(golden.series(), golden.geometry());
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    assertThat(sum / (size * size)).isCloseTo(golden.sum() / (size * size), within(1e-6));
    for (GoldenTile.GoldenPixel pixel : golden.pixels()) {
      assertThat((double) pixels[pixel.row() * size + pixel.column()])
          .as("pixel %d, %d", pixel.row(), pixel.column())
          .isCloseTo(pixel.value(), within(1e-6));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenTiles")
  void theFormulasInDoublePrecisionAreThoseOfTheSpecification(GoldenTile golden) {
    int size = golden.geometry().size();
    double[] tile = LiteralTiles.exactly(golden.series(), golden.geometry());
    double[] ours = Tiles.renderInDouble(golden.series(), golden.geometry());
    for (GoldenTile.GoldenPixel pixel : golden.pixels()) {
      assertThat(tile[pixel.row() * size + pixel.column()])
          .as("pixel %d, %d", pixel.row(), pixel.column())
          .isCloseTo(pixel.value(), within(1e-9))
          .isCloseTo(ours[pixel.row() * size + pixel.column()], within(1e-12));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void everyTileIsSymmetricAndWithinTheUnitRange(long seed) {
    Random random = new Random(seed);
    int points = 2 + random.nextInt(100);
    int size = 1 + random.nextInt(points);
    double gamma = 0.1 + random.nextDouble();
    double[] series = TrafficSeries.bursts(random, points);
    for (TileOrder order : TileOrder.values()) {
      float[] pixels = Tiles.render(series, new TileGeometry(size, points, order, gamma));
      assertThat(pixels).hasSize(size * size);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          assertThat(pixels[i * size + j]).isBetween(0f, 1f).isEqualTo(pixels[j * size + i]);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theDiagonalIsTheAveragedSeriesWithGamma(long seed) {
    double[] series = TrafficSeries.bursts(new Random(seed), 100);
    double[] averages = PiecewiseAverage.of(series, 32);
    float[] pixels = Tiles.render(series, new TileGeometry(32, 100, TileOrder.PAA, 0.25));
    for (int i = 0; i < 32; i++) {
      assertThat((double) pixels[i * 33]).isCloseTo(Math.sqrt(averages[i]), within(1e-7));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void theOrdersAgreeWhereNothingIsAveraged(long seed) {
    double[] series = TrafficSeries.bursts(new Random(seed), 30);
    float[] paa = Tiles.render(series, new TileGeometry(30, 30, TileOrder.PAA, 0.25));
    for (TileOrder order : TileOrder.values()) {
      float[] other = Tiles.render(series, new TileGeometry(30, 30, order, 0.25));
      for (int i = 0; i < paa.length; i++) {
        assertThat(other[i]).isCloseTo(paa[i], within(1e-7f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void theTopLeftOfATileIsTheTileOfThePrefix(TileOrder order) {
    double[] series = TrafficSeries.bursts(new Random(7), 720);
    double[] prefix = Arrays.copyOf(series, 180);
    float[] whole = Tiles.render(series, new TileGeometry(128, 720, order, 0.25));
    float[] part = Tiles.render(prefix, new TileGeometry(32, 180, order, 0.25));
    for (int i = 0; i < 32; i++) {
      for (int j = 0; j < 32; j++) {
        assertThat(part[i * 32 + j]).isCloseTo(whole[i * 128 + j], within(3e-7f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void silenceStaysBlack(TileOrder order) {
    assertThat(Tiles.render(new double[50], new TileGeometry(8, 50, order, 0.25))).containsOnly(0f);
  }

  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void whiteStaysWithinTheUnitRange(TileOrder order) {
    for (int points = 2; points < 60; points++) {
      double[] series = new double[points];
      Arrays.fill(series, 1);
      for (int size = 1; size <= points; size++) {
        float least = 1;
        float greatest = 0;
        for (float pixel : Tiles.render(series, new TileGeometry(size, points, order, 1))) {
          least = Math.min(least, pixel);
          greatest = Math.max(greatest, pixel);
        }
        assertThat(least).isGreaterThan(0.9999997f);
        assertThat(greatest).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void aTileLargerThanItsSeriesIsRefused() {
    assertThatThrownBy(() -> new TileGeometry(64, 32, TileOrder.PAA, 0.25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a tile of 64 pixels cannot show a series of 32 points: the side must be from 1 to 32");
    assertThatThrownBy(() -> PiecewiseAverage.of(new double[4], 5))
        .hasMessage("cannot average 4 values to 5");
  }

  @Test
  void aSeriesOfAnotherLengthIsRefused() {
    assertThatThrownBy(
            () -> Tiles.render(new double[9], new TileGeometry(8, 10, TileOrder.PAA, 0.25)))
        .hasMessage("9 values for a tile of 10 points");
  }

  @Test
  void aValueOutsideTheUnitRangeIsNamedWithItsPlaceInTheSeries() {
    double[] series = new double[100];
    series[77] = -0.25;
    for (TileOrder order : TileOrder.values()) {
      assertThatThrownBy(() -> Tiles.render(series, new TileGeometry(8, 100, order, 0.25)))
          .hasMessage("series[77] = -0.25 is outside 0..1");
    }
  }

  @Test
  void channelsAreInterleavedPixelByPixel() {
    float[] red = {1, 2, 3, 4};
    float[] green = {5, 6, 7, 8};
    Tile tile = Tile.ofChannels(2, List.of(red, green));
    assertThat(tile.pixels()).containsExactly(1, 5, 2, 6, 3, 7, 4, 8);
    assertThat(tile.channel(0)).containsExactly(red);
    assertThat(tile.channel(1)).containsExactly(green);
    assertThat(tile)
        .isEqualTo(new Tile(2, 2, new float[] {1, 5, 2, 6, 3, 7, 4, 8}))
        .hasSameHashCodeAs(new Tile(2, 2, new float[] {1, 5, 2, 6, 3, 7, 4, 8}))
        .isNotEqualTo(new Tile(2, 2, new float[8]));
  }
}
