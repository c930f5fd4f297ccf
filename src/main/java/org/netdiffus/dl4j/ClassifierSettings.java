package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * What a {@link TileClassifier} is trained with.
 *
 * @param height rows of a picture: as many as columns, or 1 for a series
 * @param width columns of a picture: 8 to 128 of a tile, 8 to 10,000 of a series
 * @param channels channels of a tile, at least 1
 * @param classCount number of classes, at least 2
 * @param updates gradient updates, at least 1; the same for all trainings that are to be compared
 * @param batch tiles in one update, at least 2: a single tile has no spread to normalise by
 * @param learningRate rate of the first update, above 0; it falls to 0 along half a cosine
 * @param seed seed of the weights, of the order of the tiles and of dropout
 */
public record ClassifierSettings(
    int height,
    int width,
    int channels,
    int classCount,
    int updates,
    int batch,
    double learningRate,
    long seed)
    implements Serializable {
  /** Checks every range. */
  public ClassifierSettings {
    int most = height == 1 ? 10_000 : 128;
    if (width < 8 || width > most) {
      throw new IllegalArgumentException("width = " + width + " is outside 8 to " + most);
    }
    if (height != 1 && height != width) {
      throw new IllegalArgumentException(height + " x " + width + " is no tile and no series");
    }
    requireAtLeast("channels", channels, 1);
    requireAtLeast("classCount", classCount, 2);
    requireAtLeast("updates", updates, 1);
    requireAtLeast("batch", batch, 2);
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("learningRate = " + learningRate + " is not above 0");
    }
  }

  /** Numbers in one picture. */
  public int values() {
    return height * width * channels;
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " = " + value + " is below " + least);
    }
  }
}
