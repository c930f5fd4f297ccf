package org.netdiffus.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
   * @param files rows of {@link FileTable}, in order
   */
  static List<String> of(Iterator<Row> files) {
    List<String> first = new ArrayList<>();
    long more = 0;
    Sums sums = Sums.NONE;
    while (files.hasNext()) {
      Row file = files.next();
      sums = sums.plus(file);
      if (first.size() < MOST_FILES) {
        first.add(line(file));
      } else {
        more++;
      }
    }
    List<String> lines = new ArrayList<>();
    if (sums.packets > 0) {
      lines.add(
          "read %,d packets of %,d bytes%s: in traces %,d bytes up and %,d down"
              .formatted(sums.packets, sums.bytes, span(sums.times), sums.up, sums.down));
    }
    oneWay(sums).ifPresent(lines::add);
    lines.addAll(first);
    if (more > 0) {
      lines.add("and %,d more files, all in %s".formatted(more, FileTable.NAME));
    }
    return lines;
  }

  /**
   * Sums over files.
   *
   * @param times the earliest and the latest, or none
   */
  private record Sums(long packets, long bytes, long up, long down, List<Long> times) {
    static final Sums NONE = new Sums(0, 0, 0, 0, List.of());

    private Sums plus(Row file) {
      List<Long> both = Stream.concat(times.stream(), timesOf(file).stream()).sorted().toList();
      return new Sums(
          packets + file.<Long>getAs("packets"),
          bytes + file.<Long>getAs("original_bytes"),
          up + file.<Long>getAs("up_bytes"),
          down + file.<Long>getAs("down_bytes"),
          both.isEmpty() ? both : List.of(both.get(0), both.get(both.size() - 1)));
    }
  }

  /** Why one of the two ways may be empty. */
  private static Optional<String> oneWay(Sums sums) {
    if ((sums.up == 0) == (sums.down == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        "nothing goes %s: extract.client takes the wrong side for the client, or one side alone was captured"
            .formatted(sums.down == 0 ? "down" : "up"));
  }

  private static String line(Row file) {
    List<String> parts = new ArrayList<>();
    if (!file.isNullAt(file.fieldIndex("format"))) {
      parts.add(file.getAs("format"));
    }
    if (file.<Long>getAs("packets") > 0) {
      parts.add(
          "%,d packets of %,d bytes%s"
              .formatted(
                  file.<Long>getAs("packets"),
                  file.<Long>getAs("original_bytes"),
                  span(timesOf(file))));
    }
    parts.add("%,d traces".formatted(file.<Long>getAs("traces")));
    if (file.<Long>getAs("packets") > 0) {
      parts.add(
          "%,d bytes up and %,d down"
              .formatted(file.<Long>getAs("up_bytes"), file.<Long>getAs("down_bytes")));
    }
    counts(file, "skipped")
        .forEach((reason, count) -> parts.add("skipped %,d %s".formatted(count, reason)));
    if (!file.isNullAt(file.fieldIndex("damage"))) {
      parts.add("damage: " + file.<String>getAs("damage"));
    }
    return file.<String>getAs("path") + ": " + String.join(", ", parts);
  }

  private static List<Long> timesOf(Row file) {
    return file.isNullAt(file.fieldIndex("first_time_ns"))
        ? List.of()
        : List.of(file.<Long>getAs("first_time_ns"), file.<Long>getAs("last_time_ns"));
  }

  private static String span(List<Long> times) {
    return times.isEmpty()
        ? ""
        : " from %s to %s".formatted(instant(times.get(0)), instant(times.get(1)));
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
