package org.netdiffus.forecast;

/**
 * What one step is expected to take and to give.
 *
 * @param files files that it reads
 * @param inputBytes their size
 * @param tasks tasks that its input is split into
 * @param rows rows that it writes
 * @param outputBytes their size in files
 * @param coreSeconds work of all tasks together, in seconds of one core
 * @param driverSeconds what passes while no task runs: planning, publishing, looking at the output
 * @param heap megabytes (2^20) on the heap of an executor
 * @param offHeap megabytes (2^20) outside it
 * @param output what the next step finds
 */
public record StepForecast(
    long files,
    long inputBytes,
    long tasks,
    long rows,
    long outputBytes,
    double coreSeconds,
    double driverSeconds,
    Memory heap,
    Memory offHeap,
    Amounts output) {
  private static final double SECONDS_AN_HOUR = 3600;

  /**
   * Memory of an executor.
   *
   * @param base megabytes before the first task
   * @param task megabytes more for each task that runs at a time
   */
  public record Memory(double base, double task) {
    /** Megabytes for so many tasks at a time. */
    public long of(int cores) {
      return (long) Math.ceil(base + task * cores);
    }
  }

  /** How long the step takes on some executors, without the start of Spark. */
  public double seconds(Executors executors) {
    return driverSeconds + executors.seconds(coreSeconds, tasks);
  }

  /** Core hours that the executors are held for, whether they work or wait. */
  public double coreHours(Executors executors) {
    return seconds(executors) * executors.slots() / SECONDS_AN_HOUR;
  }
}
