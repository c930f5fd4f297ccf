package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.netdiffus.measure.ConfusionMatrix;

/**
 * The pixels that classifiers and distances work on, as tasks receive them: a bounded sample of
 * each class.
 *
 * @param labels name of each class by number
 * @param height rows of a tile; 1 for a series
 * @param width columns of a tile
 * @param channels channels of a tile
 * @param training real training tiles
 * @param test real test tiles
 * @param synthetic synthetic tiles
 */
record JudgedTiles(
    List<String> labels,
    int height,
    int width,
    int channels,
    Labelled training,
    Labelled test,
    Labelled synthetic)
    implements Serializable {

  /**
   * Tiles with their classes.
   *
   * @param tiles each {@code [row][column][channel]}; owned by the record
   * @param classes class number of each
   */
  record Labelled(float[][] tiles, int[] classes) implements Serializable {
    /** No tiles. */
    static final Labelled NONE = new Labelled(new float[0][], new int[0]);

    int count() {
      return classes.length;
    }

    /** These and then others. */
    Labelled and(Labelled others) {
      return new Labelled(
          Stream.of(tiles, others.tiles).flatMap(Arrays::stream).toArray(float[][]::new),
          IntStream.concat(IntStream.of(classes), IntStream.of(others.classes)).toArray());
    }

    /** These over and over, so many in all. */
    Labelled repeated(int count) {
      return at(IntStream.range(0, count).map(i -> i % count()).toArray());
    }

    /** Those at some places. */
    Labelled at(int[] places) {
      return new Labelled(
          IntStream.of(places).mapToObj(i -> tiles[i]).toArray(float[][]::new),
          IntStream.of(places).map(i -> classes[i]).toArray());
    }

    /** The first so many, or all where there are fewer. */
    Labelled first(int most) {
      return at(IntStream.range(0, Math.min(most, count())).toArray());
    }

    /** Those of one class, under a number of its own. */
    Labelled ofClass(int label, int number) {
      return at(IntStream.range(0, count()).filter(i -> classes[i] == label).toArray())
          .named(number);
    }

    /** The same tiles, all of one class. */
    Labelled named(int number) {
      return new Labelled(tiles, IntStream.of(classes).map(c -> number).toArray());
    }

    /** What predictions name for each class. */
    ConfusionMatrix confusion(int[] predicted, int classCount) {
      return ConfusionMatrix.of(classes, predicted, classCount);
    }
  }

  /** The same real tiles beside these synthetic ones. */
  JudgedTiles beside(Labelled others) {
    return new JudgedTiles(labels, height, width, channels, training, test, others);
  }

  /**
   * Three sets of equal size and equal mix of classes, so that distances between them compare: of
   * each class as many as the smallest of the three parts has, at most {@code most} in all (but one
   * of each class).
   *
   * @return places in {@link #training}, {@link #test} and {@link #synthetic}
   */
  int[][] alike(int most) {
    int[] counts = new int[labels.size()];
    for (int c = 0; c < counts.length; c++) {
      int label = c;
      counts[c] =
          Stream.of(training, test, synthetic)
              .mapToInt(part -> (int) IntStream.of(part.classes).filter(k -> k == label).count())
              .min()
              .orElseThrow();
    }
    int largest = Math.max(1, most / labels.size());
    return Stream.of(training, test, synthetic)
        .map(part -> first(part, IntStream.of(counts).map(n -> Math.min(n, largest)).toArray()))
        .toArray(int[][]::new);
  }

  private static int[] first(Labelled part, int[] counts) {
    int[] left = counts.clone();
    return IntStream.range(0, part.count()).filter(i -> left[part.classes[i]]-- > 0).toArray();
  }
}
