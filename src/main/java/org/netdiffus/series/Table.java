package org.netdiffus.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text table: rows of cells between tabs, commas, semicolons or blanks, with a header line unless
 * the first cell of the first line is a number. Cells may be quoted (RFC 4180) within their line.
 */
final class Table {
  private static final String SEPARATORS = "\t,;";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");

  /** What the decoder puts in place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  private final Lines lines;
  private final char separator;
  private final String[] header;
  private String[] row;
  private boolean rowIsNext;

  private Table(Lines lines, char separator, String[] first) throws IOException {
    this.lines = lines;
    this.separator = separator;
    boolean named = !isNumber(first[0]);
    this.header = named ? first : new String[0];
    this.rowIsNext = named ? lines.advance() : true;
    this.row = named && rowIsNext ? split(lines.line(), separator) : first;
  }

  /** Opens a table at its first line; empty when the file has no line of text. */
  static Optional<Table> open(Content file) throws IOException {
    Lines lines = new Lines(file);
    if (!lines.advance() || !isText(lines.line())) {
      return Optional.empty();
    }
    char separator = separator(lines.line());
    return Optional.of(new Table(lines, separator, split(lines.line(), separator)));
  }

  /** Goes to the next row; false at the end and at damage. */
  boolean advance() throws IOException {
    if (rowIsNext) {
      rowIsNext = false;
      return true;
    }
    if (!lines.advance()) {
      return false;
    }
    row = split(lines.line(), separator);
    return true;
  }

  /** Before the first {@link #advance}: the cells of the first row, or none. */
  String[] firstRow() {
    return rowIsNext ? row : new String[0];
  }

  /** The cells of the row, as many as its line has; not to be changed. */
  String[] row() {
    return row;
  }

  /** Number of the row's line in the file, from 1. */
  long line() {
    return lines.number();
  }

  Optional<String> damage() {
    return lines.damage();
  }

  /** The names of the columns; none without a header. */
  List<String> header() {
    return List.of(header);
  }

  /** The column of a name: as written, or else the first that differs only in case. */
  Column column(String name) {
    for (int i = 0; i < header.length; i++) {
      if (header[i].equals(name)) {
        return Column.at(i);
      }
    }
    for (int i = 0; i < header.length; i++) {
      if (header[i].equalsIgnoreCase(name)) {
        return Column.at(i);
      }
    }
    return Column.ABSENT;
  }

  /**
   * The cell of a named column in the row; empty when there is none, when it is blank, and when it
   * is not UTF-8, since different names would become the same one.
   */
  Optional<String> cell(String name) {
    Column column = column(name);
    if (!column.present() || column.index() >= row.length) {
      return Optional.empty();
    }
    String cell = column.cell(row);
    return cell.isEmpty() || cell.indexOf(REPLACEMENT) >= 0 ? Optional.empty() : Optional.of(cell);
  }

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  private static boolean isText(String line) {
    return line.chars().allMatch(c -> c >= ' ' || c == '\t');
  }

  private static char separator(String line) {
    char found = ' ';
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        found = candidate;
      }
    }
    return found;
  }

  private static String[] split(String line, char separator) {
    if (separator == ' ') {
      return line.strip().split("[ \t]+", -1);
    }
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      int quote = firstOfCell(line, at);
      if (quote < line.length() && line.charAt(quote) == '"') {
        StringBuilder cell = new StringBuilder();
        at = unquote(line, quote + 1, cell);
        int end = line.indexOf(separator, at);
        cells.add(cell.toString().strip());
        at = (end < 0 ? line.length() : end) + 1;
      } else {
        int end = line.indexOf(separator, at);
        int stop = end < 0 ? line.length() : end;
        cells.add(line.substring(at, stop).strip());
        at = stop + 1;
      }
    }
    return cells.toArray(new String[0]);
  }

  private static int firstOfCell(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** Appends what is quoted from here on; returns the place after the closing quote. */
  private static int unquote(String line, int from, StringBuilder cell) {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c != '"') {
        cell.append(c);
        at++;
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        cell.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    return at;
  }
}
