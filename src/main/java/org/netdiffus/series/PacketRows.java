package org.netdiffus.series;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads tables with one row a packet: packet tables, cell files and lists of sizes. */
final class PacketRows {
  /** Above the length of any packet, and low enough for sums of many. */
  private static final long MOST_BYTES = 1L << 40;

  private final Table table;
  private final FileReading reading;
  private final int columns;
  private final Column time;
  private final Column size;
  private final Column direction;
  private final Column trace;
  private final Map<String, LabelledTrace> traces = new LinkedHashMap<>();
  private boolean sizesSeen;
  private boolean downSeen;

  private record LabelledTrace(String label, Trace packets) {}

  private record Row(long timeNanos, long size, Direction direction) {}

  private PacketRows(
      Table table,
      FileReading reading,
      int columns,
      Column time,
      Column size,
      Column direction,
      Column trace) {
    this.table = table;
    this.reading = reading;
    this.columns = columns;
    this.time = time;
    this.size = size;
    this.direction = direction;
    this.trace = trace;
  }

  /** A table with named columns. */
  static void readNamed(Table table, FileReading reading) throws IOException {
    TableColumns names = reading.rules().columns();
    if (table.header().isEmpty()) {
      reading.fault("no header line");
      return;
    }
    Optional<Column> trace = traceColumn(table, reading);
    if (trace.isEmpty()) {
      return;
    }
    Column time = table.column(names.time());
    Column size = table.column(names.size());
    Column direction = table.column(names.direction());
    if (!time.present() && reading.shape().needsTime()) {
      reading.fault("no column " + names.time());
    } else if (!size.present() && (reading.shape().needsSize() || !direction.present())) {
      reading.fault("no column " + names.size());
    } else {
      new PacketRows(table, reading, table.header().size(), time, size, direction, trace.get())
          .read();
    }
  }

  /** Time, direction and perhaps size, without a header. */
  static void readCells(Table table, FileReading reading) throws IOException {
    int columns = table.firstRow().length;
    if (columns < 2 || columns > 3) {
      reading.fault(columns + " columns where a cell file has 2 or 3");
      return;
    }
    Column size = columns == 3 ? Column.at(2) : Column.ABSENT;
    new PacketRows(table, reading, columns, Column.at(0), size, Column.at(1), Column.ABSENT).read();
  }

  /** One size a line. */
  static void readValues(Table table, FileReading reading) throws IOException {
    if (reading.shape().needsTime()) {
      reading.fault("a list of values has no times");
    } else if (table.firstRow().length != 1) {
      reading.fault(table.firstRow().length + " columns where a list of values has 1");
    } else {
      new PacketRows(table, reading, 1, Column.ABSENT, Column.at(0), Column.ABSENT, Column.ABSENT)
          .read();
    }
  }

  /** The trace column that the rules ask for; empty, with the fault told, when it is missing. */
  static Optional<Column> traceColumn(Table table, FileReading reading) {
    TraceColumn wanted = reading.rules().trace();
    if (wanted instanceof TraceColumn.Named named) {
      Column column = table.column(named.name());
      if (!column.present()) {
        reading.fault("no column " + named.name());
        return Optional.empty();
      }
      return Optional.of(column);
    }
    return Optional.of(
        wanted instanceof TraceColumn.Auto ? table.column(TraceColumn.AUTO_NAME) : Column.ABSENT);
  }

  private void read() throws IOException {
    while (table.advance()) {
      if (table.row().length != columns) {
        reading.skip("wrong-number-of-cells", table.line());
      } else {
        Optional<Row> row = row(table.row());
        Optional<LabelledTrace> of = row.isPresent() ? traceOfRow() : Optional.empty();
        if (row.isPresent() && of.isPresent()) {
          Row packet = row.get();
          reading.add(
              of.get().packets(),
              packet.timeNanos(),
              packet.size(),
              packet.direction(),
              table.line());
        }
      }
    }
    reading.fault(table.damage());
    if (traces.isEmpty()) {
      return;
    }
    if (!downSeen && !direction.present() && reading.shape().needsDirection()) {
      reading.fault("no column of directions and no negative size, so that directions are unknown");
    } else if (!sizesSeen && reading.shape().needsSize()) {
      reading.fault("no sizes");
    } else {
      traces.forEach((id, of) -> reading.finish(id, of.label(), of.packets()));
    }
  }

  private Optional<Row> row(String[] cells) {
    long timeNanos = 0;
    if (time.present()) {
      try {
        timeNanos = reading.rules().timeScale().nanos(time.cell(cells));
      } catch (NumberFormatException malformed) {
        return skip("bad-time");
      }
    }
    Optional<Direction> told = Optional.of(Direction.UNKNOWN);
    if (direction.present()) {
      told = reading.rules().columns().direction(direction.cell(cells));
      if (told.isEmpty()) {
        return skip("bad-direction");
      }
    }
    long bytes;
    try {
      bytes = bytes(cells);
    } catch (NumberFormatException malformed) {
      return skip("bad-size");
    }
    downSeen |= bytes < 0;
    sizesSeen |= size.present() || Math.abs(bytes) > 1;
    Direction way = direction.present() ? told.get() : Direction.ofSign(bytes);
    return Optional.of(new Row(timeNanos, Math.abs(bytes), way));
  }

  /** The signed size; without a column for it, that of the direction, 1 for a word. */
  private long bytes(String[] cells) {
    if (size.present()) {
      return wholeNumber(size.cell(cells));
    }
    String cell = direction.cell(cells);
    return Table.isNumber(cell) ? wholeNumber(cell) : 1;
  }

  private Optional<Row> skip(String reason) {
    reading.skip(reason, table.line());
    return Optional.empty();
  }

  private Optional<LabelledTrace> traceOfRow() {
    Optional<String> label = reading.rules().label().label(reading.path(), table::cell);
    if (label.isEmpty()) {
      reading.skip("no-label", table.line());
      return Optional.empty();
    }
    String id =
        trace.present() ? reading.traceId(label.get(), trace.cell(table.row())) : reading.path();
    LabelledTrace of =
        traces.computeIfAbsent(
            id,
            key ->
                new LabelledTrace(
                    label.get(),
                    new Trace(reading.shape(), reading.rules().traces().packetLimit())));
    if (!of.label().equals(label.get())) {
      reading.skip("label-changes", table.line());
      return Optional.empty();
    }
    return Optional.of(of);
  }

  private static long wholeNumber(String cell) {
    double number = Double.parseDouble(cell);
    if (number != Math.rint(number) || Math.abs(number) > MOST_BYTES) {
      throw new NumberFormatException(cell);
    }
    return (long) number;
  }
}
