package org.netdiffus.measure;

import java.util.List;

/**
 * A figure of the paper.
 *
 * @param where table, figure or section
 * @param metric what was measured
 * @param dataset on which data
 * @param scenario in which case
 * @param value as it is printed, perhaps with a sign such as {@code <} or {@code ~}
 * @param plusMinus deviation as it is printed; empty without one
 * @param unit such as {@code %} or {@code points}; empty without one
 * @param note what else has to be known; empty for nothing
 */
public record PaperResult(
    String where,
    String metric,
    String dataset,
    String scenario,
    String value,
    String plusMinus,
    String unit,
    String note) {
  /** The data sets of {@link #dataset}, which may name several. */
  public List<String> dataSets() {
    return List.of(dataset.split("[+,] *"));
  }
}
