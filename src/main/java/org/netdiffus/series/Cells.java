package org.netdiffus.series;

import java.util.Optional;

/** The named cells of one row of a table. */
@FunctionalInterface
public interface Cells {
  /** A file without columns. */
  Cells NONE = column -> Optional.empty();

  /** The cell of a column; empty when there is no such column or the cell is blank. */
  Optional<String> cell(String column);
}
