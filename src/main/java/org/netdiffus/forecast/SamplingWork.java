package org.netdiffus.forecast;

/**
 * {@code sample-tiles}: a model to synthetic tiles.
 *
 * @param model what is drawn from
 * @param network cost of one tile in the network
 * @param tiles tiles to draw
 * @param batch tiles that run through the network together; the last batch of a class is filled up
 * @param batches batches
 * @param evaluations evaluations of the network for a tile
 * @param tasks tasks that draw them
 */
public record SamplingWork(
    Amounts model,
    NetworkCost network,
    long tiles,
    int batch,
    long batches,
    int evaluations,
    long tasks) {
  private static final double MEBIBYTE = 1 << 20;
  private static final double DRIVER_SECONDS = 3;

  /** Opening the network. */
  private static final double SECONDS_A_TASK = 1;

  private static final double OPERATIONS_A_SECOND = 85e9;

  /** What an evaluation costs however small the network. */
  private static final double SECONDS_AN_EVALUATION = 0.008;

  private static final double BYTES_A_PIXEL = 3.7;
  private static final double BYTES_A_TILE = 60;
  private static final double BYTES_AN_OUTPUT = 12;

  /** What the step takes and gives. */
  public StepForecast forecast() {
    double pixels = (double) tiles * model.channels() * model.side() * model.side();
    long bytes = Math.round(pixels * BYTES_A_PIXEL + tiles * BYTES_A_TILE);
    double evaluation =
        SECONDS_AN_EVALUATION + batch * network.forwardOperations() / OPERATIONS_A_SECOND;
    return new StepForecast(
        model.files(),
        model.bytes(),
        tasks,
        tiles,
        bytes,
        tasks * SECONDS_A_TASK + batches * evaluations * evaluation,
        DRIVER_SECONDS,
        new StepForecast.Memory(400, 96),
        new StepForecast.Memory(600, batch * network.outputs() * BYTES_AN_OUTPUT / MEBIBYTE),
        new Amounts(
            tiles,
            0,
            model.labels(),
            model.channels(),
            model.points(),
            model.side(),
            tasks,
            bytes));
  }
}
