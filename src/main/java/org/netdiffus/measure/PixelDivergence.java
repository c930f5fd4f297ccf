package org.netdiffus.measure;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the pixel values of two sets of tiles are apart: the Jensen-Shannon divergence of their
 * histograms for each class, in bits (0 alike, 1 nothing in common), and its mean over the classes.
 * It sees no structure: shuffling the pixels of a tile changes nothing.
 */
public final class PixelDivergence {
  /** Equal bins over the range of the training tiles. */
  public static final int BINS = 64;

  private PixelDivergence() {}

  /**
   * The divergence of each class.
   *
   * @param first counts of each label
   * @param second counts of the same labels, over the same bins
   * @throws IllegalArgumentException when labels or bins differ
   */
  public static SortedMap<String, Double> perClass(
      Map<String, BinCounts> first, Map<String, BinCounts> second) {
    if (!first.keySet().equals(second.keySet())) {
      throw new IllegalArgumentException(
          "classes differ: " + first.keySet() + " and " + second.keySet());
    }
    SortedMap<String, Double> divergences = new TreeMap<>();
    for (Map.Entry<String, BinCounts> entry : first.entrySet()) {
      BinCounts other = Objects.requireNonNull(second.get(entry.getKey()));
      divergences.put(entry.getKey(), between(entry.getValue(), other));
    }
    return divergences;
  }

  /**
   * Mean over the classes, in bits.
   *
   * @throws IllegalArgumentException when labels or bins differ or there are no classes
   */
  public static double mean(Map<String, BinCounts> first, Map<String, BinCounts> second) {
    return perClass(first, second).values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow(() -> new IllegalArgumentException("no classes"));
  }

  /**
   * Jensen-Shannon divergence of two histograms in bits, 0 to 1 (Lin 1991).
   *
   * @throws IllegalArgumentException when the bins differ
   */
  public static double between(BinCounts first, BinCounts second) {
    if (!first.hasBinsOf(second)) {
      throw new IllegalArgumentException(
          first.describe() + " and " + second.describe() + " do not match");
    }
    double[] p = first.shares();
    double[] q = second.shares();
    double[] middle = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      middle[i] = (p[i] + q[i]) / 2;
    }
    double divergence = Entropy.bits(middle) - (Entropy.bits(p) + Entropy.bits(q)) / 2;
    return Math.min(Math.max(divergence, 0), 1);
  }
}
