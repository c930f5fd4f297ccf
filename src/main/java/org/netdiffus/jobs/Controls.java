package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.spark.TileRow;

/**
 * Sets of tiles that are wrong on purpose, each in one way, as large as the test part, but bounded.
 * They are judged like any candidate; {@link ControlDemands} says what has to notice each.
 */
enum Controls {
  /** Real test tiles, each class with as many of every class: only the labels are wrong. */
  SHUFFLED_LABELS("shuffled-labels", "Shuffled labels") {
    @Override
    TileRow tile(Source source, int label, int place) {
      List<List<MeasuredTile>> test = source.test();
      List<MeasuredTile> other = test.get((label + place + 1) % test.size());
      return other.get(place % other.size()).tile();
    }
  },
  /** Independent pixels with mean and deviation of the class. */
  NOISE("noise", "Gaussian noise") {
    @Override
    TileRow tile(Source source, int label, int place) {
      List<MeasuredTile> training = source.training().get(label);
      double mean = mean(training);
      double deviation = Math.sqrt(squares(training, mean));
      TileRow like = training.get(0).tile();
      return like.projected(
          noisy(constant(mean, like.pixels().length), deviation, source, label, place),
          like.rawResiduals());
    }
  },
  /** The mean tile of the class, every time. */
  CLASS_MEANS("class-means", "Class means") {
    @Override
    TileRow tile(Source source, int label, int place) {
      List<MeasuredTile> training = source.training().get(label);
      TileRow like = training.get(0).tile();
      float[] mean = new float[like.pixels().length];
      for (MeasuredTile tile : training) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += tile.pixels()[i] / training.size();
        }
      }
      return like.projected(mean, like.rawResiduals());
    }
  },
  /** Training tiles as they are. */
  COPIES("copies", "Copies of training tiles") {
    @Override
    TileRow tile(Source source, int label, int place) {
      return training(source, label, place);
    }
  },
  /** Training tiles with noise of a tenth of the distance that test tiles keep from them. */
  NEAR_COPIES("near-copies", "Copies with small noise") {
    @Override
    TileRow tile(Source source, int label, int place) {
      TileRow copied = training(source, label, place);
      double deviation = NEAR * source.distance() / Math.sqrt(copied.pixels().length);
      return copied.projected(
          noisy(copied.pixels(), deviation, source, label, place), copied.rawResiduals());
    }
  },
  /** One test tile of each class with the same noise, over and over. */
  ONE_MODE("one-mode", "One mode of each class") {
    @Override
    TileRow tile(Source source, int label, int place) {
      TileRow mode = source.test().get(label).get(0).tile();
      double deviation = NEAR * source.distance() / Math.sqrt(mode.pixels().length);
      return mode.projected(
          noisy(mode.pixels(), deviation, source, label, place), mode.rawResiduals());
    }
  };

  /** Share of the distance of test tiles that the noise of near copies has. */
  private static final double NEAR = 0.1;

  private final String key;
  private final String title;

  Controls(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /**
   * What controls are made from.
   *
   * @param labels the classes
   * @param training real training tiles of each class
   * @param test real test tiles of each class
   * @param distance median distance of a test tile to its nearest training tile
   * @param seed of the noise
   */
  record Source(
      List<String> labels,
      List<List<MeasuredTile>> training,
      List<List<MeasuredTile>> test,
      double distance,
      long seed) {
    /** With at most so many tiles in a control, but one of each class. */
    static Source of(TileSample real, int most, double distance, long seed) {
      int ofClass = Math.max(1, most / real.labels().size());
      return new Source(
          real.labels(),
          byLabel(real.labels(), real.training(), Integer.MAX_VALUE),
          byLabel(real.labels(), real.test(), ofClass),
          distance,
          seed);
    }

    private static List<List<MeasuredTile>> byLabel(
        List<String> labels, List<MeasuredTile> tiles, int most) {
      return labels.stream().map(label -> TileSample.first(tiles, label, most)).toList();
    }
  }

  /** Name of the set. */
  String key() {
    return "control-" + key;
  }

  /** What a reader sees. */
  String title() {
    return title;
  }

  /** The tiles: of each class as many as the test part has. */
  List<MeasuredTile> tiles(Source source) {
    List<MeasuredTile> tiles = new ArrayList<>();
    for (int label = 0; label < source.labels().size(); label++) {
      int count = source.test().get(label).size();
      for (int place = 0; place < count; place++) {
        tiles.add(
            TileMeasuring.measured(
                named(tile(source, label, place), source.labels().get(label), place), place + 1));
      }
    }
    return tiles;
  }

  abstract TileRow tile(Source source, int label, int place);

  private TileRow named(TileRow tile, String label, int place) {
    return new TileRow(
        key() + "/" + label + "/" + place,
        label,
        "synthetic",
        tile.size(),
        tile.channels(),
        tile.pixels(),
        tile.features(),
        tile.points(),
        tile.order(),
        tile.gamma(),
        tile.scales(),
        tile.origin());
  }

  private static TileRow training(Source source, int label, int place) {
    List<MeasuredTile> training = source.training().get(label);
    return training.get(place % training.size()).tile();
  }

  private static float[] constant(double value, int count) {
    float[] pixels = new float[count];
    Arrays.fill(pixels, (float) value);
    return pixels;
  }

  private static float[] noisy(
      float[] pixels, double deviation, Source source, int label, int place) {
    CounterRandom random = CounterRandom.of(source.seed(), Purpose.CONTROL, place, label);
    float[] noisy = new float[pixels.length];
    IntStream.range(0, noisy.length)
        .forEach(
            i ->
                noisy[i] =
                    (float)
                        Math.min(1, Math.max(0, pixels[i] + deviation * random.nextGaussian())));
    return noisy;
  }

  private static double mean(List<MeasuredTile> tiles) {
    double sum = 0;
    for (MeasuredTile tile : tiles) {
      for (float pixel : tile.pixels()) {
        sum += pixel;
      }
    }
    return sum / ((double) tiles.size() * tiles.get(0).pixels().length);
  }

  private static double squares(List<MeasuredTile> tiles, double mean) {
    double sum = 0;
    for (MeasuredTile tile : tiles) {
      for (float pixel : tile.pixels()) {
        sum += (pixel - mean) * (pixel - mean);
      }
    }
    return sum / ((double) tiles.size() * tiles.get(0).pixels().length);
  }
}
