package org.netdiffus.tile;

import java.io.Serializable;

/**
 * How the pixels of a tile come from the points of a series.
 *
 * @param size side of the tile in pixels, 1 to {@code points}: a tile never enlarges
 * @param points points of the series, padding included
 * @param order order of averaging, field and gamma
 * @param gamma exponent of the pixels, above 0
 */
public record TileGeometry(int size, int points, TileOrder order, double gamma)
    implements Serializable {
  public TileGeometry {
    if (size < 1 || size > points) {
      throw new IllegalArgumentException(
          "a tile of "
              + size
              + " pixels cannot show a series of "
              + points
              + " points: the side must be from 1 to "
              + points);
    }
    if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gamma = " + gamma + " is not above 0");
    }
  }

  /** Points of the series behind one pixel of the diagonal, at least 1, not always whole. */
  public double pointsPerPixel() {
    return (double) points / size;
  }

  /**
   * Whether a tile gives the (averaged) series back exactly. Averaging the picture mixes values off
   * the unit circle, so its diagonal is no longer a function of the averaged series alone.
   */
  public boolean invertsExactly() {
    return order == TileOrder.PAA || size == points;
  }

  /**
   * Pixels of the diagonal that the first points of the series reach.
   *
   * @param length points, 0 to {@link #points}
   * @return pixels, rounded up
   */
  public int pixelsOf(int length) {
    if (length < 0 || length > points) {
      throw new IllegalArgumentException("length " + length + " of a series of " + points);
    }
    return Math.toIntExact(((long) length * size + points - 1) / points);
  }
}
