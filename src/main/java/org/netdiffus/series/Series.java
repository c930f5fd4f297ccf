package org.netdiffus.series;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One feature of one trace.
 *
 * @param traceId the file's path relative to the input with {@code /}, and where a table holds
 *     several traces {@code #} and the trace's name in it
 * @param label the trace's class
 * @param feature what the values are
 * @param length values before the padding, 1 to {@code values.length}
 * @param values the series with its padding of 0; owned by this record, not to be changed
 * @param source path of the file that it was read from, relative to the input with {@code /}
 * @param startNanos earliest time of the trace in nanoseconds: since 1970-01-01 UTC for a capture,
 *     as the table has it for a table, 0 where there is no time
 */
public record Series(
    String traceId,
    String label,
    Feature feature,
    int length,
    float[] values,
    String source,
    long startNanos) {
  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when the length is outside 1..{@code values.length}
   */
  public Series {
    if (length < 1 || length > values.length) {
      throw new IllegalArgumentException(
          "length " + length + " is outside 1.." + values.length + " in " + traceId);
    }
  }

  /** Hands on all series of a trace, one for each feature. */
  static void all(
      String traceId,
      String label,
      String source,
      OrderedTrace trace,
      SeriesShape shape,
      Consumer<Series> consumer) {
    for (Feature feature : shape.features()) {
      consumer.accept(
          new Series(
              traceId,
              label,
              feature,
              trace.length(),
              trace.values(feature),
              source,
              trace.startNanos()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && traceId.equals(that.traceId)
        && label.equals(that.label)
        && feature == that.feature
        && length == that.length
        && Arrays.equals(values, that.values)
        && source.equals(that.source)
        && startNanos == that.startNanos;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * traceId.hashCode() + feature.hashCode()) + Arrays.hashCode(values);
  }
}
