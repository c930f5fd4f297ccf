package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A bounded set of tiles with all that figures are computed from. Arrays are owned by the record.
 *
 * @param classes class number of each tile
 * @param tiles pixels of each
 * @param networks what each of some networks sees in them
 * @param residual Gramian residual of each
 * @param asymmetry asymmetry of each
 * @param domain domain features of the series of each, in units
 * @param traffic quantities of the series of each
 */
public record ComparedSet(
    int[] classes,
    float[][] tiles,
    List<Seen> networks,
    double[] residual,
    double[] asymmetry,
    double[][] domain,
    List<Map<TrafficQuantity, double[]>> traffic)
    implements Serializable {
  /**
   * Tiles as a network sees them.
   *
   * @param features of each tile
   * @param named class that it names for each
   */
  public record Seen(double[][] features, int[] named) implements Serializable {
    Seen at(int[] places) {
      return new Seen(
          IntStream.of(places).mapToObj(i -> features[i]).toArray(double[][]::new),
          IntStream.of(places).map(i -> named[i]).toArray());
    }
  }

  /** Number of tiles. */
  public int count() {
    return classes.length;
  }

  /** The tiles at some places, which may repeat. */
  public ComparedSet at(int[] places) {
    return new ComparedSet(
        IntStream.of(places).map(i -> classes[i]).toArray(),
        IntStream.of(places).mapToObj(i -> tiles[i]).toArray(float[][]::new),
        networks.stream().map(seen -> seen.at(places)).toList(),
        IntStream.of(places).mapToDouble(i -> residual[i]).toArray(),
        IntStream.of(places).mapToDouble(i -> asymmetry[i]).toArray(),
        IntStream.of(places).mapToObj(i -> domain[i]).toArray(double[][]::new),
        IntStream.of(places).mapToObj(traffic::get).toList());
  }

  /** All numbers of a quantity. */
  double[] numbers(TrafficQuantity quantity) {
    return traffic.stream()
        .flatMapToDouble(tile -> Arrays.stream(tile.getOrDefault(quantity, new double[0])))
        .toArray();
  }
}
