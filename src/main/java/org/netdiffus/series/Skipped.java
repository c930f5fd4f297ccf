package org.netdiffus.series;

import java.io.Serializable;
import java.util.Comparator;

/**
 * How often something was left out, and where first.
 *
 * @param count how often, at least 1
 * @param file the first file in order of paths where it was
 * @param place the first place in that file: number of the line, or of the frame in a capture, from
 *     1
 */
public record Skipped(long count, String file, long place) implements Serializable {
  private static final Comparator<Skipped> BY_PLACE =
      Comparator.comparing(Skipped::file).thenComparingLong(Skipped::place);

  /** Both together; the order does not matter. */
  public Skipped plus(Skipped other) {
    Skipped first = BY_PLACE.compare(this, other) <= 0 ? this : other;
    return new Skipped(Math.addExact(count, other.count), first.file, first.place);
  }
}
