package org.netdiffus.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.netdiffus.capture.InternetAddress;
import org.netdiffus.capture.Network;

/**
 * A row of a table of labels: the label of traces of which one end has an address and a port, and
 * that start within a stretch of time.
 *
 * @param label the label
 * @param networks where the address lies: one block, or none for any address
 * @param ports the port of the same end: one, or none for any port
 * @param fromNanos first time in nanoseconds since 1970-01-01 UTC
 * @param untilNanos first time behind
 */
public record AddressLabel(
    String label, List<Network> networks, List<Integer> ports, long fromNanos, long untilNanos)
    implements Serializable {
  private static final int NANO_DIGITS = 9;

  /** Keeps copies of the lists. */
  public AddressLabel {
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
  }

  /**
   * Reads a table with a header, whose columns are {@code label} and any of {@code address} (an
   * address or a block), {@code port}, {@code from} and {@code until} (seconds since 1970-01-01 UTC
   * or {@code 2026-01-31T12:00:00Z}). Empty cells hold for all.
   *
   * @param text its content
   * @throws IllegalArgumentException when it has no such column, or a cell that is none; the
   *     message says which
   */
  public static LabelRule table(String text) {
    List<AddressLabel> rows = new ArrayList<>();
    try (Content content =
        Content.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      Table table =
          Table.open(content).orElseThrow(() -> new IllegalArgumentException("the table is empty"));
      for (String name : List.of("label", "address|port|from|until")) {
        if (List.of(name.split("\\|")).stream().noneMatch(one -> table.column(one).present())) {
          throw new IllegalArgumentException("there is no column " + name.replace("|", " or "));
        }
      }
      while (table.advance()) {
        try {
          rows.add(row(table));
        } catch (IllegalArgumentException malformed) {
          throw new IllegalArgumentException(
              "line " + table.line() + ": " + malformed.getMessage(), malformed);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be read", impossible);
    }
    return new LabelRule.Addressed(rows);
  }

  private static AddressLabel row(Table table) {
    String label = cell(table, "label").orElseThrow(() -> new IllegalArgumentException("no label"));
    return new AddressLabel(
        label,
        cell(table, "address").map(Network::parse).stream().toList(),
        cell(table, "port").map(AddressLabel::port).stream().toList(),
        cell(table, "from").map(AddressLabel::nanos).orElse(Long.MIN_VALUE),
        cell(table, "until").map(AddressLabel::nanos).orElse(Long.MAX_VALUE));
  }

  private static Optional<String> cell(Table table, String name) {
    return table.cell(name).filter(cell -> !cell.isBlank());
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    if (port > 65_535) {
      throw new IllegalArgumentException("'" + text + "' is no port");
    }
    return port;
  }

  private static long nanos(String text) {
    try {
      if (text.contains("T")) {
        Instant instant = Instant.parse(text);
        return Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
      }
      return new BigDecimal(text)
          .movePointRight(NANO_DIGITS)
          .setScale(0, RoundingMode.FLOOR)
          .longValueExact();
    } catch (DateTimeException | ArithmeticException | NumberFormatException malformed) {
      throw new IllegalArgumentException("'" + text + "' is no time", malformed);
    }
  }

  /** The label of a trace by the first row that fits. */
  static Optional<String> of(
      List<AddressLabel> rows, TraceRule.Unit unit, TraceKey key, long startNanos) {
    return rows.stream()
        .filter(row -> row.fits(unit, key, startNanos))
        .map(AddressLabel::label)
        .findFirst();
  }

  private boolean fits(TraceRule.Unit unit, TraceKey key, long startNanos) {
    if (startNanos < fromNanos || startNanos >= untilNanos) {
      return false;
    }
    return switch (unit) {
      case FILE -> networks.isEmpty() && ports.isEmpty();
      case HOST -> ports.isEmpty() && holds(key.low());
      case FLOW ->
          (holds(key.low()) && isPort(key.lowPort()))
              || (holds(key.high()) && isPort(key.highPort()));
    };
  }

  private boolean holds(InternetAddress address) {
    return networks.stream().allMatch(block -> block.contains(address.high(), address.low()));
  }

  private boolean isPort(int port) {
    return ports.stream().allMatch(one -> one == port);
  }
}
