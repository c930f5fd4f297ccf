package org.netdiffus.spark;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the source {@code capture}, in their order; {@code formats.md} says what they
 * hold.
 */
enum CaptureColumn {
  PATH("path", Kind.TEXT, false),
  POSITION("position", Kind.LONG, false),
  TIME_NS("time_ns", Kind.LONG, true),
  ORIGINAL_LENGTH("original_length", Kind.LONG, false),
  CAPTURED_LENGTH("captured_length", Kind.LONG, false),
  LINK_TYPE("link_type", Kind.INT, false),
  INTERFACE("interface", Kind.INT, false),
  SRC_MAC("src_mac", Kind.TEXT, true),
  DST_MAC("dst_mac", Kind.TEXT, true),
  VLAN("vlan", Kind.INT, true),
  IP_VERSION("ip_version", Kind.INT, true),
  SRC("src", Kind.TEXT, true),
  DST("dst", Kind.TEXT, true),
  SRC_HIGH("src_high", Kind.LONG, true),
  SRC_LOW("src_low", Kind.LONG, true),
  DST_HIGH("dst_high", Kind.LONG, true),
  DST_LOW("dst_low", Kind.LONG, true),
  PROTOCOL("protocol", Kind.INT, true),
  SRC_PORT("src_port", Kind.INT, true),
  DST_PORT("dst_port", Kind.INT, true),
  TCP_FLAGS("tcp_flags", Kind.INT, true),
  IP_LENGTH("ip_length", Kind.LONG, true),
  OFFLOADED("offloaded", Kind.BOOLEAN, true),
  FRAGMENT("fragment", Kind.INT, true),
  PAYLOAD("payload", Kind.BYTES, true),
  FRAME("frame", Kind.BYTES, false);

  /** All columns. */
  static final StructType SCHEMA = schema(EnumSet.allOf(CaptureColumn.class));

  /** Those that hold no address but in a column of addresses. */
  static final StructType WITHOUT_CONTENT =
      schema(EnumSet.complementOf(EnumSet.of(PAYLOAD, FRAME)));

  /** What a value is. */
  private enum Kind {
    TEXT,
    LONG,
    INT,
    BOOLEAN,
    BYTES;

    private DataType type() {
      return switch (this) {
        case TEXT -> DataTypes.StringType;
        case LONG -> DataTypes.LongType;
        case INT -> DataTypes.IntegerType;
        case BOOLEAN -> DataTypes.BooleanType;
        case BYTES -> DataTypes.BinaryType;
      };
    }
  }

  private final String columnName;
  private final Kind kind;
  private final boolean nullable;

  CaptureColumn(String columnName, Kind kind, boolean nullable) {
    this.columnName = columnName;
    this.kind = kind;
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

  private static StructType schema(Set<CaptureColumn> columns) {
    StructType schema = new StructType();
    for (CaptureColumn column : columns) {
      schema = schema.add(column.columnName, column.kind.type(), column.nullable);
    }
    return schema;
  }
}
