package org.netdiffus.tile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * In which order a series is averaged, turned into a field and given its gamma. The three tiles
 * differ, because none of the steps commutes with another (unless gamma is 1 or the size is the
 * number of points).
 */
public enum TileOrder {
  /** Average the series, then the field, then gamma: {@code Y(P x)^g}; exactly invertible. */
  PAA,
  /** The field, then gamma, then area averages of the picture: {@code P Y(x)^g P'}. */
  GAMMA_RESIZE,
  /** The field, then area averages of the picture, then gamma: {@code (P Y(x) P')^g}. */
  RESIZE_GAMMA;

  /** Name in settings and files: {@code paa}, {@code gamma-resize} or {@code resize-gamma}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The order of this name in settings and files; empty when there is none. */
  public static Optional<TileOrder> ofSettingName(String name) {
    return Arrays.stream(values()).filter(order -> order.settingName().equals(name)).findFirst();
  }
}
