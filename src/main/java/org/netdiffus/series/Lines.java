package org.netdiffus.series;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a UTF-8 text that are not blank, without their ends (LF or CR LF). A line that
 * damaged packed data cut short is left out, since half a number is still a number.
 */
final class Lines {
  /** More characters than a line of any table has; a file without line ends stops there. */
  static final int MOST_CHARACTERS = 1 << 24;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Content file;
  private final Reader reader;
  private final char[] buffer = new char[1 << 14];
  private int next;
  private int limit;
  private long number;
  private String line = "";
  private Optional<String> damage = Optional.empty();

  Lines(Content file) {
    this.file = file;
    this.reader = new InputStreamReader(file, StandardCharsets.UTF_8);
  }

  /** Goes to the next line; false at the end and at damage. */
  boolean advance() throws IOException {
    while (damage.isEmpty() && read()) {
      if (!line.isBlank()) {
        return true;
      }
    }
    return false;
  }

  String line() {
    return line;
  }

  /** Number of the line in the file, from 1. */
  long number() {
    return number;
  }

  /** What ended the reading before the end of the file, if anything did. */
  Optional<String> damage() {
    return damage.isPresent() ? damage : file.damage();
  }

  private boolean read() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean ended = false;
    while (!ended) {
      if (next == limit) {
        limit = Math.max(0, reader.read(buffer, 0, buffer.length));
        next = 0;
        if (limit == 0) {
          break;
        }
      }
      int end = next;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      ended = end < limit;
      text.append(buffer, next, end - next);
      next = ended ? end + 1 : end;
      if (text.length() > MOST_CHARACTERS) {
        damage =
            Optional.of(
                "line " + (number + 1) + " is longer than " + MOST_CHARACTERS + " characters");
        return false;
      }
    }
    if (!ended && (text.length() == 0 || file.damage().isPresent())) {
      return false;
    }
    number++;
    if (text.length() > 0 && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    int from = number == 1 && text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    line = text.substring(from);
    return true;
  }
}
