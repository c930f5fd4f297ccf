package org.netdiffus.spark;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** A plain line every ten seconds while a Spark stage runs: how many of its tasks are done. */
public final class StageProgress extends SparkListener {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final String what;
  private int stage;
  private int tasks;
  private int done;
  private long printedAt;

  private StageProgress(String what) {
    this.what = what;
  }

  /** Does something and reports the stages that it runs. */
  public static <T> T during(SparkSession spark, String what, Supplier<T> work) {
    StageProgress progress = new StageProgress(what);
    spark.sparkContext().addSparkListener(progress);
    try {
      return work.get();
    } finally {
      spark.sparkContext().removeSparkListener(progress);
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    stage = submitted.stageInfo().stageId();
    tasks = submitted.stageInfo().numTasks();
    done = 0;
    printedAt = System.nanoTime();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.stageId() != stage) {
      return;
    }
    done++;
    long now = System.nanoTime();
    if (now - printedAt >= INTERVAL.toNanos() && done < tasks) {
      printedAt = now;
      System.err.printf("%s: %d of %d tasks%n", what, done, tasks);
    }
  }
}
