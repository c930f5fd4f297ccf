package org.netdiffus.simulate;

import java.io.Serializable;

/**
 * How much simulated traffic was written.
 *
 * @param traces number of captures
 * @param packets packets in them
 * @param bytes sum of their original lengths
 */
public record TraceCounts(long traces, long packets, long bytes) implements Serializable {
  /** Nothing yet. */
  public static final TraceCounts NONE = new TraceCounts(0, 0, 0);

  /** Both together. */
  public TraceCounts plus(TraceCounts other) {
    return new TraceCounts(traces + other.traces, packets + other.packets, bytes + other.bytes);
  }
}
