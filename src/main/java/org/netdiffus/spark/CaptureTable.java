package org.netdiffus.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.netdiffus.settings.UserError;

/** The packets of the captures that the options of a read name. */
final class CaptureTable implements SupportsRead {
  private final StructType schema;

  /**
   * @param schema the columns that there are
   */
  CaptureTable(StructType schema) {
    this.schema = schema;
  }

  @Override
  public String name() {
    return "capture";
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract in the version that is pinned
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    List<String> paths = paths(options);
    if (paths.isEmpty()) {
      throw UserError.settings(
          "the source capture has no path", "give one to load(), or as the option path");
    }
    return new CaptureScanBuilder(paths, CaptureOptions.of(options), schema);
  }

  /** Spark hands several paths over as one option, a list in JSON. */
  private static List<String> paths(CaseInsensitiveStringMap options) {
    List<String> paths = new ArrayList<>();
    if (options.containsKey("path")) {
      paths.add(options.get("path"));
    }
    if (options.containsKey("paths")) {
      try {
        paths.addAll(
            Arrays.asList(new ObjectMapper().readValue(options.get("paths"), String[].class)));
      } catch (JsonProcessingException malformed) {
        throw UserError.settings(
            "option paths = " + options.get("paths") + " of the source capture",
            "give a list in JSON, or use the option path");
      }
    }
    return paths;
  }
}
