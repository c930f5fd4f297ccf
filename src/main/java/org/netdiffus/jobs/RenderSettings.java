package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.PixelEncoding;
import org.netdiffus.tile.Averaging;
import org.netdiffus.tile.TileOrder;

/**
 * Settings of {@code render-tiles}.
 *
 * @param input run folder of {@code extract-series}
 * @param output run folder to write
 * @param size side of a tile in pixels
 * @param order order of averaging, field and gamma
 * @param gamma exponent of the pixels
 * @param averaging how the averages of a pixel are computed
 * @param scale how the scale of each feature is found
 * @param scalesOf run folder of {@code render-tiles} whose scales are kept; empty to find them
 * @param features features that become channels, in this order; empty for all that were extracted
 * @param trainingShare share of the training series of each class that is drawn, above 0
 * @param prefix how much of each series is imaged
 * @param prefixSide how large the tile of a prefix is
 * @param encoding how pixels are stored
 * @param preview tiles of each class on the contact sheet; 0 for no sheet
 */
record RenderSettings(
    String input,
    String output,
    int size,
    TileOrder order,
    double gamma,
    Averaging averaging,
    ScaleRule scale,
    String scalesOf,
    List<String> features,
    double trainingShare,
    Prefix prefix,
    Prefix.Side prefixSide,
    PixelEncoding encoding,
    int preview)
    implements Serializable {
  /** Side of the smallest tile, in pixels. */
  static final int LEAST_SIZE = 8;

  static RenderSettings of(ResolvedSettings settings) {
    return new RenderSettings(
        settings.requiredText("render.input", "the folder that extract-series has written"),
        settings.requiredText("render.output", "the folder for the tiles"),
        settings.wholeNumber("render.size", LEAST_SIZE, 512),
        settings.choice("render.order", List.of(TileOrder.values()), TileOrder::settingName),
        settings.number("render.gamma", 0.01, 4),
        settings.choice("render.averaging", List.of(Averaging.values()), Averaging::settingName),
        ScaleRule.parse("render.scale", settings.text("render.scale")),
        settings.text("render.scales-of"),
        features(settings),
        settings.number("render.training-share", 0.001, 1),
        Prefix.of(settings),
        settings.choice(
            "render.prefix-side", List.of(Prefix.Side.values()), Prefix.Side::settingName),
        settings.choice(
            "render.encoding", List.of(PixelEncoding.values()), PixelEncoding::settingName),
        settings.wholeNumber("render.preview", 0, 100));
  }

  private static List<String> features(ResolvedSettings settings) {
    List<String> features =
        settings.texts("render.features").stream().filter(name -> !name.isEmpty()).toList();
    if (Set.copyOf(features).size() < features.size()) {
      throw UserError.settings(
          "render.features = " + String.join(", ", features) + " names a feature twice",
          "name each one once");
    }
    return features;
  }
}
