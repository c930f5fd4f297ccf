package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.spark.Progress;

/**
 * Random forests on the flattened tiles in every scenario: Spark MLlib, depth 30, square root of
 * the features at each split.
 *
 * @param tiles tiles of every task
 * @param trees trees of each forest
 * @param seed seed of the first forest
 */
record ForestJudging(Broadcast<JudgedTiles> tiles, int trees, long seed) {
  private static final int DEPTH = 30;

  /**
   * A fixed number, for the forest draws its samples by partition; and one, for each partition
   * shuffles the counts of every node, which outweigh the few rows that there are to count.
   */
  private static final int PARTITIONS = 1;

  /** Rows of nodes that are split together; the default makes a pass over the data for a few. */
  private static final int MEGABYTES_FOR_NODES = 512;

  /** The accuracies of these scenarios. */
  List<Accuracy> accuracies(SparkSession spark, List<Scenario> scenarios, int runs) {
    List<Accuracy> accuracies = new ArrayList<>();
    try (Progress progress =
        Progress.of("evaluate", "random forests", (long) runs * scenarios.size())) {
      for (Scenario scenario : scenarios) {
        List<Double> perSeed = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
          perSeed.add(accuracy(spark, scenario, seed + run));
          progress.done((long) accuracies.size() * runs + run + 1, "");
        }
        accuracies.add(
            new Accuracy(
                "random-forest",
                scenario.title(),
                scenario.training(tiles.value()).count(),
                tiles.value().test().count(),
                perSeed,
                0,
                true));
      }
    }
    return accuracies;
  }

  private double accuracy(SparkSession spark, Scenario scenario, long forestSeed) {
    RandomForestClassificationModel forest =
        new RandomForestClassifier()
            .setNumTrees(trees)
            .setMaxDepth(DEPTH)
            .setFeatureSubsetStrategy("sqrt")
            .setMaxMemoryInMB(MEGABYTES_FOR_NODES)
            .setSeed(forestSeed)
            .fit(spark.createDataFrame(rows(spark, scenario), schema()));
    JudgedTiles.Labelled test = tiles.value().test();
    int[] predicted =
        IntStream.range(0, test.count())
            .map(i -> (int) forest.predict(vector(test.tiles()[i])))
            .toArray();
    return test.accuracy(predicted);
  }

  private JavaRDD<Row> rows(SparkSession spark, Scenario scenario) {
    Broadcast<JudgedTiles> shared = tiles;
    int count = scenario.training(tiles.value()).count();
    List<Integer> places = IntStream.range(0, count).boxed().toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(places, PARTITIONS)
        .mapPartitions(
            part -> {
              JudgedTiles.Labelled training = scenario.training(shared.value());
              List<Row> rows = new ArrayList<>();
              part.forEachRemaining(
                  i ->
                      rows.add(
                          RowFactory.create(
                              (double) training.classes()[i], vector(training.tiles()[i]))));
              return rows.iterator();
            });
  }

  private StructType schema() {
    Metadata classes =
        NominalAttribute.defaultAttr()
            .withName("label")
            .withNumValues(tiles.value().labels().size())
            .toMetadata();
    return new StructType(
        new StructField[] {
          new StructField("label", DataTypes.DoubleType, false, classes),
          new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
        });
  }

  private static Vector vector(float[] tile) {
    return Vectors.dense(IntStream.range(0, tile.length).mapToDouble(i -> tile[i]).toArray());
  }
}
