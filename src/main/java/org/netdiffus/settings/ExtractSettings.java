package org.netdiffus.settings;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of {@code extract-series}, as {@code reference.conf} documents them.
 *
 * @param input folder or file to read
 * @param followLinks whether files are read that a link below the input leads out of it to
 * @param output run folder to write
 * @param format how files hold traces
 * @param label where labels come from
 * @param traceColumn column of a table that names the trace
 * @param packets which frames of a capture count
 * @param tunnels which IP header of a tunnelled packet counts: {@code outer} or {@code inner}
 * @param traces which packets of a capture make one trace
 * @param features names of the features
 * @param binWidthNanos width of a bin of time in nanoseconds, above 0
 * @param binPackets packets in a bin, 0 for bins of time
 * @param length values of every series, 2 to 1,000,000
 * @param client how the client's side is told
 * @param split {@code hash} or {@code order}
 * @param splitGroup regular expression, empty for every trace by itself
 * @param trainShare share of each class that trains, 0.01 to 0.99
 * @param seed seed of the split
 * @param pseudonyms file of the key of the pseudonyms of addresses, empty for none
 * @param table how tables are written
 */
public record ExtractSettings(
    String input,
    boolean followLinks,
    String output,
    String format,
    String label,
    String traceColumn,
    String packets,
    String tunnels,
    Traces traces,
    List<String> features,
    long binWidthNanos,
    int binPackets,
    int length,
    String client,
    String split,
    String splitGroup,
    double trainShare,
    long seed,
    String pseudonyms,
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
   * How captures are cut into traces.
   *
   * @param unit {@code file}, {@code flow}, {@code host}, or windows of these
   * @param idleNanos longest silence within a trace in nanoseconds, 0 for no limit
   * @param activeNanos longest duration of a trace in nanoseconds, 0 for no limit
   * @param mostPackets how many of the first packets of a trace count, 0 for all
   * @param splitSize size of the parts that large captures are read in, such as {@code 64m}
   * @param index folder of the indexes of captures, empty for beside each
   * @param strictIndex whether record boundaries are found by a walk over the records
   */
  public record Traces(
      String unit,
      long idleNanos,
      long activeNanos,
      long mostPackets,
      String splitSize,
      String index,
      boolean strictIndex)
      implements Serializable {
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}[kmg]?");

    private static Traces of(ResolvedSettings settings) {
      String splitSize = settings.text("extract.split-size");
      if (!SIZE.matcher(splitSize).matches()) {
        throw UserError.settings(
            "extract.split-size = " + splitSize, "give a number of bytes such as 64m");
      }
      return new Traces(
          settings.text("extract.trace"),
          limit(settings, "extract.idle-timeout"),
          limit(settings, "extract.active-timeout"),
          settings.wholeNumber("extract.max-packets", 0, Integer.MAX_VALUE),
          splitSize,
          settings.text("extract.index"),
          settings.choice("extract.strict-index", List.of("true", "false")).equals("true"));
    }

    private static long limit(ResolvedSettings settings, String key) {
      return settings.text(key).equals("none") ? 0 : nanos(settings, key);
    }
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
        settings.choice("extract.follow-links", List.of("true", "false")).equals("true"),
        settings.requiredText("extract.output", "the folder to write"),
        settings.text("extract.format"),
        settings.text("extract.label"),
        settings.text("extract.trace-column"),
        settings.text("extract.packets"),
        settings.choice("extract.tunnels", List.of("outer", "inner")),
        Traces.of(settings),
        settings.texts("extract.feature"),
        nanos(settings, "extract.bin-width"),
        settings.wholeNumber("extract.bin-packets", 0, Integer.MAX_VALUE),
        settings.wholeNumber("extract.length", 2, MOST_VALUES),
        settings.text("extract.client"),
        settings.choice("extract.split", List.of(HASH, ORDER)),
        settings.text("extract.split-group"),
        settings.number("extract.train-share", 0.01, 0.99),
        settings.longNumber("extract.seed"),
        settings.text("extract.pseudonyms"),
        Table.of(settings));
  }

  private static long nanos(ResolvedSettings settings, String key) {
    try {
      return settings.duration(key).toNanos();
    } catch (ArithmeticException tooLong) {
      throw UserError.settings(
          key + " = " + settings.text(key), "give a time of less than 292 years");
    }
  }
}
