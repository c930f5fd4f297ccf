package org.netdiffus.spark;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the losses that {@code audit-privacy} writes. */
public final class LossTable {
  /** The columns, in the order in which they are written. */
  public static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, false)
          .add("part", DataTypes.StringType, false)
          .add("losses", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private LossTable() {}

  /** Encoder of the rows. */
  public static Encoder<Row> encoder() {
    return Encoders.row(SCHEMA);
  }
}
