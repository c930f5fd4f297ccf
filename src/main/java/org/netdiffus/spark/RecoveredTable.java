package org.netdiffus.spark;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the series that {@code recover-series} writes, and their codec. */
public final class RecoveredTable {
  /** The columns, in the order in which they are written. */
  public static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false)
          .add("feature", DataTypes.StringType, false)
          .add("length", DataTypes.IntegerType, false)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType, false), false)
          .add("points_per_value", DataTypes.DoubleType, false)
          .add("inverse", DataTypes.StringType, false)
          .add("rule", DataTypes.StringType, false)
          .add("gramian_residual", DataTypes.DoubleType, false)
          .add("asymmetry", DataTypes.DoubleType, false)
          .add("interval", DataTypes.DoubleType, false);

  private RecoveredTable() {}

  /** Encoder of the rows. */
  public static Encoder<Row> encoder() {
    return FloatRows.encoder(SCHEMA);
  }

  /** A row from a recovered series. */
  public static Row toRow(RecoveredRow series) {
    return RowFactory.create(
        series.traceId(),
        series.label(),
        series.split(),
        series.feature(),
        series.length(),
        series.values(),
        series.pointsPerValue(),
        series.inverse(),
        series.rule(),
        series.gramianResidual(),
        series.asymmetry(),
        series.interval());
  }

  /** A recovered series from a row whose columns may stand in any order. */
  public static RecoveredRow fromRow(Row row) {
    return new RecoveredRow(
        row.getAs("trace_id"),
        row.getAs("label"),
        row.getAs("split"),
        row.getAs("feature"),
        row.<Integer>getAs("length"),
        FloatRows.floats(row, "values"),
        row.<Double>getAs("points_per_value"),
        row.getAs("inverse"),
        row.getAs("rule"),
        row.<Double>getAs("gramian_residual"),
        row.<Double>getAs("asymmetry"),
        row.<Double>getAs("interval"));
  }
}
