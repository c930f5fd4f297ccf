package org.netdiffus.series;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a file holds traces. Any of them may be packed. */
public enum TraceFormat {
  /** Told by each file's content. */
  AUTO("auto"),
  /** A pcap capture, one trace. */
  PCAP("pcap"),
  /** A table with a header and one row a packet. */
  PACKETS("packets"),
  /**
   * A table without a header, one row a packet or cell: time, direction and perhaps size. A second
   * column of signed sizes is both direction and size.
   */
  CELLS("cells"),
  /** A table with a header and one row a trace, whose bins are columns. */
  BINS("bins"),
  /** One packet size a line, perhaps after a header, one trace. No times. */
  VALUES("values"),
  /** JSON lines in the style of Cisco Joy, one flow a line, whose packets are a list in it. */
  JOY("joy");

  /** How many bytes {@link #startsAsCapture} looks at. */
  public static final int MAGIC_BYTES = 4;

  /** How many bytes {@link #startsAsJson} looks at: blank lines may come first. */
  static final int JSON_BYTES = 64;

  private static final int[][] CAPTURE_MAGICS = {
    {0xd4, 0xc3, 0xb2, 0xa1},
    {0xa1, 0xb2, 0xc3, 0xd4},
    {0x4d, 0x3c, 0xb2, 0xa1},
    {0xa1, 0xb2, 0x3c, 0x4d},
    {0x34, 0xcd, 0xb2, 0xa1},
    {0xa1, 0xb2, 0xcd, 0x34},
    {0x0a, 0x0d, 0x0d, 0x0a}
  };

  private final String settingName;

  TraceFormat(String settingName) {
    this.settingName = settingName;
  }

  /** Name in settings, such as {@code pcap}. */
  public String settingName() {
    return settingName;
  }

  /** The format of a setting's name; empty for an unknown name. */
  public static Optional<TraceFormat> named(String settingName) {
    return Arrays.stream(values()).filter(f -> f.settingName.equals(settingName)).findFirst();
  }

  /**
   * Whether these first bytes are those of a capture, readable or not: pcap in either byte order,
   * its variants and pcapng, none of which can begin a text.
   */
  public static boolean startsAsCapture(byte[] start) {
    return start.length >= MAGIC_BYTES
        && Arrays.stream(CAPTURE_MAGICS)
            .anyMatch(
                magic ->
                    (start[0] & 0xff) == magic[0]
                        && (start[1] & 0xff) == magic[1]
                        && (start[2] & 0xff) == magic[2]
                        && (start[3] & 0xff) == magic[3]);
  }

  /**
   * Whether a text that starts like this holds JSON: the first character that is no blank opens an
   * object.
   */
  static boolean startsAsJson(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
    return text.stripLeading().startsWith("{");
  }

  /** What a table is, by its header and first row; empty when it is none of these. */
  static Optional<TraceFormat> of(Table table, TableColumns columns) {
    List<String> header = table.header();
    String[] row = table.firstRow();
    if (row.length == 0) {
      return Optional.empty();
    }
    if (header.isEmpty()) {
      if (row.length == 1) {
        return Optional.of(VALUES);
      }
      boolean cells = row.length <= 3 && columns.direction(row[1]).isPresent();
      return cells ? Optional.of(CELLS) : Optional.empty();
    }
    boolean direction = table.column(columns.direction()).present();
    boolean size = table.column(columns.size()).present();
    if (direction || (size && table.column(columns.time()).present())) {
      return Optional.of(PACKETS);
    }
    if (BinRows.columns(table, columns.bins().get(0)).length > 1) {
      return Optional.of(BINS);
    }
    if (header.size() == 1 && row.length == 1 && Table.isNumber(row[0])) {
      return Optional.of(VALUES);
    }
    return size ? Optional.of(PACKETS) : Optional.empty();
  }
}
