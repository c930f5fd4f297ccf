package org.netdiffus.forecast;

/**
 * {@code train-denoiser}: tiles to a model.
 *
 * @param tiles what is trained on
 * @param network cost of one tile in the network
 * @param parameters trained numbers of the network
 * @param values numbers that the network sees of a tile
 * @param steps steps of every worker
 * @param batch tiles in a step of one worker
 * @param workers workers, each a task
 * @param averagingFrequency steps between two averagings
 * @param checkpoints checkpoints that are written
 * @param looks how often samples are drawn on the way
 */
public record TrainingWork(
    Amounts tiles,
    NetworkCost network,
    long parameters,
    int values,
    long steps,
    int batch,
    int workers,
    int averagingFrequency,
    long checkpoints,
    long looks) {
  private static final double MEBIBYTE = 1 << 20;
  private static final double DRIVER_SECONDS = 8;

  /** Gradients cost about twice the evaluation. */
  private static final double EVALUATIONS_A_STEP = 3;

  /** Operations a second of one core in training. */
  private static final double OPERATIONS_A_SECOND = 76e9;

  /** What a step costs however small the network. */
  private static final double SECONDS_A_STEP = 0.03;

  private static final double SECONDS_A_ROUND = 0.15;

  /** Broadcast and averaging of a parameter and its two moments. */
  private static final double ROUND_SECONDS_A_PARAMETER = 60e-9;

  private static final double SECONDS_A_CHECKPOINT = 0.3;

  /** Drawing samples on the way: 20 evaluations of up to 48 tiles. */
  private static final double EVALUATIONS_A_LOOK = 20 * 48;

  private static final double SECONDS_A_LOOK = 0.5;

  /** Weights, gradient, two moments, average and what is being sent. */
  private static final int BYTES_A_PARAMETER = 40;

  /** A weight file holds weights and both moments, the averaged one the weights alone. */
  private static final int STORED_BYTES_A_PARAMETER = 16;

  /** Of the heap Spark keeps so much for what tasks hold and what is stored. */
  private static final double STORAGE_SHARE = 0.6;

  /** Activations, their norms and gradients. */
  private static final double BYTES_AN_OUTPUT = 48;

  /** Tiles that train; nothing says so where they were not divided. */
  private long trained() {
    return tiles.training() == 0 ? tiles.traces() : tiles.training();
  }

  /** What the step takes and gives. */
  public StepForecast forecast() {
    long rounds = (steps + averagingFrequency - 1) / averagingFrequency;
    double imageSeconds = EVALUATIONS_A_STEP * network.forwardOperations() / OPERATIONS_A_SECOND;
    double look = EVALUATIONS_A_LOOK * network.forwardOperations() / OPERATIONS_A_SECOND;
    double task =
        (batch * network.outputs() * BYTES_AN_OUTPUT + parameters * BYTES_A_PARAMETER) / MEBIBYTE;
    double share = (double) trained() * values * Float.BYTES / workers / MEBIBYTE;
    long bytes = Math.min(checkpoints, 2) * parameters * STORED_BYTES_A_PARAMETER;
    return new StepForecast(
        tiles.files(),
        tiles.bytes(),
        workers,
        steps,
        bytes,
        workers * steps * (SECONDS_A_STEP + batch * imageSeconds),
        DRIVER_SECONDS
            + rounds * (SECONDS_A_ROUND + workers * parameters * ROUND_SECONDS_A_PARAMETER)
            + checkpoints * SECONDS_A_CHECKPOINT
            + looks * (SECONDS_A_LOOK + look),
        new StepForecast.Memory(400, 64 + share / STORAGE_SHARE),
        new StepForecast.Memory(600, task),
        new Amounts(
            0, 0, tiles.labels(), tiles.channels(), tiles.points(), tiles.side(), 1, bytes));
  }
}
