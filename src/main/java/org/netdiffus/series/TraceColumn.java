package org.netdiffus.series;

import java.io.Serializable;

/** Which column of a table names the trace that a row belongs to. */
public sealed interface TraceColumn extends Serializable {
  /** Name of the column that {@code auto} looks for. */
  String AUTO_NAME = "trace";

  /**
   * Reads a setting: nothing or {@code auto}, {@code none}, or a column's name.
   *
   * @return never anything but one of the three: any other text is a name
   */
  static TraceColumn parse(String text) {
    return switch (text) {
      case "", "auto" -> new Auto();
      case "none" -> new None();
      default -> new Named(text);
    };
  }

  /** The column {@code trace} where a table has one; else as {@link None}. */
  record Auto() implements TraceColumn {}

  /** A packet table is one trace; every row of a bin table is one, named by its number from 0. */
  record None() implements TraceColumn {}

  /**
   * The column of this name, which every table must have.
   *
   * @param name the column's name
   */
  record Named(String name) implements TraceColumn {}
}
