package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /** The lines "philox4x32 10" of kat_vectors in Random123 1.14.0. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void theKnownAnswersOfRandom123AreGiven(String counter, String key, String expected) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] out = new int[Philox.WORDS];

    Philox.block(join(c[0], c[1]), join(c[2], c[3]), join(k[0], k[1]), out);

    assertThat(Arrays.stream(out).mapToObj("%08x"::formatted).collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  private static int[] words(String hexadecimal) {
    return Arrays.stream(hexadecimal.split(" ", -1))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }

  private static long join(int low, int high) {
    return (low & 0xFFFFFFFFL) | ((long) high << 32);
  }
}
