package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Map;

/**
 * In which units and bins all tiles of a set are counted, fixed by a sample of the training tiles
 * before they are.
 *
 * @param classes number of classes
 * @param pixels range of the pixels
 * @param seen units of the features that a network sees
 * @param domain units of the domain features
 * @param traffic axis of each quantity that the sample has
 */
public record TileAxes(
    int classes,
    ValueRange pixels,
    Standardisation seen,
    Standardisation domain,
    Map<TrafficQuantity, TrafficAxis> traffic)
    implements Serializable {
  public TileAxes {
    traffic = Map.copyOf(traffic);
  }
}
