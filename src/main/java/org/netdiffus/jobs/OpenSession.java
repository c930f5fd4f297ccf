package org.netdiffus.jobs;

import org.apache.spark.sql.SparkSession;

/**
 * The session of a command: one that stands is used, and left standing; else one is made, and ended
 * with the command.
 */
record OpenSession(SparkSession spark, boolean ours) implements AutoCloseable {
  static OpenSession open() {
    boolean ours = SparkSession.getDefaultSession().isEmpty();
    return new OpenSession(SparkSession.builder().appName("netdiffus").getOrCreate(), ours);
  }

  @Override
  public void close() {
    if (ours) {
      spark.stop();
    }
  }
}
