package org.netdiffus.measure;

import java.util.List;

/**
 * Tiles and series of one class for a reader to look at.
 *
 * @param label class
 * @param trainingTiles real training tiles of the class
 * @param testTiles real test tiles of the class
 * @param judgedTestTiles of the real test tiles those that accuracies were measured on
 * @param syntheticTiles synthetic tiles of the class
 * @param realTiles some real tiles, each {@code [row][column][channel]} in 0..1
 * @param syntheticExamples some synthetic tiles, likewise
 * @param realSeries their recovered series in units, first channel
 * @param syntheticSeries likewise
 */
public record ClassExamples(
    String label,
    long trainingTiles,
    long testTiles,
    long judgedTestTiles,
    long syntheticTiles,
    List<float[]> realTiles,
    List<float[]> syntheticExamples,
    List<float[]> realSeries,
    List<float[]> syntheticSeries) {}
