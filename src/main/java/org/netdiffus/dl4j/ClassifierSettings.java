package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * What a {@link TileClassifier} is trained with.
 *
 * @param size side of a tile in pixels, 8 to 128
 * @param channels channels of a tile, at least 1
 * @param classCount number of classes, at least 2
 * @param updates gradient updates, at least 1; the same for all trainings that are to be compared
 * @param batch tiles in one update, at least 2: a single tile has no spread to normalise by
 * @param learningRate rate of the first update, above 0; it falls to 0 along half a cosine
 * @param seed seed of the weights, of the order of the tiles and of dropout
 */
public record ClassifierSettings(
    int size, int channels, int classCount, int updates, int batch, double learningRate, long seed)
    implements Serializable {
  /** Checks every range. */
  public ClassifierSettings {
    if (size < 8 || size > 128) {
      throw new IllegalArgumentException("size = " + size + " is outside 8 to 128");
    }
    requireAtLeast("channels", channels, 1);
    requireAtLeast("classCount", classCount, 2);
    requireAtLeast("updates", updates, 1);
    requireAtLeast("batch", batch, 2);
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("learningRate = " + learningRate + " is not above 0");
    }
  }

  /** Numbers in one tile. */
  public int values() {
    return size * size * channels;
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " = " + value + " is below " + least);
    }
  }
}
