package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.FileTable;

/** What files that were read hold, in lines for people. */
final class FileLines {
  /** How many files are shown one by one. */
  static final int MOST_FILES = 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private FileLines() {}

  /**
   * The sums over all files, and then the first files.
   *
   * @param files rows of {@link FileTable}
   */
  static List<String> of(Dataset<Row> files) {
    Column first = new Column("first_time_ns");
    Column last = new Column("last_time_ns");
    Row all =
        files
            .agg(
                count(lit(1)).as("files"),
                sum("packets").as("packets"),
                sum("original_bytes").as("original_bytes"),
                min(least(first, last)).as("first_time_ns"),
                max(greatest(first, last)).as("last_time_ns"),
                sum("up_bytes").as("up_bytes"),
                sum("down_bytes").as("down_bytes"))
            .first();
    List<String> lines = new ArrayList<>();
    lines.add(
        "read %,d packets of %,d bytes%s: in traces %,d bytes up and %,d down"
            .formatted(
                all.<Long>getAs("packets"),
                all.<Long>getAs("original_bytes"),
                span(all),
                all.<Long>getAs("up_bytes"),
                all.<Long>getAs("down_bytes")));
    files.orderBy("path").limit(MOST_FILES).collectAsList().forEach(row -> lines.add(line(row)));
    long more = all.<Long>getAs("files") - MOST_FILES;
    if (more > 0) {
      lines.add("and %,d more files, all in %s".formatted(more, FileTable.NAME));
    }
    return lines;
  }

  private static String line(Row file) {
    String skipped =
        counts(file, "skipped").entrySet().stream()
            .map(reason -> "%,d %s".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining(", "));
    return "%s: %s%,d packets of %,d bytes%s, %,d traces, %,d bytes up and %,d down%s%s"
        .formatted(
            file.<String>getAs("path"),
            file.isNullAt(file.fieldIndex("format")) ? "" : file.<String>getAs("format") + ", ",
            file.<Long>getAs("packets"),
            file.<Long>getAs("original_bytes"),
            span(file),
            file.<Long>getAs("traces"),
            file.<Long>getAs("up_bytes"),
            file.<Long>getAs("down_bytes"),
            skipped.isEmpty() ? "" : ", skipped " + skipped,
            file.isNullAt(file.fieldIndex("damage"))
                ? ""
                : ", damage: " + file.<String>getAs("damage"));
  }

  private static String span(Row row) {
    return row.isNullAt(row.fieldIndex("first_time_ns"))
        ? ""
        : " from %s to %s"
            .formatted(
                instant(row.<Long>getAs("first_time_ns")),
                instant(row.<Long>getAs("last_time_ns")));
  }

  /** A column of counts by name, in order of the names. */
  static Map<String, Long> counts(Row row, String column) {
    return new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex(column)));
  }

  /** A time of a capture. */
  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
