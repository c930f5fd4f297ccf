package org.netdiffus.jobs;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A named set of synthetic tiles that an evaluation judges; {@link CandidateJudge} says how.
 *
 * @param name key in {@code report.json}, unlike that of every other candidate and control
 * @param title what a reader sees
 * @param tiles rows of {@link org.netdiffus.spark.TileTable}, of the kind and the classes of the
 *     real tiles; their split is not looked at
 */
record Candidate(String name, String title, Dataset<Row> tiles) {}
