package org.netdiffus.diffusion;

/**
 * A stream of random numbers that is a function of (run seed, purpose, index, step) and of nothing
 * else: no partition, thread or order of work can change it.
 *
 * <p>The stream is Philox4x32-10 in counter mode. The key is the first half of the block of (step,
 * purpose) under the run seed; the counter is (block number, index). Within one run, streams of one
 * purpose and step never meet; those of different purposes or steps share a key by an accident of
 * 64 bits only. Functions of the JDK whose last digit may differ between machines are avoided, so a
 * stream is the same everywhere.
 *
 * <p>An instance is a cursor over its stream and serves one thread.
 */
public final class CounterRandom {
  private static final double UNIT_53 = 0x1.0p-53;

  private final long key;
  private final long index;
  private final int[] block = new int[Philox.WORDS];
  private long nextBlock;
  private int nextWord = Philox.WORDS;
  private double spareGaussian;
  private boolean hasSpareGaussian;

  private CounterRandom(long key, long index) {
    this.key = key;
    this.index = index;
  }

  /**
   * The stream of one purpose at one place.
   *
   * @param seed seed of the run
   * @param purpose what the numbers are for
   * @param index number of the sample, layer or example
   * @param step number of the training or sampling step; 0 where there is none
   */
  public static CounterRandom of(long seed, Purpose purpose, long index, long step) {
    int[] words = new int[Philox.WORDS];
    Philox.block(step, purpose.number(), seed, words);
    return new CounterRandom(join(words[0], words[1]), index);
  }

  /** 64 random bits. */
  public long nextLong() {
    int low = nextWord();
    return join(low, nextWord());
  }

  /**
   * A whole number from 0 to {@code bound - 1}, each equally likely (Lemire, arXiv:1805.10941,
   * algorithm 5).
   *
   * @throws IllegalArgumentException when {@code bound} is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound = " + bound + " is below 1");
    }
    long product = Integer.toUnsignedLong(nextWord()) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      // 2^32 mod bound: products whose low half lies below it would favour some numbers.
      long uneven = (1L << 32) % bound;
      while (low < uneven) {
        product = Integer.toUnsignedLong(nextWord()) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /** A number in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT_53;
  }

  /** A draw from the standard normal distribution (Box and Muller 1958). */
  public double nextGaussian() {
    if (hasSpareGaussian) {
      hasSpareGaussian = false;
      return spareGaussian;
    }
    // In (0, 1], so that the logarithm is finite.
    double uniform = ((nextLong() >>> 11) + 1) * UNIT_53;
    double radius = Math.sqrt(-2 * StrictMath.log(uniform));
    double angle = 2 * Math.PI * nextDouble();
    spareGaussian = radius * StrictMath.sin(angle);
    hasSpareGaussian = true;
    return radius * StrictMath.cos(angle);
  }

  /**
   * Writes the next {@code count} normal draws, each rounded to float, to {@code out[from]} and on.
   */
  public void fillGaussian(float[] out, int from, int count) {
    for (int i = from; i < from + count; i++) {
      out[i] = (float) nextGaussian();
    }
  }

  /** The numbers 0 to {@code count - 1} in random order, each order equally likely. */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private int nextWord() {
    if (nextWord == Philox.WORDS) {
      Philox.block(nextBlock, index, key, block);
      nextBlock++;
      nextWord = 0;
    }
    int word = block[nextWord];
    nextWord++;
    return word;
  }

  private static long join(int low, int high) {
    return (low & 0xFFFFFFFFL) | ((long) high << 32);
  }
}
