package org.netdiffus.spark;

import java.util.stream.Stream;

/** What lies behind a failure. */
public final class Causes {
  /** A cause may lead back to itself. */
  private static final int DEPTH = 20;

  private Causes() {}

  /** The failure, its cause, the cause of that and so on. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEPTH);
  }
}
