package org.netdiffus.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the source {@code capture}, in their order; {@code formats.md} says what they hold. */
enum CaptureColumn {
  PATH("path", DataTypes.StringType, false),
  POSITION("position", DataTypes.LongType, false),
  TIME_NS("time_ns", DataTypes.LongType, true),
  ORIGINAL_LENGTH("original_length", DataTypes.LongType, false),
  CAPTURED_LENGTH("captured_length", DataTypes.LongType, false),
  LINK_TYPE("link_type", DataTypes.IntegerType, false),
  INTERFACE("interface", DataTypes.IntegerType, false),
  SRC_MAC("src_mac", DataTypes.StringType, true),
  DST_MAC("dst_mac", DataTypes.StringType, true),
  VLAN("vlan", DataTypes.IntegerType, true),
  IP_VERSION("ip_version", DataTypes.IntegerType, true),
  SRC("src", DataTypes.StringType, true),
  DST("dst", DataTypes.StringType, true),
  SRC_HIGH("src_high", DataTypes.LongType, true),
  SRC_LOW("src_low", DataTypes.LongType, true),
  DST_HIGH("dst_high", DataTypes.LongType, true),
  DST_LOW("dst_low", DataTypes.LongType, true),
  PROTOCOL("protocol", DataTypes.IntegerType, true),
  SRC_PORT("src_port", DataTypes.IntegerType, true),
  DST_PORT("dst_port", DataTypes.IntegerType, true),
  TCP_FLAGS("tcp_flags", DataTypes.IntegerType, true),
  IP_LENGTH("ip_length", DataTypes.LongType, true),
  OFFLOADED("offloaded", DataTypes.BooleanType, true),
  FRAGMENT("fragment", DataTypes.IntegerType, true),
  PAYLOAD("payload", DataTypes.BinaryType, true),
  FRAME("frame", DataTypes.BinaryType, false);

  /** All columns. */
  static final StructType SCHEMA = schema();

  private final String columnName;
  private final DataType type;
  private final boolean nullable;

  CaptureColumn(String columnName, DataType type, boolean nullable) {
    this.columnName = columnName;
    this.type = type;
    this.nullable = nullable;
  }

  /** Name in the schema. */
  String columnName() {
    return columnName;
  }

  /** The columns of a part of the schema, in its order. */
  static List<CaptureColumn> of(StructType schema) {
    return Arrays.stream(schema.fieldNames())
        .map(
            name ->
                Arrays.stream(values())
                    .filter(column -> column.columnName.equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (CaptureColumn column : values()) {
      schema = schema.add(column.columnName, column.type, column.nullable);
    }
    return schema;
  }
}
