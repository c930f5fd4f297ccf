package org.netdiffus.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one tile costs in a U-Net, by its convolutions, which are four fifths of the work.
 *
 * @param forwardOperations floating-point operations of one evaluation, two for a multiply-add
 * @param outputs numbers that the convolutions put out
 */
public record NetworkCost(double forwardOperations, double outputs) {
  private static final int KERNEL = 3; // places along each dimension

  private record Convolution(int from, int to, int side) {
    double operations(int dimensions) {
      return 2.0 * Math.pow(KERNEL, dimensions) * from * outputs(dimensions);
    }

    double outputs(int dimensions) {
      return to * Math.pow(side, dimensions);
    }
  }

  /**
   * The cost of a U-Net with two convolutions in each residual block, one more block in a level of
   * the decoder than in one of the encoder, and two in the middle.
   *
   * @param dimensions 2 for tiles, 1 for series
   * @param side side of a tile in pixels, or values of a series
   * @param channels of a tile
   * @param baseChannels of the first level
   * @param multipliers of each level, from full size down
   * @param blocks residual blocks in a level of the encoder
   */
  public static NetworkCost of(
      int dimensions,
      int side,
      int channels,
      int baseChannels,
      List<Integer> multipliers,
      int blocks) {
    List<Convolution> all = new ArrayList<>();
    List<Integer> skips = new ArrayList<>();
    int width = baseChannels;
    all.add(new Convolution(channels, width, side));
    skips.add(width);
    int last = multipliers.size() - 1;
    for (int level = 0; level <= last; level++) {
      int wide = baseChannels * multipliers.get(level);
      for (int block = 0; block < blocks; block++) {
        addBlock(all, width, wide, side >> level);
        width = wide;
        skips.add(width);
      }
      if (level < last) {
        all.add(new Convolution(width, width, side >> (level + 1)));
        skips.add(width);
      }
    }
    addBlock(all, width, width, side >> last);
    addBlock(all, width, width, side >> last);
    Collections.reverse(skips);
    int next = 0;
    for (int level = last; level >= 0; level--) {
      int wide = baseChannels * multipliers.get(level);
      for (int block = 0; block <= blocks; block++) {
        addBlock(all, width + skips.get(next++), wide, side >> level);
        width = wide;
      }
      if (level > 0) {
        all.add(new Convolution(width, width, side >> (level - 1)));
      }
    }
    all.add(new Convolution(width, channels, side));
    return new NetworkCost(
        all.stream().mapToDouble(one -> one.operations(dimensions)).sum(),
        all.stream().mapToDouble(one -> one.outputs(dimensions)).sum());
  }

  private static void addBlock(List<Convolution> all, int from, int to, int side) {
    all.add(new Convolution(from, to, side));
    all.add(new Convolution(to, to, side));
  }
}
