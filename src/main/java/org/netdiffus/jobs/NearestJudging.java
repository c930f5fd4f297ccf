package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.Measured;
import org.netdiffus.measure.NearestDistance;
import org.netdiffus.measure.Resampling;
import org.netdiffus.measure.Score;
import org.netdiffus.spark.TileTable;

/**
 * Distance of synthetic and of real test tiles to their nearest training tile.
 *
 * @param synthetic distance of each synthetic tile asked
 * @param traces trace of each of these
 * @param test distance of each test tile asked
 */
record NearestJudging(double[] synthetic, List<String> traces, double[] test) {
  /** Most tiles of a set that are asked: each meets every training tile. */
  static final int MOST_QUERIES = 1000;

  /** Partial results that come together at once are few, however many partitions there are. */
  private static final int LEVELS = 2;

  /**
   * Exact search over all training tiles, block by block: every partition finds the nearest of its
   * own, and the least of them remains. What travels is one number for each query.
   *
   * @param real all real tiles
   * @param queries tiles to ask about, by the name of their set, at most {@link #MOST_QUERIES} each
   * @return distances by the name of the set, in the order of its tiles
   */
  static SortedMap<String, double[]> search(
      SparkSession spark, Dataset<Row> real, SortedMap<String, List<MeasuredTile>> queries) {
    float[][] asked =
        queries.values().stream()
            .flatMap(List::stream)
            .map(MeasuredTile::pixels)
            .toArray(float[][]::new);
    Broadcast<float[][]> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(asked);
    double[] none = new double[asked.length];
    Arrays.fill(none, Double.POSITIVE_INFINITY);
    double[] nearest;
    try {
      nearest =
          real.filter("split = 'train'")
              .toJavaRDD()
              .treeAggregate(
                  none,
                  (least, row) -> nearer(least, TileTable.fromRow(row).pixels(), shared.value()),
                  NearestJudging::least,
                  LEVELS);
    } finally {
      shared.destroy();
    }
    SortedMap<String, double[]> found = new TreeMap<>();
    int from = 0;
    for (Map.Entry<String, List<MeasuredTile>> set : queries.entrySet()) {
      int to = from + set.getValue().size();
      found.put(set.getKey(), Arrays.stream(nearest, from, to).map(Math::sqrt).toArray());
      from = to;
    }
    return found;
  }

  private static double[] nearer(double[] least, float[] tile, float[][] queries) {
    if (Channels.isFinite(tile)) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], NearestDistance.squaredDistance(queries[i], tile, least[i]));
      }
    }
    return least;
  }

  private static double[] least(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
    return a;
  }

  /** Which of the tiles asked lie close to a training tile. */
  CloseTiles close() {
    return CloseTiles.of(synthetic, traces, test);
  }

  /** The median distance beside that of the test tiles. */
  Score score(Resampling resampling) {
    Measured made = resampling.median(synthetic);
    return new Score(
        "nearest-training",
        Score.Group.COPIES,
        "Distance to the nearest training tile",
        made,
        resampling.median(test),
        Score.Better.NEAR_FLOOR,
        "",
        test.length,
        "Median Euclidean distance, over all training tiles; far below that of the test tiles the"
            + " model has copied. Screening only: copies can be missed by it.");
  }
}
