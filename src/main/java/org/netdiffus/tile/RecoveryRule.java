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
  ALL_PIXELS;

  /** Name in settings and files: {@code diagonal} or {@code all-pixels}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
