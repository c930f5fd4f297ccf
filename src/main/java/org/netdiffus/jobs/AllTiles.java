package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.dl4j.ClassifiedTiles;
import org.netdiffus.dl4j.ClassifierWeights;
import org.netdiffus.dl4j.TileClassifier;
import org.netdiffus.measure.AllTilesScores;
import org.netdiffus.measure.BlockTotals;
import org.netdiffus.measure.CountedTile;
import org.netdiffus.measure.TileAxes;
import org.netdiffus.measure.TrafficAxis;
import org.netdiffus.measure.TrafficQuantity;
import org.netdiffus.spark.CountedProgress;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * Counts every tile of sets that are larger than the sample that the driver sees: each is looked at
 * where it lies, and what travels is sums.
 *
 * @param network the CNN trained on real tiles
 * @param axes what tiles are counted by
 * @param labels name of each class by number
 * @param seed of the blocks that errors come from
 * @param done where tasks count tiles
 */
record AllTiles(
    Broadcast<ClassifierWeights> network,
    Broadcast<TileAxes> axes,
    List<String> labels,
    long seed,
    LongAccumulator done)
    implements Serializable {
  /**
   * Tiles that the network looks at together, always as many: their number shows in last digits.
   */
  private static final int BATCH = 64;

  /** Sums of partitions come together in so many steps, however many there are. */
  private static final int LEVELS = 2;

  /**
   * The sums of each candidate beside those of the real tiles, by its name; none where the sample
   * holds all tiles.
   *
   * @param perClass most tiles of a class and part in the sample
   * @param real the sample of the real tiles
   * @param yardstick the CNN
   */
  static SortedMap<String, AllTilesScores> of(
      SparkSession spark,
      EvaluationInput input,
      int perClass,
      TileSample real,
      Yardstick yardstick,
      long seed) {
    if (!input.exceeds(perClass)) {
      return Collections.emptySortedMap();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ClassifierWeights> network = context.broadcast(yardstick.first());
    Broadcast<TileAxes> axes = context.broadcast(axes(real, yardstick));
    LongAccumulator done = spark.sparkContext().longAccumulator("tiles looked at");
    AllTiles looking = new AllTiles(network, axes, real.labels(), seed, done);
    long all =
        input.census().values().stream().mapToLong(c -> c.training() + c.test()).sum()
            + input.candidates().stream().mapToLong(c -> total(c.counts())).sum();
    try {
      return CountedProgress.during(
          spark, done, "evaluate", "tiles looked at", all, () -> looking.scores(input));
    } finally {
      axes.destroy();
      network.destroy();
    }
  }

  private SortedMap<String, AllTilesScores> scores(EvaluationInput input) {
    JavaRDD<TileRow> trained = finite(part(input, "train"));
    JavaRDD<TileRow> held = finite(part(input, "test"));
    Map<String, Long> like = counts(trained);
    BlockTotals training = totals(trained, like, like);
    BlockTotals test = totals(held, counts(held), like);
    SortedMap<String, AllTilesScores> scores = new TreeMap<>();
    for (Candidate candidate : input.candidates()) {
      JavaRDD<TileRow> made = finite(candidate.tiles());
      scores.put(
          candidate.name(), new AllTilesScores(totals(made, counts(made), like), training, test));
    }
    return scores;
  }

  private static Dataset<Row> part(EvaluationInput input, String split) {
    return input.realTiles().filter("split = '" + split + "'");
  }

  private static JavaRDD<TileRow> finite(Dataset<Row> tiles) {
    return tiles
        .toJavaRDD()
        .map(TileTable::fromRow)
        .filter(tile -> Channels.isFinite(tile.pixels()));
  }

  /** As many numbers come to the driver as there are classes. */
  private static Map<String, Long> counts(JavaRDD<TileRow> tiles) {
    return tiles.map(TileRow::label).countByValue();
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static TileAxes axes(TileSample real, Yardstick yardstick) {
    double unit = TileMeasuring.profile(real.training().get(0).tile()).idleBelow();
    Map<TrafficQuantity, TrafficAxis> traffic = new EnumMap<>(TrafficQuantity.class);
    for (TrafficQuantity quantity : TrafficQuantity.values()) {
      double[] known =
          real.training().stream()
              .flatMapToDouble(
                  tile -> Arrays.stream(tile.traffic().getOrDefault(quantity, new double[0])))
              .toArray();
      if (known.length > 0) {
        traffic.put(quantity, TrafficAxis.of(known, unit));
      }
    }
    return new TileAxes(
        real.labels().size(),
        real.trainingPixels(),
        yardstick.runs().get(0).units(),
        PairFigures.units(real.training()),
        traffic);
  }

  /** Sums over a set, its classes weighing as many tiles as those of another. */
  private BlockTotals totals(
      JavaRDD<TileRow> tiles, Map<String, Long> counts, Map<String, Long> like) {
    double shares = (double) total(counts) / total(like);
    double[] weights =
        labels.stream()
            .mapToDouble(
                label -> shares * like.getOrDefault(label, 0L) / counts.getOrDefault(label, 1L))
            .toArray();
    AllTiles shared = this;
    return tiles
        .mapPartitions(rows -> List.of(shared.totals(rows, weights)).iterator())
        .treeReduce(BlockTotals::add, LEVELS);
  }

  private BlockTotals totals(Iterator<TileRow> rows, double[] weights) {
    BlockTotals totals = new BlockTotals(axes.value());
    TileClassifier cnn = TileClassifier.of(network.value());
    List<MeasuredTile> batch = new ArrayList<>();
    while (rows.hasNext()) {
      batch.add(TileMeasuring.measured(rows.next(), 0));
      if (batch.size() == BATCH || !rows.hasNext()) {
        add(batch, cnn, weights, totals);
        done.add(batch.size());
        batch.clear();
      }
    }
    return totals;
  }

  private void add(
      List<MeasuredTile> batch, TileClassifier cnn, double[] weights, BlockTotals totals) {
    ClassifiedTiles seen =
        cnn.see(
            IntStream.range(0, BATCH)
                .mapToObj(i -> batch.get(i % batch.size()).pixels())
                .toArray(float[][]::new));
    for (int i = 0; i < batch.size(); i++) {
      MeasuredTile tile = batch.get(i);
      int label = labels.indexOf(tile.label());
      float[] features = seen.features()[i];
      totals.add(
          block(tile.traceId()),
          new CountedTile(
              label,
              seen.predicted()[i],
              tile.pixels(),
              IntStream.range(0, features.length).mapToDouble(j -> features[j]).toArray(),
              tile.features(),
              tile.traffic(),
              tile.gramianResidual(),
              tile.asymmetry()),
          weights[label]);
    }
  }

  /** By the name of the trace alone, so that neither order nor partitions matter. */
  private int block(String trace) {
    return CounterRandom.of(seed, Purpose.BOOTSTRAP, trace.hashCode(), 0)
        .nextInt(BlockTotals.BLOCKS);
  }
}
