package org.netdiffus.forecast;

/**
 * {@code extract-series}: files of traces to series.
 *
 * @param files files of the input
 * @param bytes their size
 * @param largest size of the largest file, which one task reads
 * @param sample what some of them hold
 * @param labels classes; 0 when only the files tell
 * @param features features of a trace
 * @param points points of a series
 * @param trainShare share of the traces that train
 * @param splits tasks that the files are spread over
 */
public record ExtractionWork(
    long files,
    long bytes,
    long largest,
    InputSample sample,
    int labels,
    int features,
    int points,
    double trainShare,
    long splits) {
  private static final double MEBIBYTE = 1 << 20;

  /**
   * Seconds of the driver; most of them load and compile what a process that has just started runs.
   */
  private static final double DRIVER_SECONDS = 12;

  /** Opening, hashing and closing a small file. */
  private static final double SECONDS_A_FILE = 0.002;

  /** Packets of a capture: parsing, client and series. */
  private static final double SECONDS_A_PACKET = 0.6e-6;

  /** A byte of a table: lines, cells and numbers. */
  private static final double SECONDS_A_TABLE_BYTE = 25e-9;

  /** A byte of a capture: reading and hashing. */
  private static final double SECONDS_A_CAPTURE_BYTE = 4e-9;

  /** A value of a series: shuffle, sort and Parquet. */
  private static final double SECONDS_A_VALUE = 0.6e-6;

  /** A stored value; most traces are padded with zeros, which pack to nothing. */
  private static final double BYTES_A_VALUE = 1.6;

  private static final double BYTES_A_ROW = 60;

  /** A packet in memory while its trace is read. */
  private static final double HEAP_BYTES_A_PACKET = 24;

  /** What the step takes and gives. */
  public StepForecast forecast() {
    long traces = sample.tracesIn(files, bytes);
    long rows = traces * features;
    double values = (double) rows * points;
    double unpacked = bytes * sample.unpacking();
    double reading =
        sample.captures()
            ? unpacked * SECONDS_A_CAPTURE_BYTE + bytes * sample.packetsPerByte() * SECONDS_A_PACKET
            : unpacked * SECONDS_A_TABLE_BYTE;
    long outputBytes = Math.round(values * BYTES_A_VALUE + rows * BYTES_A_ROW);
    return new StepForecast(
        files,
        bytes,
        splits,
        rows,
        outputBytes,
        files * SECONDS_A_FILE + reading + values * SECONDS_A_VALUE,
        DRIVER_SECONDS,
        new StepForecast.Memory(
            400, 64 + largest * sample.packetsPerByte() * HEAP_BYTES_A_PACKET / MEBIBYTE),
        new StepForecast.Memory(250, 16),
        new Amounts(
            traces, Math.round(traces * trainShare), labels, features, points, 0, 1, outputBytes));
  }
}
