package org.netdiffus.forecast;

/**
 * {@code simulate-captures}: seeded captures.
 *
 * @param classes traffic classes
 * @param traces captures of all classes
 * @param tasks tasks that write them
 */
public record SimulationWork(int classes, long traces, long tasks) {
  private static final double DRIVER_SECONDS = 1;

  /** A capture, on the average of all classes. */
  private static final double SECONDS_A_CAPTURE = 0.02;

  private static final long BYTES_A_CAPTURE = 640_000;

  /** What the step takes and gives. */
  public StepForecast forecast() {
    long bytes = traces * BYTES_A_CAPTURE;
    return new StepForecast(
        0,
        0,
        tasks,
        traces,
        bytes,
        traces * SECONDS_A_CAPTURE,
        DRIVER_SECONDS,
        new StepForecast.Memory(400, 32),
        new StepForecast.Memory(250, 16),
        new Amounts(traces, 0, classes, 1, 0, 0, traces, bytes));
  }
}
