package org.netdiffus.series;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a trace becomes series of one length.
 *
 * <p>Bins of time: bin i holds the packets at {@code start + i * width <= time < start + (i + 1) *
 * width}, start being the earliest time of the trace. Bins of packets: bin i holds the packets
 * {@code i * n} to {@code (i + 1) * n - 1} in order of time. Sequences hold the first {@code
 * length} packets. What is longer is cut, what is shorter is padded with 0.
 *
 * @param features what to extract, without repeats; all binned or all sequences, so that value i of
 *     one and value i of another speak of the same bin or packet
 * @param binWidthNanos width of a bin of time in nanoseconds, above 0; not used by sequences
 * @param binPackets packets in a bin of packets, 0 for bins of time
 * @param length number of values in every series, at least 1
 */
public record SeriesShape(List<Feature> features, long binWidthNanos, int binPackets, int length)
    implements Serializable {
  /** Most values that a series may have. */
  public static final int MOST_VALUES = 1 << 24;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when a part is outside its range
   */
  public SeriesShape {
    features = List.copyOf(features);
    Set<Feature> distinct = EnumSet.noneOf(Feature.class);
    distinct.addAll(features);
    if (features.isEmpty() || distinct.size() != features.size()) {
      throw new IllegalArgumentException("features " + features + " are none or repeated");
    }
    if (!mayGoTogether(features)) {
      throw new IllegalArgumentException("features " + features + " mix bins and sequences");
    }
    if (binWidthNanos <= 0) {
      throw new IllegalArgumentException("bin width of " + binWidthNanos + " ns is not above 0");
    }
    if (binPackets < 0) {
      throw new IllegalArgumentException("bins of " + binPackets + " packets are below 0");
    }
    if (length < 1 || length > MOST_VALUES) {
      throw new IllegalArgumentException("length " + length + " is outside 1.." + MOST_VALUES);
    }
  }

  /** Whether features are all binned or all sequences. */
  public static boolean mayGoTogether(List<Feature> features) {
    return features.stream().map(Feature::binned).distinct().count() <= 1;
  }

  /** What one value of a feature counts, such as {@code bytes per 0.25 s}. */
  public String unit(Feature feature) {
    return feature.unit(
        binPackets > 0
            ? binPackets + " packets"
            : BigDecimal.valueOf(binWidthNanos, 9).stripTrailingZeros().toPlainString() + " s");
  }

  /** Whether the features are sequences of packets. */
  boolean sequence() {
    return !features.get(0).binned();
  }

  /** Whether the features are sums over bins of time. */
  boolean timeBinned() {
    return !sequence() && binPackets == 0;
  }

  /** Whether a feature cannot be had without knowing which side is the client. */
  boolean needsDirection() {
    return features.stream().anyMatch(Feature::needsDirection);
  }

  /** Whether a feature cannot be had without packet sizes. */
  boolean needsSize() {
    return features.stream().anyMatch(Feature::needsSize);
  }

  /** Whether a feature cannot be had without times. */
  boolean needsTime() {
    return timeBinned() || features.contains(Feature.GAP);
  }

  /** How many packets, in order of time, can reach a series by their position alone. */
  long packetsByPosition() {
    return sequence() ? length : (long) length * binPackets;
  }
}
