package org.netdiffus.diffusion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The seed of one sample, from the run's seed, its class and its number within the class. */
public final class SampleSeed {
  private SampleSeed() {}

  /**
   * The seed; it does not depend on which other classes and samples there are.
   *
   * @param runSeed seed of the sampling run
   * @param label class of the sample
   * @param index number of the sample within its class, from 0
   */
  public static long of(long runSeed, String label, long index) {
    return CounterRandom.of(runSeed, Purpose.SAMPLE_SEED, index, hash(label)).nextLong();
  }

  /** The first 64 bits of SHA-256, the same on every machine. */
  private static long hash(String label) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(label.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
