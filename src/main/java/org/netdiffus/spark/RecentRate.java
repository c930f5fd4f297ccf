package org.netdiffus.spark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a count grows, by the last minute of it: what lay between its parts before, or how slow
 * its beginning was, does not count.
 */
final class RecentRate {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();
  private static final double NANOS = 1e9;

  /** Those of the last minute. */
  private final Deque<Point> points = new ArrayDeque<>();

  /** The last one before them. */
  private Point from;

  private record Point(long nanos, long done) {}

  /** Begins at a moment, with what is done already. */
  RecentRate(long nanos, long done) {
    this.from = new Point(nanos, done);
  }

  /**
   * Takes note of how far the count is.
   *
   * @param nanos moment, not before that of the last call
   * @return what was done a second, at least over the last minute where there was as much; 0 when
   *     no time has passed
   */
  double perSecond(long nanos, long done) {
    points.addLast(new Point(nanos, done));
    while (nanos - points.getFirst().nanos() >= WINDOW) {
      from = points.removeFirst();
    }
    return nanos > from.nanos() ? NANOS * (done - from.done()) / (nanos - from.nanos()) : 0;
  }
}
