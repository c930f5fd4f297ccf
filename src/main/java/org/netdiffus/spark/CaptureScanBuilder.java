package org.netdiffus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Takes from the query which columns and which packets it asks for. */
final class CaptureScanBuilder
    implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {
  private final List<String> paths;
  private final CaptureOptions options;
  private final List<Filter> pushed = new ArrayList<>();
  private StructType schema;
  private PacketSelection selection = PacketSelection.ALL;

  CaptureScanBuilder(List<String> paths, CaptureOptions options, StructType schema) {
    this.paths = paths;
    this.options = options;
    this.schema = schema;
  }

  @Override
  public void pruneColumns(StructType required) {
    schema = required;
  }

  /** Returns the filters that Spark has to apply itself. */
  @Override
  public Filter[] pushFilters(Filter[] filters) {
    List<Filter> left = new ArrayList<>();
    for (Filter filter : filters) {
      Optional<PacketSelection> narrower = selection.and(filter);
      if (narrower.isPresent()) {
        selection = narrower.get();
        pushed.add(filter);
      } else {
        left.add(filter);
      }
    }
    return left.toArray(new Filter[0]);
  }

  @Override
  public Filter[] pushedFilters() {
    return pushed.toArray(new Filter[0]);
  }

  @Override
  public Scan build() {
    return new CaptureScan(paths, options, schema, selection);
  }
}
