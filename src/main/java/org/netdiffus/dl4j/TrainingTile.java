package org.netdiffus.dl4j;

import java.io.Serializable;

/**
 * One clean tile to train on.
 *
 * @param index its place among all training tiles, from 0; it decides which worker has the tile
 * @param classNumber 0 to K - 1
 * @param pixels {@code [row][column][channel]}, in [0, 1]; owned by the record
 */
public record TrainingTile(long index, int classNumber, float[] pixels) implements Serializable {}
