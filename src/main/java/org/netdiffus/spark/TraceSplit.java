package org.netdiffus.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

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
   * The groups with what their ranking needs. A group belongs to the smallest of its traces'
   * labels, and {@code size} counts its traces of that label only.
   *
   * @param read rows of {@link TraceFiles#read}
   * @return {@code split_group, owner, size, start, natural_id, group_hash}, one row a group
   */
  public static Dataset<Row> groups(Dataset<Row> read) {
    WindowSpec labels = Window.partitionBy("split_group").orderBy("label");
    WindowSpec whole = Window.partitionBy("split_group");
    return read.where("feature_number = 0")
        .groupBy("split_group", "label")
        .agg(
            count(lit(1)).as("size"),
            min("start").as("start"),
            min("natural_id").as("natural_id"),
            min("group_hash").as("group_hash"))
        .withColumn("start", min("start").over(whole))
        .withColumn("natural_id", min("natural_id").over(whole))
        .withColumn("place", row_number().over(labels))
        .where("place = 1")
        .withColumnRenamed("label", "owner")
        .drop("place");
  }

  /**
   * The part of every group.
   *
   * @param groups rows of {@link #groups}, at least two for each owner
   * @param trainShare share of each class that trains
   * @return {@code split_group, split}, one row a group
   */
  public static Dataset<Row> assign(Dataset<Row> groups, Ranking ranking, double trainShare) {
    Column[] order =
        switch (ranking) {
          case HASH -> new Column[] {col("group_hash"), col("split_group")};
          case ORDER -> new Column[] {col("start"), col("natural_id"), col("split_group")};
        };
    WindowSpec ranked = Window.partitionBy("owner").orderBy(order);
    WindowSpec upToHere = ranked.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    UDF3<Long, Long, Long, String> part =
        (before, size, traces) -> Split.ofGroup(trainShare, before, size, traces).settingName();
    UserDefinedFunction split = udf(part, DataTypes.StringType);
    return groups
        .withColumn("before", sum("size").over(upToHere).minus(col("size")))
        .withColumn("traces", sum("size").over(Window.partitionBy("owner")))
        .withColumn("split", split.apply(col("before"), col("size"), col("traces")))
        .select("split_group", "split");
  }

  /**
   * The series with their part, in the columns of {@link SeriesTable} and {@code feature_number}.
   */
  public static Dataset<Row> series(Dataset<Row> read, Dataset<Row> assigned) {
    return read.where("trace_id is not null")
        .join(assigned, "split_group")
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
