package org.netdiffus.series;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of tables are called, and how a direction is written.
 *
 * @param time column of the packets' times
 * @param size column of the packets' original lengths in bytes; a sign tells the direction where
 *     there is no column for it (positive is up)
 * @param direction column of the packets' directions
 * @param up texts of the direction from the client
 * @param down texts of the direction to the client
 * @param bins what stands before the number in the names of a bin table's columns: one prefix for
 *     each feature, in their order
 * @param length columns that may hold the true number of values of a bin table's row: none or one
 */
public record TableColumns(
    String time,
    String size,
    String direction,
    List<String> up,
    List<String> down,
    List<String> bins,
    List<String> length)
    implements Serializable {
  /** The names of {@code reference.conf}. */
  public static final TableColumns COMMON =
      new TableColumns(
          "time", "size", "direction", List.of("1"), List.of("-1"), List.of("b"), List.of());

  private static final Set<String> UP_WORDS =
      Set.of("s", "up", "out", "outgoing", "uplink", "upload", "sent", "send");
  private static final Set<String> DOWN_WORDS =
      Set.of("r", "down", "in", "incoming", "downlink", "download", "received", "receive");

  /**
   * Keeps copies of the lists.
   *
   * @throws IllegalArgumentException without a prefix
   */
  public TableColumns {
    if (bins.isEmpty() || length.size() > 1) {
      throw new IllegalArgumentException(bins + " are no prefixes, or " + length + " above one");
    }
    up = List.copyOf(up);
    down = List.copyOf(down);
    bins = List.copyOf(bins);
    length = List.copyOf(length);
  }

  /**
   * The direction that a cell tells: first by the given texts, then by common words, then by the
   * sign of a number, where 0 means that it is not known. Empty when it is none of these.
   */
  Optional<Direction> direction(String cell) {
    if (up.contains(cell)) {
      return Optional.of(Direction.UP);
    }
    if (down.contains(cell)) {
      return Optional.of(Direction.DOWN);
    }
    String word = cell.toLowerCase(Locale.ROOT);
    if (UP_WORDS.contains(word)) {
      return Optional.of(Direction.UP);
    }
    if (DOWN_WORDS.contains(word)) {
      return Optional.of(Direction.DOWN);
    }
    return Table.isNumber(cell)
        ? Optional.of(Direction.ofSign((long) Math.signum(Double.parseDouble(cell))))
        : Optional.empty();
  }
}
