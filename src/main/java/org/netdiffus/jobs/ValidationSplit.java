package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.netdiffus.series.Split;

/**
 * The training part in two: what is trained on, and a share of each class that picks the
 * checkpoint, by the hash of its traces. A class of one tile is trained on whole.
 *
 * @param trained tiles to train on
 * @param validating tiles to validate with; empty for a share of 0
 */
record ValidationSplit(Dataset<Row> trained, Dataset<Row> validating) {
  /**
   * Divides tiles; only names of traces are shuffled for it.
   *
   * @param tiles of the training part
   * @param share of each class that validates, 0 to 1
   * @param seed of the hash
   */
  static ValidationSplit of(Dataset<Row> tiles, double share, long seed) {
    if (share == 0) {
      return new ValidationSplit(tiles, tiles.limit(0));
    }
    UDF1<String, Long> rank = trace -> Split.hash(seed, trace);
    UDF2<Integer, Long, Boolean> validates =
        (place, traces) -> traces > 1 && place > Split.trainCount(1 - share, traces);
    UserDefinedFunction hash = udf(rank, DataTypes.LongType);
    UserDefinedFunction chosen = udf(validates, DataTypes.BooleanType);
    Dataset<Row> validating =
        tiles
            .select("trace_id", "label")
            // A trace of several features counts once.
            .distinct()
            .withColumn(
                "place",
                row_number()
                    .over(
                        Window.partitionBy("label")
                            .orderBy(hash.apply(col("trace_id")), col("trace_id"))))
            .withColumn("traces", count(lit(1)).over(Window.partitionBy("label")))
            .where(chosen.apply(col("place"), col("traces")))
            .select("trace_id");
    return new ValidationSplit(
        tiles.join(
            validating, tiles.col("trace_id").equalTo(validating.col("trace_id")), "left_anti"),
        tiles.join(
            validating, tiles.col("trace_id").equalTo(validating.col("trace_id")), "left_semi"));
  }
}
