package org.netdiffus.jobs;

import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.CaptureDescriptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what captures hold, without extracting anything. */
@Command(
    name = DescribeCaptures.NAME,
    mixinStandardHelpOptions = true,
    description = "What captures hold: format, packets, bytes, times, what is skipped, damage.")
final class DescribeCaptures implements Callable<Integer> {
  static final String NAME = "describe-captures";

  @Mixin private CapturePaths paths = new CapturePaths();

  @Override
  public Integer call() {
    long started = System.nanoTime();
    SortedMap<String, Long> skipped = new TreeMap<>();
    long files = 0;
    try (OpenSession session = OpenSession.open()) {
      long packets = 0;
      long bytes = 0;
      long damaged = 0;
      Iterator<Row> rows = CaptureDescriptions.of(session.spark(), paths.all()).toLocalIterator();
      while (rows.hasNext()) {
        Row row = rows.next();
        describe(row);
        files++;
        packets += row.<Long>getAs("packets");
        bytes += row.<Long>getAs("original_bytes");
        damaged += row.isNullAt(row.fieldIndex("damage")) ? 0 : 1;
        FileLines.counts(row, "skipped")
            .forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
      }
      System.out.printf(
          "%,d files, %,d packets, %,d bytes, %,d files damaged or not read%s%n",
          files, packets, bytes, damaged, skipped.isEmpty() ? "" : ", without IP: " + skipped);
    }
    System.out.println(
        ClosingLine.printed(NAME, files, skipped, ClosingLine.secondsSince(started)).json());
    return 0;
  }

  private static void describe(Row row) {
    System.out.println(row.<String>getAs("path"));
    if (!row.isNullAt(row.fieldIndex("format"))) {
      System.out.printf(
          "  %s, %s: %,d packets, %,d bytes (%,d captured)%n",
          row.<String>getAs("format"),
          String.join(" and ", FileLines.counts(row, "link_types").keySet()),
          row.<Long>getAs("packets"),
          row.<Long>getAs("original_bytes"),
          row.<Long>getAs("captured_bytes"));
    }
    if (!row.isNullAt(row.fieldIndex("first_time_ns"))) {
      System.out.printf(
          "  from %s to %s%n",
          FileLines.instant(row.<Long>getAs("first_time_ns")),
          FileLines.instant(row.<Long>getAs("last_time_ns")));
    }
    FileLines.counts(row, "skipped")
        .forEach((reason, count) -> System.out.printf("  without IP: %,d %s%n", count, reason));
    if (!row.isNullAt(row.fieldIndex("damage"))) {
      System.out.println("  damage: " + row.<String>getAs("damage"));
    }
  }
}
