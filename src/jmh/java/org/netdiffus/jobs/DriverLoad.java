package org.netdiffus.jobs;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What the tasks of a job cost the driver, added up by a listener that Spark makes in every session
 * of a bench; hence the static fields. In local mode the heap is that of driver and tasks together,
 * after collections, so what grows in it with the size of a job is the driver's part.
 */
public final class DriverLoad extends SparkListener {
  private static final AtomicLong HEAP = new AtomicLong();
  private static final AtomicLong RESULTS = new AtomicLong();
  private static final AtomicLong SHUFFLED = new AtomicLong();
  private static final AtomicLong ROWS = new AtomicLong();

  static {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, ignored) -> {
                long used =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(pool -> pool.getKey().matches(".*(Eden|Old|Tenured|Survivor).*"))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
                HEAP.accumulateAndGet(used, Math::max);
              },
              null,
              null);
    }
  }

  /**
   * Sums over all tasks since the bench began to count.
   *
   * @param heapBytes most heap in use after a collection
   * @param resultBytes what tasks have returned to the driver
   * @param shuffledBytes what tasks have written for other tasks
   * @param rowsWritten rows written to files
   */
  record Totals(long heapBytes, long resultBytes, long shuffledBytes, long rowsWritten) {}

  static void begin() {
    System.gc();
    HEAP.set(0);
    RESULTS.set(0);
    SHUFFLED.set(0);
    ROWS.set(0);
  }

  static Totals totals() {
    return new Totals(HEAP.get(), RESULTS.get(), SHUFFLED.get(), ROWS.get());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null) {
      RESULTS.addAndGet(end.taskMetrics().resultSize());
      SHUFFLED.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
      ROWS.addAndGet(end.taskMetrics().outputMetrics().recordsWritten());
    }
  }
}
