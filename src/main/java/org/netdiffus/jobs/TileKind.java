package org.netdiffus.jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.List;
import org.netdiffus.spark.TileRow;
import org.netdiffus.tile.TileGeometry;
import org.netdiffus.tile.TileOrder;

/**
 * What all tiles of a set have in common: the components of {@link TileRow} of the same names.
 *
 * @param size side in pixels
 * @param channels number of channels
 * @param features feature of each channel
 * @param points length of the series, padding included
 * @param order order of averaging, field and gamma
 * @param gamma exponent of the pixels
 * @param scales scale of each channel
 */
@JsonIgnoreProperties(TraceScales.FIELD)
record TileKind(
    int size,
    int channels,
    List<String> features,
    int points,
    String order,
    double gamma,
    List<TileRow.Scale> scales)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  TileKind {
    features = List.copyOf(features);
    scales = List.copyOf(scales);
  }

  /** What this tile has in common with the others of its set. */
  static TileKind of(TileRow tile) {
    return new TileKind(
        tile.size(),
        tile.channels(),
        tile.features(),
        tile.points(),
        tile.order(),
        tile.gamma(),
        tile.scales());
  }

  /**
   * From what {@link #toJson} has written.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static TileKind fromJson(String json) {
    try {
      return JSON.readValue(json, TileKind.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this does not describe tiles: " + json, e);
    }
  }

  /** A JSON object with the components by their names. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of texts and numbers can be written", e);
    }
  }

  /** How the series of the channels became pixels. */
  TileGeometry geometry() {
    return new TileGeometry(size, points, TileOrder.ofSettingName(order).orElseThrow(), gamma);
  }

  /** The kind with other scales. */
  TileKind withScales(List<TileRow.Scale> others) {
    return new TileKind(size, channels, features, points, order, gamma, others);
  }

  /** Name of the synthetic trace of a number within its class. */
  static String syntheticTrace(String label, long index) {
    return "synthetic/" + label + "/" + index;
  }

  /** A tile of this kind that a model made. */
  TileRow sampled(String label, float[] pixels, TileRow.Sampled origin) {
    return new TileRow(
        syntheticTrace(label, origin.index()),
        label,
        "synthetic",
        size,
        channels,
        pixels,
        features,
        points,
        order,
        gamma,
        scales,
        origin);
  }
}
