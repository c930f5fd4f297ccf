package org.netdiffus.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.encoders.RowEncoder$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Rows whose arrays of floats are {@code float[]}. In Spark's own rows every element is an object,
 * on the way in and on the way out; here an array is copied as a block of bytes both ways, which
 * makes reading series and writing tiles several times as fast.
 */
public final class FloatRows {
  private FloatRows() {}

  /**
   * Encoder of rows of a schema; a row from {@code RowFactory} may hold {@code float[]} as well.
   */
  static Encoder<Row> encoder(StructType schema) {
    List<AgnosticEncoders.EncoderField> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      fields.add(
          new AgnosticEncoders.EncoderField(
              field.name(),
              encoder(field.dataType()),
              field.nullable(),
              field.metadata(),
              Option.empty(),
              Option.empty()));
    }
    return ExpressionEncoder.apply(
        new AgnosticEncoders.RowEncoder(
            JavaConverters.asScalaBufferConverter(fields).asScala().toSeq()));
  }

  private static AgnosticEncoder<?> encoder(DataType type) {
    return type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)
        ? new AgnosticEncoders.ArrayEncoder<>(
            AgnosticEncoders.PrimitiveFloatEncoder$.MODULE$, false)
        : RowEncoder$.MODULE$.encoderForDataType(type, false);
  }

  /**
   * The same rows as they were read, now with {@code float[]}.
   *
   * @param rows of which no array of floats holds a null
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    return rows.as(encoder(rows.schema()));
  }

  /** The floats of a column, of a row of either kind. */
  static float[] floats(Row row, String column) {
    int place = row.fieldIndex(column);
    if (row.get(place) instanceof float[] floats) {
      return floats;
    }
    List<Float> boxed = row.getList(place);
    float[] values = new float[boxed.size()];
    int i = 0;
    for (Float value : boxed) {
      values[i++] = value;
    }
    return values;
  }
}
