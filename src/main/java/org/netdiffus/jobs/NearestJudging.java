package org.netdiffus.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.netdiffus.measure.CloseTiles;
import org.netdiffus.measure.NearestDistance;

/**
 * Distance of synthetic and of real test tiles to their nearest training tile.
 *
 * @param synthetic distance of each synthetic tile asked
 * @param places place of each of these synthetic tiles among all
 * @param test distance of each test tile asked, as many
 */
record NearestJudging(double[] synthetic, int[] places, double[] test) {
  /** Every query meets every training tile, so their number is bounded. */
  private static final int MOST_QUERIES = 1000;

  private static final int SLICES = 16;

  static NearestJudging of(JavaSparkContext spark, Broadcast<JudgedTiles> tiles) {
    JudgedTiles all = tiles.value();
    int[][] alike = all.alike(MOST_QUERIES);
    int[] test = alike[1];
    int[] synthetic = alike[2];
    List<Integer> queries = IntStream.range(0, test.length + synthetic.length).boxed().toList();
    List<Double> distances =
        spark
            .parallelize(queries, Math.min(SLICES, queries.size()))
            .map(
                i -> {
                  JudgedTiles here = tiles.value();
                  float[] query =
                      i < test.length
                          ? here.test().tiles()[test[i]]
                          : here.synthetic().tiles()[synthetic[i - test.length]];
                  return NearestDistance.toTraining(query, Arrays.asList(here.training().tiles()));
                })
            .collect();
    double[] found = Stream.of(distances).flatMap(List::stream).mapToDouble(d -> d).toArray();
    return new NearestJudging(
        Arrays.copyOfRange(found, test.length, found.length),
        synthetic,
        Arrays.copyOf(found, test.length));
  }

  /** Which of the tiles asked lie close to a training tile. */
  CloseTiles close(TileSample sample) {
    return CloseTiles.of(
        synthetic,
        Arrays.stream(places).mapToObj(i -> sample.synthetic().get(i).traceId()).toList(),
        test);
  }
}
