package org.netdiffus.tile;

/** What a network sees of a tile: its pixels, or the averaged series that it stands for. */
public enum TileView {
  /** All pixels, for networks of two dimensions. */
  PICTURE {
    @Override
    public float[] of(Tile tile, double gamma) {
      return tile.pixels();
    }

    @Override
    public Tile tile(float[] seen, int size, int channels, double gamma) {
      return new Tile(size, channels, seen);
    }
  },

  /**
   * The series, for networks of one dimension. The field's diagonal is {@code x_i^2} (Wang, Oates,
   * arXiv:1506.00327), so a tile of order {@code paa} gives it back, and the series gives the tile.
   */
  SERIES {
    @Override
    public float[] of(Tile tile, double gamma) {
      int size = tile.size();
      int channels = tile.channels();
      float[] values = new float[size * channels];
      for (int i = 0; i < size; i++) {
        for (int channel = 0; channel < channels; channel++) {
          double pixel = tile.pixels()[(i * size + i) * channels + channel];
          values[i * channels + channel] = (float) Math.pow(pixel, 1 / (2 * gamma));
        }
      }
      return values;
    }

    @Override
    public Tile tile(float[] seen, int size, int channels, double gamma) {
      TileGeometry geometry = new TileGeometry(size, size, TileOrder.PAA, gamma);
      float[] pixels = new float[size * size * channels];
      double[] series = new double[size];
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < size; i++) {
          series[i] = seen[i * channels + channel];
        }
        float[] picture = Tiles.render(series, geometry);
        for (int i = 0; i < picture.length; i++) {
          pixels[i * channels + channel] = picture[i];
        }
      }
      return new Tile(size, channels, pixels);
    }
  };

  /** The view of a network of 1 or 2 dimensions. */
  public static TileView ofDimensions(int dimensions) {
    return dimensions == 1 ? SERIES : PICTURE;
  }

  /**
   * What is seen of a tile.
   *
   * @param gamma exponent of the tile's pixels
   * @return {@code [row][column][channel]} or {@code [place][channel]}, each 0..1; the pixels are
   *     the tile's own array
   */
  public abstract float[] of(Tile tile, double gamma);

  /**
   * The tile of what is seen.
   *
   * @param seen each 0..1; not copied where it is the pixels
   * @param size side of the tile in pixels
   * @param channels of the tile
   * @param gamma exponent of the tile's pixels
   * @throws IllegalArgumentException for another number of values, or one of a series outside 0..1
   */
  public abstract Tile tile(float[] seen, int size, int channels, double gamma);
}
