package org.netdiffus.dl4j;

/** Mean loss of each quarter of a training, to tell whether it still falls. */
final class LossQuarters {
  private static final int QUARTERS = 4;

  private final int updates;
  private final double[] sums = new double[QUARTERS];
  private final int[] counts = new int[QUARTERS];

  /**
   * Begins with no loss.
   *
   * @param updates updates of the whole training
   */
  LossQuarters(int updates) {
    this.updates = updates;
  }

  /**
   * Takes the loss of one update.
   *
   * @param update number of the update, from 0
   */
  void add(int update, double loss) {
    int quarter = (int) ((long) QUARTERS * update / updates);
    sums[quarter] += loss;
    counts[quarter]++;
  }

  /**
   * Whether the mean loss of the last quarter lies less than a share below that of the quarter
   * before. Fewer than four updates have no quarters and show nothing, nor does a loss that is no
   * number.
   *
   * @param share 0 to 1
   */
  boolean standsStill(double share) {
    if (updates < QUARTERS) {
      return false;
    }
    double before = sums[QUARTERS - 2] / counts[QUARTERS - 2];
    double last = sums[QUARTERS - 1] / counts[QUARTERS - 1];
    return last > (1 - share) * before;
  }
}
