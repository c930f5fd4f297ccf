package org.netdiffus.measure;

import java.util.Arrays;

/**
 * A tile with the error that a denoiser makes on it.
 *
 * @param traceId its trace
 * @param label its class
 * @param part whether the denoiser was trained on it
 * @param losses mean squared error at each noise level, above 0; owned by the record
 */
public record ProbedTile(String traceId, String label, Part part, double[] losses) {
  /** What a denoiser knows of a tile. */
  public enum Part {
    /** It was trained on it. */
    MEMBER,
    /** It never saw it. */
    HELD_OUT
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProbedTile that
        && traceId.equals(that.traceId)
        && label.equals(that.label)
        && part == that.part
        && Arrays.equals(losses, that.losses);
  }

  @Override
  public int hashCode() {
    return 31 * traceId.hashCode() + Arrays.hashCode(losses);
  }
}
