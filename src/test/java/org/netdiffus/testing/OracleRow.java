package org.netdiffus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One row of a tab-separated table with a header, values by column. */
public record OracleRow(Map<String, String> values) {
  /** The rows of a table, in their order. */
  public static List<OracleRow> read(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    String[] names = lines.get(0).split("\t", -1);
    return lines.stream().skip(1).map(line -> of(names, line.split("\t", -1))).toList();
  }

  private static OracleRow of(String[] names, String[] cells) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      values.put(names[i], cells[i]);
    }
    return new OracleRow(values);
  }

  /** The value of a column that is there. */
  public String get(String column) {
    return Objects.requireNonNull(values.get(column), column);
  }
}
