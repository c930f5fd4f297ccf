package org.netdiffus.jobs;

import java.io.Serializable;

/**
 * A tile of the sample with what its own pixels tell.
 *
 * @param traceId trace that the tile shows, or the name of a synthetic one
 * @param split {@code train}, {@code test} or {@code synthetic}
 * @param label class
 * @param place place among the tiles of its class and part, from 1, in an order that is random but
 *     the same in every run
 * @param pixels {@code [row][column][channel]}
 * @param gramianResidual mean over the channels
 * @param features domain features of the recovered series, channel after channel
 * @param series recovered series of the first channel in its units: of a real tile as long as its
 *     trace, of a synthetic one to the end of traffic
 */
record MeasuredTile(
    String traceId,
    String split,
    String label,
    int place,
    float[] pixels,
    double gramianResidual,
    double[] features,
    float[] series)
    implements Serializable {}
