package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Captures changed at random, from the first byte to the series: nothing fails, nothing goes on for
 * ever, and parts give what the whole gives. The seeds, which are looked at themselves first, are a
 * made capture, those that once made a reader fail and, where they stand beside the project, the
 * small captures of the corpus.
 */
class MutatedCapturesTest {
  private static final int ROUNDS = 6;
  private static final long[] EVIL = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 262_145, 20};

  @Test
  void changedCapturesAreReadToTheirEndOrTheirDamage() throws IOException {
    Random random = new Random(20260925);
    List<byte[]> seeds = CaptureLook.seeds();
    int read = 0;
    for (byte[] seed : seeds) {
      for (int round = 0; round <= ROUNDS; round++) {
        byte[] mutant = round == 0 ? seed : mutated(seed, random);
        try {
          read += CaptureLook.at(mutant);
        } catch (RuntimeException | Error failed) {
          throw new AssertionError("seed for a test: " + HexFormat.of().formatHex(mutant), failed);
        }
      }
    }
    assertThat(read).isGreaterThan(seeds.size());
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> {
          at &= ~3;
          if (at + 4 <= mutant.length) {
            ByteBuffer.wrap(mutant)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .putInt(at, (int) EVIL[random.nextInt(EVIL.length)]);
          }
        }
        case 3 -> {
          if (mutant.length > 100 && random.nextInt(3) == 0) {
            mutant = Arrays.copyOf(mutant, at + 1);
          }
        }
        default -> {
          int length = Math.min(random.nextInt(60), mutant.length - at);
          byte[] longer = new byte[mutant.length + length];
          System.arraycopy(mutant, 0, longer, 0, at + length);
          System.arraycopy(mutant, at, longer, at + length, mutant.length - at);
          mutant = longer;
        }
      }
    }
    return mutant;
  }
}
