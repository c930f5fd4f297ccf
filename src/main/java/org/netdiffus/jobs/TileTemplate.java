package org.netdiffus.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.netdiffus.spark.TileRow;

/**
 * What all tiles of a training have in common, and what a tile that its model makes will have: the
 * columns of a tile without its pixels and its trace. It travels with the model as JSON.
 *
 * @param size side in pixels
 * @param channels number of channels
 * @param features name of each channel's feature
 * @param points length of the series that a tile stands for
 * @param order order of averaging, field and gamma
 * @param gamma exponent of the pixels
 * @param scales scale of each channel; where each trace had its own, its maximum is 1
 */
record TileTemplate(
    int size,
    int channels,
    List<String> features,
    int points,
    String order,
    double gamma,
    List<TileRow.Scale> scales) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OWN_SCALE = "trace";

  /** From one of the tiles. */
  static TileTemplate of(TileRow tile) {
    return new TileTemplate(
        tile.size(),
        tile.channels(),
        tile.features(),
        tile.points(),
        tile.order(),
        tile.gamma(),
        tile.scales().stream().map(TileTemplate::shared).toList());
  }

  private static TileRow.Scale shared(TileRow.Scale scale) {
    return scale.kind().equals(OWN_SCALE)
        ? new TileRow.Scale(scale.feature(), scale.kind(), 1, scale.signed())
        : scale;
  }

  /** As JSON. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // plain values
    }
  }

  /** From JSON. */
  static TileTemplate fromJson(String json) {
    try {
      return JSON.readValue(json, TileTemplate.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the description of tiles: " + json, e);
    }
  }
}
