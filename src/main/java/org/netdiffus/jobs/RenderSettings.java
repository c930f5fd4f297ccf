package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.tile.TileOrder;

/**
 * Settings of {@code render-tiles}.
 *
 * @param input run folder of {@code extract-series}
 * @param output run folder to write
 * @param size side of a tile in pixels
 * @param order order of averaging, field and gamma
 * @param gamma exponent of the pixels
 * @param scale how the scale of each feature is found
 * @param preview tiles of each class on the contact sheet; 0 for no sheet
 */
record RenderSettings(
    String input,
    String output,
    int size,
    TileOrder order,
    double gamma,
    ScaleRule scale,
    int preview)
    implements Serializable {
  static RenderSettings of(ResolvedSettings settings) {
    return new RenderSettings(
        settings.requiredText("render.input", "the folder that extract-series has written"),
        settings.requiredText("render.output", "the folder for the tiles"),
        settings.wholeNumber("render.size", 8, 512),
        settings.choice("render.order", List.of(TileOrder.values()), TileOrder::settingName),
        settings.number("render.gamma", 0.01, 4),
        ScaleRule.parse("render.scale", settings.text("render.scale")),
        settings.wholeNumber("render.preview", 0, 100));
  }
}
