package org.netdiffus.series;

/** Differences of times, which a hostile capture can set further apart than a long tells. */
final class Elapsed {
  private Elapsed() {}

  /** Nanoseconds from a time to a later one, at most {@link Long#MAX_VALUE}. */
  static long nanos(long from, long to) {
    long difference = to - from;
    return difference < 0 ? Long.MAX_VALUE : difference;
  }
}
