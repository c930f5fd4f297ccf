package org.netdiffus.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Progress of a Spark job whose tasks count what they have done in an accumulator: also within
 * tasks, since executors report with every heartbeat. The count of a task that is done over starts
 * anew, so it is for people only.
 */
public final class CountedProgress extends SparkListener {
  private final LongAccumulator counter;
  private final Progress progress;
  private final Map<Long, Long> doneByTask = new HashMap<>();

  private CountedProgress(LongAccumulator counter, Progress progress) {
    this.counter = counter;
    this.progress = progress;
  }

  /**
   * Does something, reports how far it is, and returns what came of it.
   *
   * @param counter registered accumulator that the tasks count in
   * @param what the step, such as {@code sample-tiles}
   * @param unit what is counted, such as {@code tiles}
   * @param total how many there are
   */
  public static <T> T during(
      SparkSession spark,
      LongAccumulator counter,
      String what,
      String unit,
      long total,
      Supplier<T> work) {
    try (Progress progress = Progress.of(what, unit, total)) {
      CountedProgress listener = new CountedProgress(counter, progress);
      spark.sparkContext().addSparkListener(listener);
      try {
        return work.get();
      } finally {
        spark.sparkContext().removeSparkListener(listener);
      }
    }
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        JavaConverters.seqAsJavaList(update.accumUpdates())) {
      report((Long) task._1(), task._4());
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    report(end.taskInfo().taskId(), end.taskInfo().accumulables());
  }

  private void report(long task, Seq<AccumulableInfo> accumulables) {
    for (AccumulableInfo info : JavaConverters.seqAsJavaList(accumulables)) {
      if (info.id() == counter.id() && info.update().nonEmpty()) {
        long done = ((Number) info.update().get()).longValue();
        Long before = doneByTask.put(task, done);
        if (before == null || before != done) {
          progress.done(doneByTask.values().stream().mapToLong(Long::longValue).sum(), "");
        }
      }
    }
  }
}
