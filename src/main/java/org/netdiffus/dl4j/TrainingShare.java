package org.netdiffus.dl4j;

import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The tiles of one worker, normalised, in one array, as DL4J's Spark integration carries data.
 * Features: tiles {@code [N, rows, size, channels]} and class numbers {@code [N, 1]}.
 */
final class TrainingShare {
  private TrainingShare() {}

  /**
   * Joins tiles, in the order of their indices.
   *
   * @throws IllegalArgumentException when there are none, or one does not fit the network
   */
  static MultiDataSet of(List<TrainingTile> tiles, TrainingPlan plan) {
    if (tiles.isEmpty()) {
      throw new IllegalArgumentException(
          "a worker has no tile; train with at most as many workers as there are tiles");
    }
    UNetShape shape = plan.shape();
    List<TrainingTile> ordered =
        tiles.stream().sorted(Comparator.comparingLong(TrainingTile::index)).toList();
    INDArray images =
        Nd4j.createUninitialized(
            DataType.FLOAT,
            new long[] {ordered.size(), shape.rows(), shape.size(), shape.channels()},
            'c');
    float[] classes = new float[ordered.size()];
    for (int i = 0; i < classes.length; i++) {
      TrainingTile tile = ordered.get(i);
      if (tile.pixels().length != shape.values()) {
        throw new IllegalArgumentException(
            "tile "
                + tile.index()
                + " has "
                + tile.pixels().length
                + " values, the network takes "
                + shape.values());
      }
      float[] pixels = tile.pixels().clone();
      plan.normalisation().apply(pixels);
      SmallArrays.writeRow(pixels, images, i);
      classes[i] = tile.classNumber();
    }
    INDArray classNumbers = Nd4j.createFromArray(classes).reshape('c', classes.length, 1);
    return new MultiDataSet(new INDArray[] {images, classNumbers}, new INDArray[0]);
  }
}
