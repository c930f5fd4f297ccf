package org.netdiffus.measure;

import java.io.Serializable;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * {@link TileTotals} of a set in blocks, whose differences give the errors of figures: the
 * jackknife that leaves out a block at a time (Quenouille 1956, doi 10.1093/biomet/43.3-4.353).
 */
public final class BlockTotals implements Serializable {
  private static final long serialVersionUID = 1;

  /** Blocks of a set. */
  public static final int BLOCKS = 10;

  private final TileAxes axes;
  private final TileTotals[] blocks;

  /** Of no tile yet. */
  public BlockTotals(TileAxes axes) {
    this.axes = axes;
    this.blocks =
        IntStream.range(0, BLOCKS)
            .mapToObj(block -> new TileTotals(axes))
            .toArray(TileTotals[]::new);
  }

  /**
   * Adds a tile.
   *
   * @param block 0 to {@link #BLOCKS} - 1, drawn by the name of its trace alone
   * @param times weight of its class, above 0
   */
  public void add(int block, CountedTile tile, double times) {
    blocks[block].add(tile, times);
  }

  /** Adds the tiles of another part, and returns itself. */
  public BlockTotals add(BlockTotals other) {
    for (int block = 0; block < BLOCKS; block++) {
      blocks[block].add(other.blocks[block]);
    }
    return this;
  }

  /** What all tiles are counted by. */
  TileAxes axes() {
    return axes;
  }

  /** All blocks together. */
  public TileTotals all() {
    return without(BLOCKS);
  }

  /**
   * A figure of two sets with its error; blocks without which too little would be left say nothing.
   */
  Measured measured(BlockTotals other, ToDoubleBiFunction<TileTotals, TileTotals> figure) {
    double[] parts =
        IntStream.range(0, BLOCKS)
            .mapToObj(block -> new TileTotals[] {without(block), other.without(block)})
            .filter(pair -> pair[0].count() > 1 && pair[1].count() > 1)
            .mapToDouble(pair -> figure.applyAsDouble(pair[0], pair[1]))
            .filter(Double::isFinite)
            .toArray();
    double error = Resampling.deviation(parts) * (parts.length - 1) / Math.sqrt(parts.length);
    return new Measured(figure.applyAsDouble(all(), other.all()), parts.length < 2 ? 0 : error);
  }

  private TileTotals without(int left) {
    TileTotals sum = new TileTotals(axes);
    for (int block = 0; block < BLOCKS; block++) {
      if (block != left) {
        sum.add(blocks[block]);
      }
    }
    return sum;
  }
}
