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
 *     real tiles; their split is not looked at
 * @param counts tiles of each class
 */
record Candidate(String name, String title, Dataset<Row> tiles, SortedMap<String, Long> counts) {
  Candidate {
    counts = Collections.unmodifiableSortedMap(counts);
  }
}
