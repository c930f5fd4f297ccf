package org.netdiffus.spark;

import java.io.Serializable;

/**
 * One series of a trace: a row of {@code extract-series}. The array is not copied; its owner is
 * whoever reads or writes the row.
 *
 * @param traceId path relative to the input with {@code /}, and {@code #} with the trace within
 * @param label class of the trace
 * @param split {@code train} or {@code test}
 * @param feature name of the feature, such as {@code bytes-down}
 * @param length true points of the series before padding, at least 1
 * @param values the series in the feature's units, padded with 0
 * @param source file that the trace came from, relative to the input
 */
public record SeriesRow(
    String traceId,
    String label,
    String split,
    String feature,
    int length,
    float[] values,
    String source)
    implements Serializable {}
