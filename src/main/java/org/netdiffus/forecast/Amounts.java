package org.netdiffus.forecast;

/**
 * How much there is of what one step hands to the next.
 *
 * @param traces traces: captures, series of all features together, or tiles
 * @param training those of them that train; 0 where nothing is divided
 * @param labels classes
 * @param channels features of a trace
 * @param points points of a series; 0 where there are none
 * @param side side of a tile in pixels; 0 where there are none
 * @param files files that hold them
 * @param bytes their size in bytes
 */
public record Amounts(
    long traces,
    long training,
    int labels,
    int channels,
    int points,
    int side,
    long files,
    long bytes) {}
