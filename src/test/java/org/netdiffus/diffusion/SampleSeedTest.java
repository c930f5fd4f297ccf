package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleSeedTest {
  @Test
  void everySampleHasASeedOfItsOwn() {
    Set<Long> seeds = new HashSet<>();
    for (String label : new String[] {"a", "b", "", "ä", "ab"}) {
      for (long run = 0; run < 3; run++) {
        for (long index = 0; index < 100; index++) {
          seeds.add(SampleSeed.of(run, label, index));
        }
      }
    }
    assertThat(seeds).hasSize(5 * 3 * 100);
  }

  /** Guards tiles that were drawn before: the same label and number give the same tile again. */
  @Test
  void theSeedStaysWhatItWas() {
    assertThat(SampleSeed.of(1, "video", 0)).isEqualTo(-5964663611507560555L);
  }
}
