package org.netdiffus.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.netdiffus.capture.Tunnel;

/**
 * Options of the source {@code capture}, as the page on captures describes them.
 *
 * @param tunnel which IP header of a tunnelled packet counts
 * @param splitBytes size of the parts that large captures are read in, at least 1
 * @param index folder of the indexes of captures, empty for beside each
 * @param boundaries how record boundaries are found
 * @param snap most bytes of {@code frame} and {@code payload}, at least 0
 * @param mode what to do about damage
 * @param pseudonyms file of the key of the pseudonyms of addresses, empty for none
 */
record CaptureOptions(
    Tunnel tunnel,
    long splitBytes,
    String index,
    Boundaries boundaries,
    int snap,
    Mode mode,
    String pseudonyms)
    implements Serializable {
  static final String TUNNELS = "tunnels";
  static final String SPLIT_SIZE = "splitSize";
  static final String INDEX = "index";
  static final String STRICT_INDEX = "strictIndex";
  static final String SNAP = "snap";
  static final String MODE = "mode";
  static final String PSEUDONYMS = "pseudonyms";

  private static final long COMMON_SPLIT_BYTES = 64L << 20;

  /** The last two are Spark's names for what is read. */
  private static final List<String> KNOWN =
      List.of(TUNNELS, SPLIT_SIZE, INDEX, STRICT_INDEX, SNAP, MODE, PSEUDONYMS, "path", "paths");

  /** How record boundaries within large classic captures are found. */
  enum Boundaries {
    /** From the bytes around them. */
    GUESSED,
    /** By a walk over the records. */
    EXACT
  }

  /** What to do about damage. */
  enum Mode {
    /** Keep what was read before it. */
    LENIENT,
    /** Fail, with its place. */
    STRICT
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException for an option that there is not, and for a value that is not
   *     one of an option's
   */
  static CaptureOptions of(CaseInsensitiveStringMap options) {
    for (String name : options.keySet()) {
      if (KNOWN.stream().noneMatch(name::equalsIgnoreCase)) {
        throw new IllegalArgumentException(
            "the source capture has no option " + name + ": it has " + String.join(", ", KNOWN));
      }
    }
    String tunnels = options.getOrDefault(TUNNELS, Tunnel.OUTER.settingName());
    String given = options.getOrDefault(MODE, "lenient");
    String mode = given.toUpperCase(Locale.ROOT);
    if (!mode.equals("LENIENT") && !mode.equals("STRICT")) {
      throw unknown(MODE, given, "lenient or strict");
    }
    Optional<Tunnel> tunnel = Tunnel.named(tunnels);
    if (tunnel.isEmpty()) {
      throw unknown(TUNNELS, tunnels, "outer or inner");
    }
    return new CaptureOptions(
        tunnel.get(),
        bytes(options, SPLIT_SIZE, COMMON_SPLIT_BYTES, 1),
        options.getOrDefault(INDEX, ""),
        options.getBoolean(STRICT_INDEX, false) ? Boundaries.EXACT : Boundaries.GUESSED,
        (int) Math.min(Integer.MAX_VALUE, bytes(options, SNAP, 262_144, 0)),
        Mode.valueOf(mode),
        options.getOrDefault(PSEUDONYMS, ""));
  }

  /** A number of bytes, with a unit of 2^10 (k), 2^20 (m) or 2^30 (g) or without. */
  private static long bytes(
      CaseInsensitiveStringMap options, String name, long common, long least) {
    String text = options.getOrDefault(name, Long.toString(common));
    String digits = text.strip().toLowerCase(Locale.ROOT).replaceFirst("b$", "");
    int unit = digits.isEmpty() ? -1 : "kmg".indexOf(digits.charAt(digits.length() - 1));
    String number = unit < 0 ? digits : digits.substring(0, digits.length() - 1);
    if (!number.matches("[0-9]{1,12}")) {
      throw unknown(name, text, "a number of bytes such as 64m");
    }
    long bytes = Long.parseLong(number) << (10 * (unit + 1));
    if (bytes < least) {
      throw unknown(name, text, "at least " + least);
    }
    return bytes;
  }

  private static IllegalArgumentException unknown(String name, String value, String choices) {
    return new IllegalArgumentException(
        "option " + name + " = " + value + " of the source capture: give " + choices);
  }
}
