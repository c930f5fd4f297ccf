package org.netdiffus.measure;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What remains of any number of tiles for the figures of {@link AllTilesScores}: counts and sums
 * that merge, in whole numbers, so that they are the same in any order and grouping. Not for
 * several threads.
 */
public final class TileTotals implements Serializable {
  private static final long serialVersionUID = 1;
  private static final double UNIT = 0x1p16;

  /** Of numbers of at most about 1: 2^31 tiles stay within a long. */
  private static final double FINE_UNIT = 0x1p32;

  private final TileAxes axes;
  private final VectorMoments seen;
  private final VectorMoments domain;
  private final BinCounts[] pixels;
  private final EnumMap<TrafficQuantity, long[]> traffic = new EnumMap<>(TrafficQuantity.class);
  private long weight;
  private long residual;
  private long asymmetry;
  private long recognised;

  /** Of no tile yet. */
  public TileTotals(TileAxes axes) {
    this.axes = axes;
    this.seen = new VectorMoments(axes.seen().dimension());
    this.domain = new VectorMoments(axes.domain().dimension());
    this.pixels = new BinCounts[axes.classes()];
    Arrays.fill(pixels, axes.pixels().bins(PixelDivergence.BINS));
    axes.traffic().keySet().forEach(quantity -> traffic.put(quantity, new long[TrafficAxis.BINS]));
  }

  /**
   * Adds a tile.
   *
   * @param times weight of its class, above 0: by it sets of other shares of the classes compare
   */
  public void add(CountedTile tile, double times) {
    long whole = Math.round(times * UNIT);
    weight = Math.addExact(weight, whole);
    residual = Math.addExact(residual, Math.round(times * tile.residual() * FINE_UNIT));
    asymmetry = Math.addExact(asymmetry, Math.round(times * tile.asymmetry() * FINE_UNIT));
    recognised += tile.named() == tile.label() ? whole : 0;
    seen.add(axes.seen().apply(tile.seen()), times);
    domain.add(axes.domain().apply(tile.domain()), times);
    pixels[tile.label()] = pixels[tile.label()].plus(tile.pixels());
    axes.traffic()
        .forEach(
            (quantity, axis) -> {
              long[] counts = counts(quantity);
              for (double value : tile.traffic().getOrDefault(quantity, new double[0])) {
                counts[axis.bin(value)] += whole;
              }
            });
  }

  /** Adds the tiles of another part. */
  public void add(TileTotals other) {
    weight = Math.addExact(weight, other.weight);
    residual = Math.addExact(residual, other.residual);
    asymmetry = Math.addExact(asymmetry, other.asymmetry);
    recognised += other.recognised;
    seen.add(other.seen);
    domain.add(other.domain);
    Arrays.setAll(pixels, label -> pixels[label].plus(other.pixels[label]));
    for (Map.Entry<TrafficQuantity, long[]> counted : other.traffic.entrySet()) {
      long[] counts = counts(counted.getKey());
      Arrays.setAll(counts, bin -> counts[bin] + counted.getValue()[bin]);
    }
  }

  /** Tiles added. */
  public long count() {
    return seen.count();
  }

  /** Weighted mean of the Gramian residual. */
  double meanResidual() {
    return residual / FINE_UNIT / (weight / UNIT);
  }

  /** Weighted mean of the asymmetry. */
  double meanAsymmetry() {
    return asymmetry / FINE_UNIT / (weight / UNIT);
  }

  /** Weighted share of the tiles whose class is named as they are labelled. */
  double recognised() {
    return (double) recognised / weight;
  }

  /** What the network sees, in the units of the axes. */
  VectorMoments seen() {
    return seen;
  }

  /** The domain features, in the units of the axes. */
  VectorMoments domain() {
    return domain;
  }

  /** Pixels of each class that has tiles. */
  SortedMap<String, BinCounts> pixels() {
    SortedMap<String, BinCounts> counts = new TreeMap<>();
    for (int label = 0; label < pixels.length; label++) {
      if (pixels[label].total() > 0) {
        counts.put(Integer.toString(label), pixels[label]);
      }
    }
    return counts;
  }

  /** Weighted numbers of a quantity in each bin of its axis; owned by the totals. */
  long[] counts(TrafficQuantity quantity) {
    return Objects.requireNonNull(traffic.get(quantity), quantity::key);
  }
}
