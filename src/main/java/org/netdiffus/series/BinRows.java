package org.netdiffus.series;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads tables with one row a trace, whose bins (or packets) are numbered columns. */
final class BinRows {
  private BinRows() {}

  /** Places of the columns named by a prefix and a number, in order of the numbers. */
  static int[] columns(Table table, String prefix) {
    Pattern name = Pattern.compile(Pattern.quote(prefix) + "([0-9]{1,9})");
    List<String> header = table.header();
    SortedMap<Integer, Integer> places = new TreeMap<>();
    for (int i = 0; i < header.size(); i++) {
      Matcher matcher = name.matcher(header.get(i));
      if (matcher.matches()) {
        places.putIfAbsent(Integer.parseInt(matcher.group(1)), i);
      }
    }
    return places.values().stream().mapToInt(Integer::intValue).toArray();
  }

  static void read(Table table, FileReading reading) throws IOException {
    TableColumns names = reading.rules().columns();
    List<Feature> features = reading.shape().features();
    if (names.bins().size() != features.size()) {
      reading.fault(names.bins().size() + " prefixes of bins for " + features.size() + " features");
      return;
    }
    int[][] places = new int[features.size()][];
    for (int i = 0; i < places.length; i++) {
      String prefix = names.bins().get(i);
      places[i] = columns(table, prefix);
      if (places[i].length == 0) {
        reading.fault("no columns " + prefix + "0, " + prefix + "1 and so on");
        return;
      }
    }
    for (String name : names.length()) {
      if (!table.column(name).present()) {
        reading.fault("no column " + name);
        return;
      }
    }
    Optional<Column> trace = PacketRows.traceColumn(table, reading);
    if (trace.isPresent()) {
      rows(table, reading, places, trace.get());
    }
  }

  private static void rows(Table table, FileReading reading, int[][] places, Column trace)
      throws IOException {
    Set<String> seen = new HashSet<>();
    List<Feature> features = reading.shape().features();
    long rows = 0;
    while (table.advance()) {
      String name = trace.present() ? "" : Long.toString(rows);
      rows++;
      String[] row = table.row();
      if (row.length != table.header().size()) {
        reading.skip("wrong-number-of-cells", table.line());
        continue;
      }
      Optional<String> label = reading.rules().label().label(reading.path(), table::cell);
      if (label.isEmpty()) {
        reading.skip("no-label", table.line());
        continue;
      }
      String traceId = reading.traceId(label.get(), trace.present() ? trace.cell(row) : name);
      float[][] values = new float[features.size()][];
      int length;
      try {
        for (int i = 0; i < values.length; i++) {
          values[i] = values(row, places[i], features.get(i), reading.rules());
        }
        length = length(table, reading, values, places);
      } catch (NumberFormatException malformed) {
        reading.skip("bad-value", table.line());
        continue;
      }
      if (length == 0) {
        reading.skip("empty-trace", table.line());
      } else if (!seen.add(traceId)) {
        reading.skip("repeated-trace", table.line());
      } else {
        reading.finish(traceId, label.get(), length, values);
      }
    }
    reading.fault(table.damage());
  }

  private static float[] values(String[] row, int[] places, Feature feature, ReadRules rules) {
    float[] values = new float[rules.shape().length()];
    double unit = feature == Feature.GAP ? rules.timeScale().seconds() : 1;
    for (int i = 0; i < Math.min(values.length, places.length); i++) {
      String cell = row[places[i]];
      float value = (float) (Double.parseDouble(cell) * unit);
      if (!Float.isFinite(value) || (value < 0 && !feature.signed())) {
        throw new NumberFormatException(cell);
      }
      values[i] = value;
    }
    return values;
  }

  /**
   * The true length as the table has it, or else up to the last value that is not 0.
   *
   * @throws NumberFormatException when the table has no length of 0 or more in the row
   */
  private static int length(Table table, FileReading reading, float[][] values, int[][] places) {
    int most = Math.min(reading.shape().length(), places[0].length);
    for (String name : reading.rules().columns().length()) {
      Optional<String> cell = table.cell(name);
      if (cell.isPresent()) {
        return Math.min(most, Integer.parseUnsignedInt(cell.get()));
      }
    }
    return IntStream.iterate(most, i -> i > 0, i -> i - 1)
        .filter(i -> anyAt(values, i - 1))
        .findFirst()
        .orElse(0);
  }

  private static boolean anyAt(float[][] values, int index) {
    for (float[] series : values) {
      if (series[index] != 0) {
        return true;
      }
    }
    return false;
  }
}
