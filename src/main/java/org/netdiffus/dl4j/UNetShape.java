package org.netdiffus.dl4j;

import java.io.Serializable;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The size of a U-Net, and of what it denoises.
 *
 * @param dimensions 2 for tiles of {@code size x size}, 1 for series of {@code size}
 * @param size side of a tile, or length of a series; a multiple of 2^(levels - 1)
 * @param channels of a tile, and of the network's output, which has as many more for a learned
 *     variance
 * @param baseChannels C, even; the embedding is four times as wide
 * @param multipliers one a level, from full size down: the level's channels are C times it
 * @param blocks residual blocks in a level of the encoder; the decoder has one more
 * @param attentionAt sides (or lengths) at which every residual block is followed by attention; the
 *     middle always has it
 * @param heads of every attention
 * @param classes K; 0 for a network without classes
 * @param options what it has besides
 */
public record UNetShape(
    @JsonProperty("dimensions") int dimensions,
    @JsonProperty("size") int size,
    @JsonProperty("channels") int channels,
    @JsonProperty("base-channels") int baseChannels,
    @JsonProperty("multipliers") List<Integer> multipliers,
    @JsonProperty("blocks") int blocks,
    @JsonProperty("attention-at") List<Integer> attentionAt,
    @JsonProperty("heads") int heads,
    @JsonProperty("classes") int classes,
    @JsonProperty("options") UNetOptions options)
    implements Serializable {

  /**
   * @throws IllegalArgumentException when the numbers do not make a network; the message says why
   */
  @JsonCreator
  public UNetShape {
    multipliers = List.copyOf(multipliers);
    attentionAt = List.copyOf(attentionAt);
    if (dimensions != 1 && dimensions != 2) {
      throw new IllegalArgumentException("dimensions = " + dimensions + " is neither 1 nor 2");
    }
    if (multipliers.isEmpty() || multipliers.stream().anyMatch(m -> m < 1)) {
      throw new IllegalArgumentException(
          "multipliers " + multipliers + " are not one number from 1 up for each level");
    }
    int step = 1 << (multipliers.size() - 1);
    if (size < step || size % step != 0) {
      throw new IllegalArgumentException(
          "size "
              + size
              + " cannot be halved "
              + (multipliers.size() - 1)
              + " times; the next size that can is "
              + Math.max(1, (size + step - 1) / step) * step);
    }
    if (channels < 1 || blocks < 1 || classes < 0) {
      throw new IllegalArgumentException(
          "channels = " + channels + ", blocks = " + blocks + ", classes = " + classes);
    }
    if (baseChannels < 2 || baseChannels % 2 != 0) {
      throw new IllegalArgumentException("base channels = " + baseChannels + " is not even");
    }
    if (heads < 1) {
      throw new IllegalArgumentException("heads = " + heads + " is below 1");
    }
    if (options.symmetricOutput() && dimensions == 1) {
      throw new IllegalArgumentException(
          "a symmetric output is for tiles: a series has no row and column to exchange");
    }
  }

  /** A network without options. */
  public UNetShape(
      int dimensions,
      int size,
      int channels,
      int baseChannels,
      List<Integer> multipliers,
      int blocks,
      List<Integer> attentionAt,
      int heads,
      int classes) {
    this(
        dimensions,
        size,
        channels,
        baseChannels,
        multipliers,
        blocks,
        attentionAt,
        heads,
        classes,
        UNetOptions.NONE);
  }

  /** The same network with other options. */
  public UNetShape with(UNetOptions others) {
    return new UNetShape(
        dimensions,
        size,
        channels,
        baseChannels,
        multipliers,
        blocks,
        attentionAt,
        heads,
        classes,
        others);
  }

  /** Numbers in one tile. */
  public int values() {
    return rows() * size * channels;
  }

  /** Whether the network's output has a second half for the variance. */
  boolean learnsVariance() {
    return options.variance() == UNetOptions.Variance.LEARNED;
  }

  /** Channels of the network's output. */
  int outputChannels() {
    return learnsVariance() ? 2 * channels : channels;
  }

  /** Rows of a tile: its side, or 1 for a series. */
  int rows() {
    return dimensions == 1 ? 1 : size;
  }

  /** Width of the embedding of time step and class. */
  int embedding() {
    return 4 * baseChannels;
  }

  /** Channels of a level, counted from full size down. */
  int channelsAt(int level) {
    return baseChannels * multipliers.get(level);
  }

  /** Number of levels. */
  int levels() {
    return multipliers.size();
  }

  /** Number of trained numbers of the network. */
  public long parameters() {
    return UNet.layout(this).blocks().stream()
        .flatMap(named -> named.block().weights().stream())
        .mapToLong(Weight::length)
        .sum();
  }
}
