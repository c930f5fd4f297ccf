package org.netdiffus.forecast;

/**
 * What a job runs on.
 *
 * @param count executors, at least 1; the process of the driver counts as one in local mode
 * @param cores cores of each, at least 1
 */
public record Executors(int count, int cores) {
  public Executors {
    if (count < 1 || cores < 1) {
      throw new IllegalArgumentException(count + " executors of " + cores + " cores");
    }
  }

  /** Tasks that run at a time. */
  public long slots() {
    return (long) count * cores;
  }

  /**
   * How long tasks take that are alike and start in waves.
   *
   * @param coreSeconds all of them, one after the other
   * @param tasks how many, at least 1
   */
  double seconds(double coreSeconds, long tasks) {
    long waves = (tasks + slots() - 1) / slots();
    return coreSeconds / tasks * waves;
  }
}
