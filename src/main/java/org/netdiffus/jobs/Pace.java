package org.netdiffus.jobs;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps something that is asked for often from being done more than once in a while. */
final class Pace {
  private final Duration atLeastApart;
  private final LongSupplier nanoseconds;
  private long last;

  /**
   * @param nanoseconds a clock that never goes back
   */
  Pace(Duration atLeastApart, LongSupplier nanoseconds) {
    this.atLeastApart = atLeastApart;
    this.nanoseconds = nanoseconds;
    this.last = nanoseconds.getAsLong();
  }

  /** By the machine's clock; counted from now on. */
  static Pace of(Duration atLeastApart) {
    return new Pace(atLeastApart, System::nanoTime);
  }

  /** Whether it is time to do it; counted from now on if so. */
  boolean isDue() {
    long now = nanoseconds.getAsLong();
    if (now - last < atLeastApart.toNanos()) {
      return false;
    }
    last = now;
    return true;
  }
}
