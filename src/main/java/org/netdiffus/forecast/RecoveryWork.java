package org.netdiffus.forecast;

/**
 * {@code recover-series}: tiles to series.
 *
 * @param tiles what is read
 * @param tasks tasks that read them
 * @param pixelSeconds seconds that reading a pixel takes
 */
public record RecoveryWork(Amounts tiles, long tasks, double pixelSeconds) {
  private static final double DRIVER_SECONDS = 2.5;
  private static final double SECONDS_A_ROW = 40e-6;
  private static final double BYTES_A_POINT = 3.2;
  private static final double BYTES_A_ROW = 150;

  /** What the step takes and gives. */
  public StepForecast forecast() {
    long rows = tiles.traces() * tiles.channels();
    double pixels = (double) rows * tiles.side() * tiles.side();
    long bytes = Math.round(rows * (tiles.side() * BYTES_A_POINT + BYTES_A_ROW));
    return new StepForecast(
        tiles.files(),
        tiles.bytes(),
        tasks,
        rows,
        bytes,
        rows * SECONDS_A_ROW + pixels * pixelSeconds,
        DRIVER_SECONDS,
        new StepForecast.Memory(400, 64),
        new StepForecast.Memory(250, 32),
        new Amounts(
            tiles.traces(),
            tiles.training(),
            tiles.labels(),
            tiles.channels(),
            tiles.points(),
            tiles.side(),
            tasks,
            bytes));
  }
}
