package org.netdiffus.forecast;

/**
 * {@code evaluate}: real and synthetic tiles to a report.
 *
 * @param real real tiles
 * @param synthetic synthetic tiles
 * @param perClass most tiles of a class and part that are judged
 * @param scenarios what the classifiers learn from, beside shuffled labels
 * @param seeds runs of each classifier in each scenario; of shuffled labels there is one
 * @param updates updates of each training of the CNN
 * @param batch tiles in an update
 * @param trees trees of each forest
 * @param tests two-sample tests
 */
public record EvaluationWork(
    Amounts real,
    Amounts synthetic,
    int perClass,
    int scenarios,
    int seeds,
    int updates,
    int batch,
    int trees,
    TwoSample tests) {
  private static final double MEBIBYTE = 1 << 20;
  private static final double DRIVER_SECONDS = 12;

  /** An update costs this, and for each pixel of its tiles that. */
  private static final double SECONDS_AN_UPDATE = 0.02;

  private static final double UPDATE_SECONDS_A_PIXEL = 2.2e-6;

  /** A tree looks at a root of the pixels of each tile, in each of some levels. */
  private static final double TREE_SECONDS_A_TILE = 30e-6;

  private static final double SECONDS_A_FOREST = 3;

  /** A pair of tiles, for each pixel: how near they are. */
  private static final double SECONDS_A_PAIR_PIXEL = 1e-9;

  /** A training of boosted trees costs this, for each number in a tile that, and that a tile. */
  private static final double SECONDS_OF_BOOSTING = 1.8;

  private static final double BOOSTING_SECONDS_A_PIXEL = 3e-3;

  private static final double BOOSTING_SECONDS_A_PIXEL_AND_TILE = 1.5e-6;

  /** Looking at a tile without learning from it is a third of an update's share. */
  private static final double SEEN_SECONDS_A_PIXEL = UPDATE_SECONDS_A_PIXEL / 3;

  private static final long REPORT_BYTES = 400_000;

  /**
   * Trainings of the two-sample tests.
   *
   * @param networks trainings of the CNN
   * @param boosted trainings of boosted trees
   * @param learnt tiles that each learns from
   * @param updates updates of each training of the CNN
   */
  public record TwoSample(int networks, int boosted, int learnt, int updates) {}

  /** What the step takes and gives. */
  public StepForecast forecast() {
    int labels = Math.max(1, real.labels());
    double most = (double) perClass * labels;
    double training = Math.min(most, (double) real.training());
    double test = Math.min(most, (double) (real.traces() - real.training()));
    double drawn = Math.min(most, (double) synthetic.traces());
    double pixels = (double) real.side() * real.side() * real.channels();
    double judged = training + test + drawn;
    long trainings = (long) scenarios * seeds + 1;
    double cnn =
        ((double) trainings * updates + (double) tests.networks() * tests.updates())
            * (SECONDS_AN_UPDATE + batch * pixels * UPDATE_SECONDS_A_PIXEL);
    double boosting =
        tests.boosted()
            * (SECONDS_OF_BOOSTING
                + pixels
                    * (BOOSTING_SECONDS_A_PIXEL
                        + tests.learnt() * BOOSTING_SECONDS_A_PIXEL_AND_TILE));
    double all = (double) real.traces() + synthetic.traces();
    // Where a sample leaves tiles out, all of them are looked at besides.
    double seen = all > judged ? all * pixels * SEEN_SECONDS_A_PIXEL : 0;
    double forests =
        (double) trainings
            * (SECONDS_A_FOREST + trees * TREE_SECONDS_A_TILE * (training + drawn) / 2);
    double pairs = (test + drawn) * training * pixels * SECONDS_A_PAIR_PIXEL;
    return new StepForecast(
        real.files() + synthetic.files(),
        real.bytes() + synthetic.bytes(),
        trainings + tests.networks(),
        Math.round(judged),
        REPORT_BYTES,
        cnn + pairs + seen,
        DRIVER_SECONDS + forests + boosting,
        new StepForecast.Memory(400 + 8 * judged * pixels / MEBIBYTE, 64),
        new StepForecast.Memory(600, 4 * batch * pixels * 128 / MEBIBYTE),
        new Amounts(0, 0, labels, real.channels(), 0, real.side(), 1, REPORT_BYTES));
  }
}
