/** Series to GASF tiles and back: field, gamma, area resize, scaling and recovery. */
@NullMarked
package org.netdiffus.tile;

import org.jspecify.annotations.NullMarked;
