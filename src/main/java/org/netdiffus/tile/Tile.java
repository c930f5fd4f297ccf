package org.netdiffus.tile;

import java.util.Arrays;
import java.util.List;

/**
 * A square picture of one or more series.
 *
 * @param size side in pixels
 * @param channels number of series, one a channel
 * @param pixels {@code [row][column][channel]}, each 0..1; not copied: its owner is whoever made
 *     the tile
 */
public record Tile(int size, int channels, float[] pixels) {
  public Tile {
    if (size < 1 || channels < 1 || pixels.length != size * size * channels) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for size " + size + " and " + channels + " channels");
    }
  }

  /**
   * Joins pictures of one channel each; a single one is taken as it is, not copied.
   *
   * @param size side in pixels
   * @param pictures at least one array of {@code size * size} pixels, row after row
   */
  public static Tile ofChannels(int size, List<float[]> pictures) {
    int channels = pictures.size();
    if (channels == 1) {
      return new Tile(size, 1, pictures.get(0));
    }
    float[] pixels = new float[size * size * channels];
    for (int channel = 0; channel < channels; channel++) {
      float[] picture = pictures.get(channel);
      if (picture.length != size * size) {
        throw new IllegalArgumentException(
            picture.length + " pixels in channel " + channel + " of size " + size);
      }
      for (int i = 0; i < picture.length; i++) {
        pixels[i * channels + channel] = picture[i];
      }
    }
    return new Tile(size, channels, pixels);
  }

  /** The picture of one channel, row after row; a new array. */
  public float[] channel(int channel) {
    float[] picture = new float[size * size];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = pixels[i * channels + channel];
    }
    return picture;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile tile
        && size == tile.size
        && channels == tile.channels
        && Arrays.equals(pixels, tile.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * size + channels) + Arrays.hashCode(pixels);
  }
}
