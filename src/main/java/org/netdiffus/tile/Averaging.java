package org.netdiffus.tile;

import java.util.Locale;

/** How the area averages of a tile are computed. */
public enum Averaging {
  /** In double precision, without the picture of n x n: {@link Tiles}. */
  DIRECT {
    @Override
    public float[] render(double[] scaled, TileGeometry geometry) {
      return Tiles.render(scaled, geometry);
    }
  },
  /** By OpenCV's {@code INTER_AREA} from the whole picture: {@link OpenCvTiles}. */
  OPENCV {
    @Override
    public float[] render(double[] scaled, TileGeometry geometry) {
      return OpenCvTiles.render(scaled, geometry);
    }
  };

  /**
   * Renders one channel.
   *
   * @param scaled {@code geometry.points()} values in 0..1; not changed
   * @return {@code size * size} pixels in 0..1, row after row; a new array
   * @throws IllegalArgumentException for another number of values, or one outside 0..1
   */
  public abstract float[] render(double[] scaled, TileGeometry geometry);

  /** Name in settings: {@code direct} or {@code opencv}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
