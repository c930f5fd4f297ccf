package org.netdiffus.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the tiles that {@code render-tiles} and {@code sample-tiles} write, and their codec.
 */
public final class TileTable {
  private static final StructType SCALE =
      new StructType()
          .add("feature", DataTypes.StringType, false)
          .add("kind", DataTypes.StringType, false)
          .add("maximum", DataTypes.DoubleType, false)
          .add("signed", DataTypes.BooleanType, false);

  /** The columns, in the order in which they are written. */
  public static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("channels", DataTypes.IntegerType, false)
          .add("pixels", DataTypes.createArrayType(DataTypes.FloatType, false), true)
          .add("features", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add("points", DataTypes.IntegerType, false)
          .add("length", DataTypes.IntegerType, true)
          .add("order", DataTypes.StringType, false)
          .add("gamma", DataTypes.DoubleType, false)
          .add("scales", DataTypes.createArrayType(SCALE, false), false)
          .add("seed", DataTypes.LongType, true)
          .add("index", DataTypes.LongType, true)
          .add("model", DataTypes.StringType, true)
          .add("pixels_u8", DataTypes.BinaryType, true)
          .add("raw_residual", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

  private TileTable() {}

  /** Encoder of the rows. */
  public static Encoder<Row> encoder() {
    return FloatRows.encoder(SCHEMA);
  }

  /** A row from a tile. */
  @SuppressWarnings("NullAway") // Spark's rows say "none" by null; nowhere else do we.
  public static Row toRow(TileRow tile) {
    Integer length = tile.origin() instanceof TileRow.Captured captured ? captured.length() : null;
    TileRow.Sampled sampled = tile.origin() instanceof TileRow.Sampled origin ? origin : null;
    boolean bytes = tile.encoding() == PixelEncoding.UINT8;
    List<Double> residuals = tile.rawResiduals();
    return RowFactory.create(
        tile.traceId(),
        tile.label(),
        tile.split(),
        tile.size(),
        tile.channels(),
        bytes ? null : tile.pixels(),
        tile.features().toArray(String[]::new),
        tile.points(),
        length,
        tile.order(),
        tile.gamma(),
        tile.scales().stream()
            .map(s -> RowFactory.create(s.feature(), s.kind(), s.maximum(), s.signed()))
            .toArray(Row[]::new),
        sampled == null ? null : sampled.seed(),
        sampled == null ? null : sampled.index(),
        sampled == null ? null : sampled.model(),
        bytes ? PixelEncoding.toBytes(tile.pixels()) : null,
        residuals.isEmpty() ? null : residuals.toArray(Double[]::new));
  }

  /** A tile from a row whose columns may stand in any order. */
  public static TileRow fromRow(Row row) {
    List<Row> scales = row.getList(row.fieldIndex("scales"));
    boolean bytes = row.isNullAt(row.fieldIndex("pixels"));
    return new TileRow(
        row.getAs("trace_id"),
        row.getAs("label"),
        row.getAs("split"),
        row.<Integer>getAs("size"),
        row.<Integer>getAs("channels"),
        bytes
            ? PixelEncoding.fromBytes(row.<byte[]>getAs("pixels_u8"))
            : FloatRows.floats(row, "pixels"),
        List.copyOf(row.getList(row.fieldIndex("features"))),
        row.<Integer>getAs("points"),
        row.getAs("order"),
        row.<Double>getAs("gamma"),
        scales.stream()
            .map(
                s ->
                    new TileRow.Scale(
                        s.getString(0), s.getString(1), s.getDouble(2), s.getBoolean(3)))
            .toList(),
        origin(row),
        bytes ? PixelEncoding.UINT8 : PixelEncoding.FLOAT32,
        residuals(row));
  }

  /** A row of a table that has only float32 pixels need not have the columns of the others. */
  private static List<Double> residuals(Row row) {
    int column = Arrays.asList(row.schema().fieldNames()).indexOf("raw_residual");
    return column < 0 || row.isNullAt(column) ? List.of() : List.copyOf(row.getList(column));
  }

  private static TileRow.Origin origin(Row row) {
    return row.isNullAt(row.fieldIndex("length"))
        ? new TileRow.Sampled(row.<Long>getAs("seed"), row.<Long>getAs("index"), row.getAs("model"))
        : new TileRow.Captured(row.<Integer>getAs("length"));
  }
}
