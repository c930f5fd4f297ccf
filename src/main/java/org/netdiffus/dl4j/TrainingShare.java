package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tiles of one worker, normalised. They lie on the heap: there Spark counts them as storage,
 * and puts them on disk where they find no room. DL4J's sets of data have their numbers in native
 * memory, which Spark does not see.
 *
 * @param tiles values of each tile, {@code [row][column][channel]}, in the order of the tiles'
 *     indices; owned by the record
 * @param classNumbers class of each, 0 to K - 1; owned by the record
 */
record TrainingShare(float[][] tiles, int[] classNumbers) implements Serializable {
  /**
   * Takes tiles as they come and brings them into the order of their indices.
   *
   * @param tiles walked once
   * @throws IllegalArgumentException when there are none, or one does not fit the network
   */
  static TrainingShare of(Iterable<TrainingTile> tiles, TrainingPlan plan) {
    List<TrainingTile> ordered = new ArrayList<>();
    for (TrainingTile tile : tiles) {
      ordered.add(normalised(tile, plan));
    }
    if (ordered.isEmpty()) {
      throw new IllegalArgumentException(
          "a worker has no tile; train with at most as many workers as there are tiles");
    }
    ordered.sort(Comparator.comparingLong(TrainingTile::index));
    return new TrainingShare(
        ordered.stream().map(TrainingTile::pixels).toArray(float[][]::new),
        ordered.stream().mapToInt(TrainingTile::classNumber).toArray());
  }

  private static TrainingTile normalised(TrainingTile tile, TrainingPlan plan) {
    if (tile.pixels().length != plan.shape().values()) {
      throw new IllegalArgumentException(
          "tile "
              + tile.index()
              + " has "
              + tile.pixels().length
              + " values, the network takes "
              + plan.shape().values());
    }
    float[] pixels = tile.pixels().clone();
    plan.normalisation().apply(pixels);
    return new TrainingTile(tile.index(), tile.classNumber(), pixels);
  }

  /** Number of tiles. */
  int size() {
    return tiles.length;
  }

  /** Copies the values of a tile to {@code out[from]} and on. */
  void copy(int tile, float[] out, int from) {
    System.arraycopy(tiles[tile], 0, out, from, tiles[tile].length);
  }
}
