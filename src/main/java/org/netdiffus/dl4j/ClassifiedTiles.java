package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * Tiles as a {@link TileClassifier} sees them.
 *
 * @param features 64 numbers of each tile, those that the last layer decides by; owned by the
 *     record
 * @param predicted the most likely class of each; owned by the record
 */
public record ClassifiedTiles(float[][] features, int[] predicted) implements Serializable {}
