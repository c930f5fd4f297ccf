package org.netdiffus.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which packets of a capture make one trace.
 *
 * <p>A silence of more than {@code idleNanos} ends a trace, and the next packet starts another. A
 * trace that has lasted {@code activeNanos} is cut before its next packet. Windows are counted from
 * the first packet after the last such silence; one without packets gives no trace.
 *
 * @param unit whose packets belong together
 * @param idleNanos longest silence within a trace in nanoseconds, 0 for no limit
 * @param activeNanos longest duration of a trace in nanoseconds, 0 for no limit
 * @param windowNanos width of a window of time in nanoseconds, 0 for none
 * @param mostPackets how many of the first packets of a trace count, 0 for all
 */
public record TraceRule(
    Unit unit, long idleNanos, long activeNanos, long windowNanos, long mostPackets)
    implements Serializable {
  /** All packets of a file are one trace. */
  public static final TraceRule FILES = new TraceRule(Unit.FILE, 0, 0, 0, 0);

  private static final String WINDOW = "window:";
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  /** Whose packets belong together. */
  public enum Unit {
    /** Those of a file. */
    FILE,
    /** Those between two ports of two addresses, both ways, by one protocol. */
    FLOW,
    /** Those of one client's address. */
    HOST
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when a number is below 0
   */
  public TraceRule {
    if (idleNanos < 0 || activeNanos < 0 || windowNanos < 0 || mostPackets < 0) {
      throw new IllegalArgumentException("a limit below 0");
    }
  }

  /**
   * Reads a setting: {@code file}, {@code flow}, {@code host}, or {@code window:180s} (of the file)
   * alone or behind one of these and {@code /}. The other parts are those of this rule.
   *
   * @return empty when it is none of these
   */
  public Optional<TraceRule> with(String text) {
    int slash = text.indexOf('/');
    boolean windowed = slash >= 0 || text.startsWith(WINDOW);
    String name = slash >= 0 ? text.substring(0, slash) : windowed ? "file" : text;
    Optional<Unit> found =
        Arrays.stream(Unit.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst();
    if (!windowed || found.isEmpty()) {
      return found.map(one -> new TraceRule(one, idleNanos, activeNanos, windowNanos, mostPackets));
    }
    String window = text.substring(slash + 1);
    Matcher width =
        DURATION.matcher(window.startsWith(WINDOW) ? window.substring(WINDOW.length()) : "");
    return width.matches()
        ? Optional.of(new TraceRule(found.get(), idleNanos, activeNanos, nanos(width), mostPackets))
        : Optional.empty();
  }

  private static long nanos(Matcher width) {
    long millis =
        switch (width.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Math.multiplyExact(
        Long.parseLong(width.group(1)), Math.multiplyExact(millis, 1_000_000L));
  }

  /** Whether every file is one trace, whole. */
  public boolean wholeFiles() {
    return unit == Unit.FILE && !cutsByTime();
  }

  /** Whether several traces may come from packets that belong together. */
  boolean cutsByTime() {
    return idleNanos > 0 || activeNanos > 0 || windowNanos > 0;
  }

  /** How many packets of a trace count. */
  long packetLimit() {
    return mostPackets == 0 ? Long.MAX_VALUE : mostPackets;
  }
}
