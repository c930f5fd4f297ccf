package org.netdiffus.spark;

import java.util.List;
import org.apache.spark.sql.Row;

/** Arrays of floats in rows: Spark hands them out boxed. */
final class Floats {
  private Floats() {}

  static float[] of(Row row, String column) {
    List<Float> boxed = row.getList(row.fieldIndex(column));
    float[] values = new float[boxed.size()];
    int i = 0;
    for (Float value : boxed) {
      values[i++] = value;
    }
    return values;
  }
}
