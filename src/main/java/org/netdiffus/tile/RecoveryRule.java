package org.netdiffus.tile;

import java.util.Locale;

/** How a series is read from a tile. */
public enum RecoveryRule {
  /** From the diagonal alone: {@code x_i = T_ii^(1 / 2g)}. */
  DIAGONAL,
  /**
   * From all pixels by least squares on the angles: {@code 2 arccos(T_ij^(1 / 2g)) = theta_i +
   * theta_j}, so {@code theta_i} is the mean of row i less half the mean of all. Exact on an exact
   * tile, and about five times closer than the diagonal under noise on the pixels.
   */
  ALL_PIXELS,
  /** From the two factors of a {@code resize-gamma} tile without its gamma. */
  FACTORS,
  /** From two levels behind each pixel of a {@code gamma-resize} tile, fitted to all pixels. */
  LEVELS;

  /** Name in settings and files: {@code diagonal}, {@code all-pixels}, {@code factors} ... */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rule that a tile is read by when this one is asked for: the diagonal is the same for all
   * tiles, and each order has its own way to use all pixels.
   */
  RecoveryRule of(TileGeometry geometry) {
    if (this == DIAGONAL) {
      return DIAGONAL;
    }
    if (geometry.invertsExactly()) {
      return ALL_PIXELS;
    }
    return geometry.order() == TileOrder.RESIZE_GAMMA ? FACTORS : LEVELS;
  }
}
