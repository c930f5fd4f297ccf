package org.netdiffus.forecast;

/**
 * {@code render-tiles}: series to tiles.
 *
 * @param series what is drawn
 * @param channels features that become channels
 * @param side side of a tile in pixels
 * @param pixelBytes bytes of a stored pixel, before packing
 * @param pixelSeconds seconds that the order takes for a pixel beyond the others' cost; 0 for those
 *     that need no more
 * @param outputFiles files that it writes, a task each
 */
public record RenderingWork(
    Amounts series, int channels, int side, int pixelBytes, double pixelSeconds, long outputFiles) {
  /** Most of them load and compile what a process that has just started runs. */
  private static final double DRIVER_SECONDS = 11;

  /** A task that draws and writes its file. */
  private static final double SECONDS_A_TASK = 0.04;

  /** A channel of a tile: three passes over its series, shuffle and sort. */
  private static final double SECONDS_A_ROW = 40e-6;

  private static final double SECONDS_A_POINT = 20e-9;
  private static final double SECONDS_A_PIXEL = 20e-9;

  /** What zstd leaves of the pixels of real traffic. */
  private static final double PACKED = 0.45;

  private static final double BYTES_A_TILE = 100;

  /** What the step takes and gives. */
  public StepForecast forecast() {
    long rows = series.traces();
    double pictures = (double) rows * channels;
    double pixels = pictures * side * side;
    long outputBytes = Math.round(pixels * pixelBytes * PACKED + rows * BYTES_A_TILE);
    return new StepForecast(
        series.files(),
        series.bytes(),
        outputFiles,
        rows,
        outputBytes,
        outputFiles * SECONDS_A_TASK
            + pictures * (SECONDS_A_ROW + series.points() * SECONDS_A_POINT)
            + pixels * (SECONDS_A_PIXEL + pixelSeconds),
        DRIVER_SECONDS,
        new StepForecast.Memory(400, 128),
        new StepForecast.Memory(250, 64),
        new Amounts(
            rows,
            series.training(),
            series.labels(),
            channels,
            series.points(),
            side,
            outputFiles,
            outputBytes));
  }
}
