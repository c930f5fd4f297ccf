package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tiles as the classifiers of MLlib take them: rows of a class number and a vector. */
final class VectorRows {
  /**
   * A fixed number, for the forest draws its samples by partition; and one, for each partition
   * shuffles the counts of every node, which outweigh the few rows that there are to count.
   */
  private static final int PARTITIONS = 1;

  private VectorRows() {}

  /**
   * Rows in the order of the tiles.
   *
   * @param count number of tiles
   * @param classes number of classes
   * @param tiles gives the tiles where the rows are made, as from a broadcast
   */
  static Dataset<Row> of(
      SparkSession spark, int count, int classes, Function0<JudgedTiles.Labelled> tiles) {
    List<Integer> places = IntStream.range(0, count).boxed().toList();
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(places, PARTITIONS)
            .mapPartitions(
                part -> {
                  JudgedTiles.Labelled made = tiles.call();
                  List<Row> all = new ArrayList<>();
                  part.forEachRemaining(
                      i ->
                          all.add(
                              RowFactory.create(
                                  (double) made.classes()[i], vector(made.tiles()[i]))));
                  return all.iterator();
                });
    return spark.createDataFrame(rows, schema(classes));
  }

  /** The numbers of a tile. */
  static Vector vector(float[] tile) {
    return Vectors.dense(IntStream.range(0, tile.length).mapToDouble(i -> tile[i]).toArray());
  }

  private static StructType schema(int classes) {
    Metadata named =
        NominalAttribute.defaultAttr().withName("label").withNumValues(classes).toMetadata();
    return new StructType(
        new StructField[] {
          new StructField("label", DataTypes.DoubleType, false, named),
          new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
        });
  }
}
