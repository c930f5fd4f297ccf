/**
 * The neural networks on DL4J: the U-Net denoiser, its training and checkpoints, and the tile
 * classifier.
 */
@NullMarked
package org.netdiffus.dl4j;

import org.jspecify.annotations.NullMarked;
