package org.netdiffus.diffusion;

/**
 * What a stream of random numbers is for. Streams of different purposes are independent, so that a
 * draw added in one place never shifts the numbers of another.
 */
public enum Purpose {
  /** Starting weights of a network. */
  INITIALISATION(1),
  /** Time step of a training example. */
  TIME_STEP(2),
  /** Noise of a training example. */
  NOISE(3),
  /** Whether a training example's class is replaced by "no class". */
  LABEL_DROPOUT(4),
  /** Order of training examples. */
  SHUFFLE(5),
  /** Seed of one sample, from the run's seed. */
  SAMPLE_SEED(6),
  /** Noise that a sample starts from. */
  SAMPLE_START(7),
  /** Noise added to a sample between steps. */
  SAMPLE_NOISE(8),
  /** Weights, order and dropout of a classifier. */
  CLASSIFIER(9),
  /** Choice of training and test part. */
  SPLIT(10),
  /** Choice of a subset to measure or to show. */
  SELECTION(11),
  /** Simulated traffic. */
  SIMULATION(12),
  /** Scale of a synthetic series. */
  SCALE(13),
  /** Noise of a validation example. */
  VALIDATION_NOISE(14),
  /** Time step of a validation example. */
  VALIDATION_TIME(15),
  /** Noise that a tile is probed with in a privacy audit. */
  AUDIT_NOISE(30),
  /** Samples drawn with replacement for an interval of a figure. */
  BOOTSTRAP(31),
  /** Series of a simple generator. */
  BASELINE(32),
  /** Tiles that are wrong on purpose, which the judges have to notice. */
  CONTROL(40);

  // Part of every stream, so a number stays with its purpose whatever the order of declaration.
  private final int number;

  Purpose(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
