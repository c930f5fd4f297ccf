package org.netdiffus.series;

/**
 * A column of a table, which may be absent.
 *
 * @param present whether the table has it
 * @param index its place from 0; not used when absent
 */
record Column(boolean present, int index) {
  static final Column ABSENT = new Column(false, 0);

  static Column at(int index) {
    return new Column(true, index);
  }

  /** Its cell in a row that has it. */
  String cell(String[] row) {
    return row[index];
  }
}
