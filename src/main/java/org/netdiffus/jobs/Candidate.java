package org.netdiffus.jobs;

import java.util.Collections;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A named set of synthetic tiles that an evaluation judges; {@link CandidateJudge} says how.
 *
 * @param name key in {@code report.json}, unlike that of every other candidate and control
 * @param title what a reader sees
 * @param tiles rows of {@link org.netdiffus.spark.TileTable}, of the kind and the classes of the
 *     real tiles, all of the split {@link #SPLIT}
 * @param counts tiles of each class
 */
record Candidate(String name, String title, Dataset<Row> tiles, SortedMap<String, Long> counts) {
  /** Split of every tile of a candidate, beside those of the real ones. */
  static final String SPLIT = "synthetic";

  Candidate {
    counts = Collections.unmodifiableSortedMap(counts);
  }
}
