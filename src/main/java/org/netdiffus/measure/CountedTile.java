package org.netdiffus.measure;

import java.util.Map;

/**
 * One tile with all that {@link TileTotals} count of it. Arrays are not changed.
 *
 * @param label class number
 * @param named class number that a network names
 * @param pixels of all channels
 * @param seen features that the network sees
 * @param domain domain features of its series, in units
 * @param traffic quantities of its series
 * @param residual Gramian residual
 * @param asymmetry mean difference from its mirror image
 */
public record CountedTile(
    int label,
    int named,
    float[] pixels,
    double[] seen,
    double[] domain,
    Map<TrafficQuantity, double[]> traffic,
    double residual,
    double asymmetry) {}
