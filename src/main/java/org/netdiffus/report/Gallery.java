package org.netdiffus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.netdiffus.measure.ClassExamples;
import org.netdiffus.measure.Evaluation;

/**
 * The examples of every class, as many of each as a bound on bytes allows.
 *
 * @param classes one a class, in the order of the evaluation
 * @param examples most examples of either side that a class shows
 * @param withoutExamples classes that the bound left without any
 */
public record Gallery(List<Card> classes, int examples, int withoutExamples) {
  /** Most examples of one side that stand in a row. */
  private static final int MOST = 6;

  /** Mark-up around one example. */
  private static final int FRAME_BYTES = 160;

  /** Mark-up around one class. */
  private static final int CARD_BYTES = 900;

  /**
   * One class.
   *
   * @param anchor id of the element
   * @param label the class
   * @param counts numbers of tiles in words
   * @param scale in words, what all its series are drawn on
   * @param real examples of real tiles
   * @param synthetic examples of synthetic tiles
   */
  public record Card(
      String anchor,
      String label,
      String counts,
      String scale,
      List<Example> real,
      List<Example> synthetic) {}

  /**
   * One tile with its series.
   *
   * @param image {@code data:} URI of the tile
   * @param path {@code d} of the series, empty when there is none
   * @param summary the series in words
   */
  public record Example(String image, String path, String summary) {
    private int bytes() {
      return image.length() + path.length() + summary.length() + FRAME_BYTES;
    }
  }

  /** Tiles in a row of either side on a wide window. */
  public int columns() {
    return Math.max(1, Math.max(most(Card::real), most(Card::synthetic)));
  }

  /** The same on a narrow window. */
  public int narrowColumns() {
    return Math.min(3, columns());
  }

  private int most(Function<Card, List<Example>> side) {
    return classes.stream().mapToInt(card -> side.apply(card).size()).max().orElse(0);
  }

  /** The gallery of an evaluation within a number of bytes of HTML. */
  static Gallery of(Evaluation evaluation, int bytes) {
    return of(evaluation.classes(), evaluation.tileSize(), evaluation.channels(), bytes);
  }

  /** The gallery of some classes, their tiles of this size and so many channels. */
  static Gallery of(List<ClassExamples> classes, int size, int channels, int bytes) {
    int count = classes.size();
    int affordable = bytes / (2 * FRAME_BYTES * Math.max(1, count));
    int examples = Math.max(1, Math.min(MOST, affordable));
    int most = examples;
    List<Card> all =
        IntStream.range(0, count)
            .mapToObj(i -> card(classes.get(i), size, channels, i, most))
            .toList();
    int left = bytes - all.stream().mapToInt(card -> CARD_BYTES + 2 * card.label().length()).sum();
    while (examples > 1 && cost(all, examples) > left) {
      examples--;
    }
    List<Card> shown = new ArrayList<>();
    int without = 0;
    for (Card card : all) {
      Card cut = first(card, examples);
      int cost = cost(List.of(cut), examples);
      if (cost <= left) {
        shown.add(cut);
        left -= cost;
      } else {
        shown.add(first(card, 0));
        without++;
      }
    }
    return new Gallery(List.copyOf(shown), examples, without);
  }

  private static Card card(ClassExamples examples, int size, int channels, int index, int most) {
    Sparkline.Scale scale =
        Stream.concat(examples.realSeries().stream(), examples.syntheticSeries().stream())
            .reduce(Sparkline.Scale.EMPTY, Sparkline.Scale::with, (a, b) -> b);
    String range =
        scale.points() == 0
            ? ""
            : Figures.significant(scale.least())
                + " to "
                + Figures.significant(scale.greatest())
                + ", "
                + Figures.count(scale.points())
                + "\u00a0points";
    String counts =
        Figures.count(examples.trainingTiles())
            + "\u00a0training, "
            + Figures.count(examples.testTiles())
            + "\u00a0test, "
            + Figures.count(examples.syntheticTiles())
            + "\u00a0synthetic";
    return new Card(
        "class-" + (index + 1),
        examples.label(),
        counts,
        range,
        examples(size, channels, examples.realTiles(), examples.realSeries(), scale, most),
        examples(
            size, channels, examples.syntheticExamples(), examples.syntheticSeries(), scale, most));
  }

  private static List<Example> examples(
      int size,
      int channels,
      List<float[]> tiles,
      List<float[]> series,
      Sparkline.Scale scale,
      int most) {
    return IntStream.range(0, Math.min(most, tiles.size()))
        .mapToObj(
            i -> {
              String image = GreyPng.dataUri(tiles.get(i), size, channels);
              return i < series.size()
                  ? new Example(image, Sparkline.path(series.get(i), scale), summary(series.get(i)))
                  : new Example(image, "", "");
            })
        .toList();
  }

  private static String summary(float[] series) {
    double sum = 0;
    double peak = 0;
    for (float value : series) {
      sum += value;
      peak = Math.abs(value) > Math.abs(peak) ? value : peak;
    }
    return "peak "
        + Figures.significant(peak)
        + ", mean "
        + Figures.significant(sum / Math.max(1, series.length));
  }

  private static Card first(Card card, int examples) {
    return new Card(
        card.anchor(),
        card.label(),
        card.counts(),
        card.scale(),
        card.real().stream().limit(examples).toList(),
        card.synthetic().stream().limit(examples).toList());
  }

  private static int cost(List<Card> cards, int examples) {
    return cards.stream()
        .flatMap(
            card ->
                Stream.concat(
                    card.real().stream().limit(examples),
                    card.synthetic().stream().limit(examples)))
        .mapToInt(Example::bytes)
        .sum();
  }
}
