package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netdiffus.spark.TileRow;
import org.netdiffus.tile.Tile;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;
import org.netdiffus.tile.Tiles;

class TileCropTest {
  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void aCropIsTheTileOfTheBeginning(TileOrder order) {
    double[] series = new Random(4).doubles(96).toArray();
    double[] other = new Random(5).doubles(96).toArray();
    TileRow whole = tile(series, other, 32, 96, order);
    TileRow prefix = tile(Arrays.copyOf(series, 24), Arrays.copyOf(other, 24), 8, 24, order);

    TileRow crop = new TileCrop(8, 24).crop(whole);

    assertThat(TileCrop.leads(TileKind.of(whole), TileKind.of(prefix))).isTrue();
    assertThat(crop).usingRecursiveComparison().isEqualTo(prefix);
  }

  @ParameterizedTest
  @EnumSource(TileOrder.class)
  void aPrefixThatEndsWithinAPixelIsNoCrop(TileOrder order) {
    TileKind whole = TileKind.of(tile(new double[96], new double[96], 32, 96, order));
    TileKind prefix = TileKind.of(tile(new double[25], new double[25], 8, 25, order));

    assertThat(TileCrop.leads(whole, prefix)).isFalse();
    assertThat(TileCrop.leads(whole, whole)).isFalse();
  }

  private static TileRow tile(
      double[] series, double[] other, int size, int points, TileOrder order) {
    TileGeometry geometry = new TileGeometry(size, points, order, 0.25);
    Tile tile =
        Tile.ofChannels(
            size, List.of(Tiles.render(series, geometry), Tiles.render(other, geometry)));
    return new TileRow(
        "web/1",
        "web",
        "train",
        size,
        2,
        tile.pixels(),
        List.of("size", "gap"),
        points,
        order.settingName(),
        0.25,
        List.of(
            new TileRow.Scale("size", "training-maximum", 1500, false),
            new TileRow.Scale("gap", "training-maximum", 2, false)),
        new TileRow.Captured(Math.min(20, points)));
  }
}
