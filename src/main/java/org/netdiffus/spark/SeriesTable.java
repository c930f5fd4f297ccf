package org.netdiffus.spark;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the series that {@code extract-series} writes, and their codec. */
public final class SeriesTable {
  /** The columns, in the order in which they are written. */
  public static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false)
          .add("feature", DataTypes.StringType, false)
          .add("length", DataTypes.IntegerType, false)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType, false), false)
          .add("source", DataTypes.StringType, false);

  private SeriesTable() {}

  /** Encoder of the rows. */
  public static Encoder<Row> encoder() {
    return FloatRows.encoder(SCHEMA);
  }

  /** A row from a series. */
  public static Row toRow(SeriesRow series) {
    return RowFactory.create(
        series.traceId(),
        series.label(),
        series.split(),
        series.feature(),
        series.length(),
        series.values(),
        series.source());
  }

  /** A series from a row whose columns may stand in any order. */
  public static SeriesRow fromRow(Row row) {
    return new SeriesRow(
        row.getAs("trace_id"),
        row.getAs("label"),
        row.getAs("split"),
        row.getAs("feature"),
        row.<Integer>getAs("length"),
        FloatRows.floats(row, "values"),
        row.getAs("source"));
  }
}
