package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileViewTest {
  static Stream<GoldenTile> averagedSeries() {
    return GoldenTile.all().stream().filter(tile -> tile.geometry().order() == TileOrder.PAA);
  }

  @ParameterizedTest
  @MethodSource("averagedSeries")
  void theSeriesOfATileIsTheAveragedOneAndGivesTheTileBack(GoldenTile golden) {
    TileGeometry geometry = golden.geometry();
    int size = geometry.size();
    Tile tile = new Tile(size, 1, Tiles.render(golden.series(), geometry));

    float[] seen = TileView.SERIES.of(tile, geometry.gamma());

    double[] averaged = PiecewiseAverage.of(golden.series(), size);
    assertThat(seen).hasSize(size);
    for (int i = 0; i < size; i++) {
      assertThat((double) seen[i]).isCloseTo(averaged[i], within(2e-6));
    }
    Tile back = TileView.SERIES.tile(seen, size, 1, geometry.gamma());
    for (GoldenTile.GoldenPixel pixel : golden.pixels()) {
      assertThat((double) back.pixels()[pixel.row() * size + pixel.column()])
          .isCloseTo(pixel.value(), within(1e-4)); // near 1 the angle feels the last bit of float
    }
  }

  @Test
  void everyChannelHasItsOwnSeries() {
    TileGeometry geometry = new TileGeometry(3, 3, TileOrder.PAA, 0.5);
    double[] rising = {0.1, 0.5, 0.9};
    double[] falling = {1, 0.25, 0};
    Tile tile =
        Tile.ofChannels(
            3, List.of(Tiles.render(rising, geometry), Tiles.render(falling, geometry)));

    float[] seen = TileView.SERIES.of(tile, 0.5);

    assertThat(seen).containsExactly(new float[] {0.1f, 1, 0.5f, 0.25f, 0.9f, 0}, within(1e-6f));
    assertThat(TileView.SERIES.tile(seen, 3, 2, 0.5).pixels())
        .containsExactly(tile.pixels(), within(1e-6f));
  }

  @Test
  void aNetworkOfTwoDimensionsSeesThePixels() {
    Tile tile = new Tile(2, 1, new float[] {0.1f, 0.2f, 0.3f, 0.4f});

    assertThat(TileView.ofDimensions(2).of(tile, 0.25)).isSameAs(tile.pixels());
    assertThat(TileView.ofDimensions(2).tile(tile.pixels(), 2, 1, 0.25)).isEqualTo(tile);
    assertThat(TileView.ofDimensions(1)).isEqualTo(TileView.SERIES);
  }
}
