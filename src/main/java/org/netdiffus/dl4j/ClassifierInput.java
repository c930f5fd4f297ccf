package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * Brings tiles to mean 0 and deviation 1, channel by channel, by what the training tiles show.
 *
 * <p>Mapping 0..1 to -1..1 instead would leave flat pictures: tiles of sparse traffic fill a small
 * part of their range.
 */
final class ClassifierInput implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] mean;
  private final double[] deviation;

  private ClassifierInput(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Measures the training tiles.
   *
   * @param tiles each {@code [row][column][channel]}
   */
  static ClassifierInput of(float[][] tiles, int channels) {
    double[] sum = new double[channels];
    for (float[] tile : tiles) {
      for (int i = 0; i < tile.length; i++) {
        sum[i % channels] += tile[i];
      }
    }
    double count = (double) tiles.length * tiles[0].length / channels;
    double[] mean = new double[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = sum[c] / count;
    }
    double[] squares = new double[channels];
    for (float[] tile : tiles) {
      for (int i = 0; i < tile.length; i++) {
        double difference = tile[i] - mean[i % channels];
        squares[i % channels] += difference * difference;
      }
    }
    double[] deviation = new double[channels];
    for (int c = 0; c < channels; c++) {
      // A channel without any spread stays 0 whatever it is divided by.
      deviation[c] = squares[c] > 0 ? Math.sqrt(squares[c] / count) : 1;
    }
    return new ClassifierInput(mean, deviation);
  }

  /** Writes one tile to {@code batch[from]} and on. */
  void write(float[] tile, float[] batch, int from) {
    int channels = mean.length;
    for (int i = 0; i < tile.length; i++) {
      int c = i % channels;
      batch[from + i] = (float) ((tile[i] - mean[c]) / deviation[c]);
    }
  }
}
