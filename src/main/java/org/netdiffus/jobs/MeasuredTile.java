package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.Map;
import org.netdiffus.measure.TrafficQuantity;
import org.netdiffus.spark.TileRow;

/**
 * A tile of the sample with what its own pixels tell.
 *
 * @param tile row of the tile
 * @param place place among the tiles of its class and part, from 1, in an order that is random but
 *     the same in every run
 * @param gramianResidual mean over the channels
 * @param asymmetry mean over the channels
 * @param features domain features of the recovered series, channel after channel
 * @param leastUnits least difference of each feature that means anything
 * @param traffic quantities of the recovered series of the first channel
 * @param series recovered series of the first channel in its units: of a real tile as long as its
 *     trace, of a synthetic one to the end of traffic
 */
record MeasuredTile(
    TileRow tile,
    int place,
    double gramianResidual,
    double asymmetry,
    double[] features,
    double[] leastUnits,
    Map<TrafficQuantity, double[]> traffic,
    float[] series)
    implements Serializable {
  /** Trace that the tile shows, or the name of a synthetic one. */
  String traceId() {
    return tile.traceId();
  }

  /** {@code train}, {@code test} or {@code synthetic}. */
  String split() {
    return tile.split();
  }

  /** Class. */
  String label() {
    return tile.label();
  }

  /** {@code [row][column][channel]}. */
  float[] pixels() {
    return tile.pixels();
  }
}
