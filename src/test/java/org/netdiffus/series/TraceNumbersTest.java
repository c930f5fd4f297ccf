package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceNumbersTest {
  @Test
  void keysKeepTheNumbersOfTheirFirstSightAsAMapWouldGiveThem() {
    Random random = new Random(5);
    TraceNumbers numbers = new TraceNumbers();
    for (int round = 0; round < 2; round++) {
      Map<TraceKey, Integer> expected = new HashMap<>();
      for (int i = 0; i < 20_000; i++) {
        // Neighbouring addresses and ports, as in a capture: keys that differ in few bits.
        TraceKey key =
            new TraceKey(
                random.nextBoolean() ? 6 : 17,
                random.nextInt(4) << 16 | 443,
                0,
                0xffff_0a00_0000L + random.nextInt(300),
                random.nextInt(2),
                0xffff_c0a8_0000L + random.nextInt(3));
        int number = expected.computeIfAbsent(key, unseen -> expected.size());
        assertThat(numbers.of(key)).isEqualTo(number);
        assertThat(numbers.key(number)).isEqualTo(key);
      }
      assertThat(numbers.count()).isEqualTo(expected.size()).isGreaterThan(5_000);
      numbers.clear();
      assertThat(numbers.count()).isZero();
    }
  }
}
