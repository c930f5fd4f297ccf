package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.netdiffus.measure.DomainFeatures;
import org.netdiffus.measure.ValueRange;

/**
 * The tiles that an evaluation looks at: of each class and part the first so many by a hash of the
 * trace, so the choice depends on the seed and on nothing else.
 *
 * @param labels name of each class by number
 * @param size side of a tile
 * @param channels channels of a tile
 * @param training real training tiles by label and place
 * @param test real test tiles, likewise
 * @param synthetic synthetic tiles, likewise
 */
record TileSample(
    List<String> labels,
    int size,
    int channels,
    List<MeasuredTile> training,
    List<MeasuredTile> test,
    List<MeasuredTile> synthetic) {
  /** Column with the place of a tile among those of its class and part. */
  static final String PLACE = "place";

  /** Pixels of one part that come to the driver at most: 64 megabytes as floats. */
  private static final long MOST_VALUES = 1L << 24;

  /** Tiles of each class and part to take, so that a part stays within its bound. */
  static int perClass(EvaluationInput input, int wanted) {
    long values = (long) input.size() * input.size() * input.channels();
    return perClass(values, input.labels().size(), wanted);
  }

  /**
   * The same for other pictures of a trace.
   *
   * @param values numbers in a picture
   */
  static int perClass(long values, int labels, int wanted) {
    return (int) Math.max(1, Math.min(wanted, MOST_VALUES / values / labels));
  }

  /** The real tiles, with no synthetic ones yet: {@link #beside} adds those of a candidate. */
  static TileSample ofReal(EvaluationInput input, int perClass, long seed) {
    List<MeasuredTile> measured = measured(input.realTiles(), perClass, seed);
    return new TileSample(
        input.labels(),
        input.size(),
        input.channels(),
        part(measured, "train"),
        part(measured, "test"),
        List.of());
  }

  /** The tiles of a candidate that are judged, by label and place. */
  static List<MeasuredTile> of(Candidate candidate, int perClass, long seed) {
    return part(measured(candidate.tiles(), perClass, seed), Candidate.SPLIT);
  }

  /** The same real tiles beside these synthetic ones. */
  TileSample beside(List<MeasuredTile> candidate) {
    return new TileSample(labels, size, channels, training, test, candidate);
  }

  /** Chooses, measures where the tiles lie, and brings the chosen ones to the driver. */
  private static List<MeasuredTile> measured(Dataset<Row> tiles, int perClass, long seed) {
    Dataset<Row> chosen =
        tiles
            .select(
                col("trace_id"),
                col("split"),
                row_number()
                    .over(
                        Window.partitionBy("split", "label")
                            .orderBy(xxhash64(col("trace_id"), lit(seed)), col("trace_id")))
                    .as(PLACE))
            .filter(col(PLACE).leq(perClass));
    return tiles
        .join(
            broadcast(chosen),
            scala.collection.JavaConverters.asScalaBuffer(List.of("trace_id", "split")).toSeq(),
            "inner")
        .toJavaRDD()
        .flatMap(new TileMeasuring())
        .collect();
  }

  /** Range of the pixels of the training tiles. */
  ValueRange trainingPixels() {
    ValueRange range = ValueRange.NONE;
    for (MeasuredTile tile : training) {
      range = range.plus(tile.pixels());
    }
    return range;
  }

  /** The pixels alone, for classifiers. */
  JudgedTiles judged() {
    return new JudgedTiles(
        labels, size, size, channels, labelled(training), labelled(test), labelled(synthetic));
  }

  /** The first tiles of a class. */
  static List<MeasuredTile> first(List<MeasuredTile> part, String label, int count) {
    return part.stream().filter(tile -> tile.label().equals(label)).limit(count).toList();
  }

  /** One domain feature of the first channel, by its name. */
  static float[] feature(List<MeasuredTile> part, String name) {
    int index = DomainFeatures.NAMES.indexOf(name);
    float[] values = new float[part.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) part.get(i).features()[index];
    }
    return values;
  }

  /** Pixels and class numbers of some tiles. */
  JudgedTiles.Labelled labelled(List<MeasuredTile> part) {
    return new JudgedTiles.Labelled(
        part.stream().map(MeasuredTile::pixels).toArray(float[][]::new),
        part.stream().mapToInt(tile -> labels.indexOf(tile.label())).toArray());
  }

  private static List<MeasuredTile> part(List<MeasuredTile> all, String split) {
    return all.stream()
        .filter(tile -> tile.split().equals(split))
        .sorted(Comparator.comparing(MeasuredTile::label).thenComparing(MeasuredTile::place))
        .toList();
  }
}
