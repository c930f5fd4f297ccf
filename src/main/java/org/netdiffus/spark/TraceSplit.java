package org.netdiffus.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.netdiffus.series.Split;

/** Which part every group of traces belongs to, by windows over the groups of each class. */
public final class TraceSplit {
  /** How the groups of a class are ranked. */
  public enum Ranking {
    /** By hash, then by the group itself. */
    HASH,
    /** By the earliest time, then by the first trace in natural order, then by the group itself. */
    ORDER
  }

  private TraceSplit() {}

  /**
   * The part of the traces of every group and label. A group belongs to the smallest of its traces'
   * labels, the owner, and takes up as much of that class as it has traces of it.
   *
   * @param read rows of {@link TraceFiles#read}
   * @param trainShare share of each class that trains
   * @return {@code split_group, label, size, owner, split}, one row a group and label; {@code
   *     split} is null where the owner has one group alone, which has no two sides
   */
  public static Dataset<Row> parts(Dataset<Row> read, Ranking ranking, double trainShare) {
    Column[] order =
        switch (ranking) {
          case HASH -> new Column[] {col("group_hash"), col("split_group"), col("label")};
          case ORDER ->
              new Column[] {col("start"), col("natural_id"), col("split_group"), col("label")};
        };
    WindowSpec group = Window.partitionBy("split_group");
    WindowSpec owner = Window.partitionBy("owner");
    WindowSpec upToHere =
        owner.orderBy(order).rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    UDF3<Long, Long, Long, String> part =
        (before, size, traces) ->
            size.equals(traces)
                ? null
                : Split.ofGroup(trainShare, before, size, traces).settingName();
    UserDefinedFunction split = udf(part, DataTypes.StringType);
    return read.where("feature_number = 0")
        .select("split_group", "label", "start", "natural_id", "group_hash")
        // This one shuffle serves the counts and the windows over groups.
        .repartition(col("split_group"))
        .groupBy("split_group", "label")
        .agg(
            count(lit(1)).as("size"),
            min("start").as("start"),
            min("natural_id").as("natural_id"),
            min("group_hash").as("group_hash"))
        .withColumn("start", min("start").over(group))
        .withColumn("natural_id", min("natural_id").over(group))
        .withColumn("owner", min("label").over(group))
        .withColumn("owned", when(col("label").equalTo(col("owner")), col("size")).otherwise(0L))
        .withColumn("group_size", max("owned").over(group))
        // The row of the owner comes first of its group, so the group is in the sum in every row.
        .withColumn("before", sum("owned").over(upToHere).minus(col("group_size")))
        .withColumn("traces", sum("owned").over(owner))
        .withColumn("split", split.apply(col("before"), col("group_size"), col("traces")))
        .select("split_group", "label", "size", "owner", "split");
  }

  /**
   * The series with their part, in the columns of {@link SeriesTable} and {@code feature_number}.
   *
   * @param parts rows of {@link #parts}, every {@code split} given
   */
  public static Dataset<Row> series(Dataset<Row> read, Dataset<Row> parts) {
    return read.where("trace_id is not null")
        .join(parts.where("label = owner").select("split_group", "split"), "split_group")
        .select(
            "trace_id",
            "label",
            "split",
            "feature",
            "length",
            "values",
            "source",
            "feature_number");
  }
}
