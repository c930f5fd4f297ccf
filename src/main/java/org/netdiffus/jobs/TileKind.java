package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.List;
import org.netdiffus.spark.TileRow;

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
record TileKind(
    int size,
    int channels,
    List<String> features,
    int points,
    String order,
    double gamma,
    List<TileRow.Scale> scales)
    implements Serializable {
  TileKind {
    features = List.copyOf(features);
    scales = List.copyOf(scales);
  }

  /** A tile of this kind that a model made. */
  TileRow sampled(String label, float[] pixels, TileRow.Sampled origin) {
    return new TileRow(
        "synthetic/" + label + "/" + origin.index(),
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
