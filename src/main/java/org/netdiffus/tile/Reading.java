package org.netdiffus.tile;

/**
 * What one way of reading a tile has found.
 *
 * @param values m values in 0..1
 * @param interval widest range of any value that the pixels leave open, 0..1; 0 where they decide
 * @param nearest m * m pixels of the valid tile that the reading stands for, row after row
 */
record Reading(double[] values, double interval, double[] nearest) {
  /** A series that the pixels decide, and its {@code paa} tile. */
  static Reading ofSeries(double[] values, Gamma gamma) {
    int size = values.length;
    Gasf field = Gasf.of(values);
    double[] row = new double[size];
    double[] nearest = new double[size * size];
    for (int i = 0; i < size; i++) {
      field.fill(i, 0, gamma, row);
      System.arraycopy(row, 0, nearest, i * size, size);
    }
    return new Reading(values, 0, nearest);
  }
}
