package org.netdiffus.tile;

/** Tiles by the letter of their definition, with all n x n values of the field: the oracle. */
final class LiteralTiles {
  private LiteralTiles() {}

  /** The tile by our own area averages, all in double precision. */
  static double[] exactly(double[] series, TileGeometry geometry) {
    int n = series.length;
    int m = geometry.size();
    double g = geometry.gamma();
    TileOrder order = geometry.order();
    Gasf field = Gasf.of(order == TileOrder.PAA ? PiecewiseAverage.of(series, m) : series);
    double[] tile = new double[m * m];
    if (order == TileOrder.PAA) {
      for (int i = 0; i < tile.length; i++) {
        tile[i] = Math.pow(field.at(i / m, i % m), g);
      }
      return tile;
    }
    double[][] narrow = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[n];
      for (int j = 0; j < n; j++) {
        row[j] = Math.pow(field.at(i, j), order == TileOrder.GAMMA_RESIZE ? g : 1);
      }
      narrow[i] = PiecewiseAverage.of(row, m);
    }
    for (int j = 0; j < m; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = narrow[i][j];
      }
      double[] averages = PiecewiseAverage.of(column, m);
      for (int i = 0; i < m; i++) {
        tile[i * m + j] = Math.pow(averages[i], order == TileOrder.RESIZE_GAMMA ? g : 1);
      }
    }
    return tile;
  }
}
