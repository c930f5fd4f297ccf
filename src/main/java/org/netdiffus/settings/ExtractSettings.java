package org.netdiffus.settings;

import java.io.Serializable;
import java.util.List;

/**
 * Settings of {@code extract-series}, as {@code reference.conf} documents them.
 *
 * @param input folder or file to read
 * @param output run folder to write
 * @param format how files hold traces
 * @param label where labels come from
 * @param traceColumn column of a table that names the trace
 * @param packets which frames of a capture count
 * @param tunnels which IP header of a tunnelled packet counts: {@code outer} or {@code inner}
 * @param features names of the features
 * @param binWidthNanos width of a bin of time in nanoseconds, above 0
 * @param binPackets packets in a bin, 0 for bins of time
 * @param length values of every series, 2 to 1,000,000
 * @param client how the client's side is told
 * @param split {@code hash} or {@code order}
 * @param splitGroup regular expression, empty for every trace by itself
 * @param trainShare share of each class that trains, 0.01 to 0.99
 * @param seed seed of the split
 * @param table how tables are written
 */
public record ExtractSettings(
    String input,
    String output,
    String format,
    String label,
    String traceColumn,
    String packets,
    String tunnels,
    List<String> features,
    long binWidthNanos,
    int binPackets,
    int length,
    String client,
    String split,
    String splitGroup,
    double trainShare,
    long seed,
    Table table)
    implements Serializable {
  /** Value of {@link #split} that ranks by a hash of the trace. */
  public static final String HASH = "hash";

  /** Value of {@link #split} that ranks by time of capture. */
  public static final String ORDER = "order";

  private static final int MOST_VALUES = 1_000_000;

  /** Keeps a copy of the list. */
  public ExtractSettings {
    features = List.copyOf(features);
  }

  /**
   * How tables are written.
   *
   * @param time column of times
   * @param size column of sizes
   * @param direction column of directions
   * @param timeUnit unit of the times: {@code s}, {@code ms}, {@code us} or {@code ns}
   * @param up texts of the direction from the client
   * @param down texts of the direction to the client
   * @param binPrefixes what stands before the number of a bin's column, one for each feature
   * @param length columns of the true length of a bin table's rows: none or one
   */
  public record Table(
      String time,
      String size,
      String direction,
      String timeUnit,
      List<String> up,
      List<String> down,
      List<String> binPrefixes,
      List<String> length)
      implements Serializable {
    /** Keeps copies of the lists. */
    public Table {
      up = List.copyOf(up);
      down = List.copyOf(down);
      binPrefixes = List.copyOf(binPrefixes);
      length = List.copyOf(length);
    }

    private static Table of(ResolvedSettings settings) {
      String length = settings.text("extract.table.length");
      return new Table(
          settings.text("extract.table.time"),
          settings.text("extract.table.size"),
          settings.text("extract.table.direction"),
          settings.choice("extract.table.time-unit", List.of("s", "ms", "us", "ns")),
          settings.texts("extract.table.up"),
          settings.texts("extract.table.down"),
          settings.texts("extract.table.bin-prefix"),
          length.isEmpty() ? List.of() : List.of(length));
    }
  }

  /**
   * Reads the settings.
   *
   * @throws UserError for a value outside its range or a path that is not given
   */
  public static ExtractSettings of(ResolvedSettings settings) {
    return new ExtractSettings(
        settings.requiredText("extract.input", "a folder of captures or tables"),
        settings.requiredText("extract.output", "the folder to write"),
        settings.text("extract.format"),
        settings.text("extract.label"),
        settings.text("extract.trace-column"),
        settings.text("extract.packets"),
        settings.choice("extract.tunnels", List.of("outer", "inner")),
        settings.texts("extract.feature"),
        nanos(settings),
        settings.wholeNumber("extract.bin-packets", 0, Integer.MAX_VALUE),
        settings.wholeNumber("extract.length", 2, MOST_VALUES),
        settings.text("extract.client"),
        settings.choice("extract.split", List.of(HASH, ORDER)),
        settings.text("extract.split-group"),
        settings.number("extract.train-share", 0.01, 0.99),
        settings.longNumber("extract.seed"),
        Table.of(settings));
  }

  private static long nanos(ResolvedSettings settings) {
    try {
      return settings.duration("extract.bin-width").toNanos();
    } catch (ArithmeticException tooLong) {
      throw UserError.settings(
          "extract.bin-width = " + settings.text("extract.bin-width"),
          "give a time of less than 292 years");
    }
  }
}
