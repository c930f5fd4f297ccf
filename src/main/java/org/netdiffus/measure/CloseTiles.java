package org.netdiffus.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many synthetic tiles lie as near to a training tile as the nearest real test tiles do. A
 * median hides copies as long as they are fewer than half; this count does not.
 *
 * <p>The limit is the 5 % quantile of the distances of the real test tiles: the least distance that
 * at least 5 % of them do not exceed. Tiles drawn like the test tiles fall within it about as often
 * as those do.
 *
 * @param limit distance within which a tile counts as close
 * @param tiles synthetic tiles asked, at least 1
 * @param close of these, those within the limit
 * @param nearest of these, those nearer than every real test tile
 * @param testTiles real test tiles asked, at least 1
 * @param testClose of these, those within the limit
 * @param traces trace of each synthetic tile within the limit, nearest first
 */
public record CloseTiles(
    double limit,
    int tiles,
    int close,
    int nearest,
    int testTiles,
    int testClose,
    List<String> traces) {
  private static final double QUANTILE = 0.05;

  /** Chance of two standard errors on one side. */
  private static final double RARE = 0.0228;

  /** Keeps the traces as they are. */
  public CloseTiles {
    traces = List.copyOf(traces);
  }

  /**
   * Counts the close tiles.
   *
   * @param synthetic distance of each synthetic tile to its nearest training tile
   * @param traces trace of each synthetic tile
   * @param test distance of each real test tile to its nearest training tile
   * @throws IllegalArgumentException when there are no distances or their traces are not as many
   */
  public static CloseTiles of(double[] synthetic, List<String> traces, double[] test) {
    if (synthetic.length == 0 || test.length == 0 || traces.size() != synthetic.length) {
      throw new IllegalArgumentException(
          "%d synthetic tiles of %d traces and %d test tiles cannot be compared"
              .formatted(synthetic.length, traces.size(), test.length));
    }
    double[] sorted = test.clone();
    Arrays.sort(sorted);
    double limit = sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
    List<Integer> close = new ArrayList<>();
    for (int i = 0; i < synthetic.length; i++) {
      if (synthetic[i] <= limit) {
        close.add(i);
      }
    }
    close.sort((a, b) -> Double.compare(synthetic[a], synthetic[b]));
    return new CloseTiles(
        limit,
        synthetic.length,
        close.size(),
        (int) Arrays.stream(synthetic).filter(d -> d < sorted[0]).count(),
        test.length,
        (int) Arrays.stream(test).filter(d -> d <= limit).count(),
        close.stream().map(traces::get).toList());
  }

  /** Share of the synthetic tiles within the limit. */
  public double share() {
    return (double) close / tiles;
  }

  /** Share of the real test tiles within the limit: what tiles drawn like them reach. */
  public double testShare() {
    return (double) testClose / testTiles;
  }

  /**
   * Whether more synthetic tiles are close, or nearer than every test tile, than tiles drawn like
   * the test tiles would be but for chance at two standard errors. The place of the limit is itself
   * a draw: the number of tiles within the k-th nearest of n others is beta-binomial, with mean
   * share p = k / (n + 1) and variance p (1 - p) (n + 1 + m) / ((n + 2) m) for m tiles.
   */
  public boolean moreThanChance() {
    double p = testClose / (testTiles + 1.0);
    double variance = p * (1 - p) * (testTiles + 1.0 + tiles) / ((testTiles + 2.0) * tiles);
    return share() - p > 2 * Math.sqrt(variance) || chanceOfNearest() < RARE;
  }

  /** Chance that of both kinds mixed at random, at least so many synthetic ones come first. */
  private double chanceOfNearest() {
    double chance = 1;
    for (int i = 0; i < nearest; i++) {
      chance *= (tiles - i) / ((double) testTiles + tiles - i);
    }
    return chance;
  }
}
