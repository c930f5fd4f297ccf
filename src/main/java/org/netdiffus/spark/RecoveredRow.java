package org.netdiffus.spark;

import java.io.Serializable;

/**
 * One series that was read from a channel of a tile: a row of {@code recover-series}. The array is
 * not copied; its owner is whoever reads or writes the row.
 *
 * @param traceId trace of the tile
 * @param label class
 * @param split {@code train}, {@code test} or {@code synthetic}
 * @param feature name of the feature
 * @param length values of the series
 * @param values the series in the feature's units, cut where the trace (or, in a synthetic tile,
 *     the traffic) ends
 * @param pointsPerValue points of the original series that each value is the mean of
 * @param inverse {@code exact} or {@code approximate}
 * @param rule {@code diagonal}, {@code all-pixels}, {@code factors} or {@code levels}
 * @param gramianResidual mean difference of the channel's pixels and those of the nearest valid
 *     tile
 * @param asymmetry mean difference of the channel's pixels and their mirror, 0..1
 * @param interval widest range, as a share of the scale, that the pixels leave open for any value
 */
public record RecoveredRow(
    String traceId,
    String label,
    String split,
    String feature,
    int length,
    float[] values,
    double pointsPerValue,
    String inverse,
    String rule,
    double gramianResidual,
    double asymmetry,
    double interval)
    implements Serializable {}
