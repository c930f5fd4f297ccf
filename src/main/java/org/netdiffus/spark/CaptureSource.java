package org.netdiffus.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Captures as a data source of Spark: {@code spark.read().format("capture").load(paths)}, one row a
 * packet. The columns are described in {@code formats.md}, the options in {@code captures.md}.
 */
public final class CaptureSource implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "capture";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return CaptureOptions.of(options).pseudonyms().isEmpty()
        ? CaptureColumn.SCHEMA
        : CaptureColumn.WITHOUT_CONTENT;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new CaptureTable(schema);
  }
}
