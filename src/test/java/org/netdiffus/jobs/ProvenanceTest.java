package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenanceTest {
  @Test
  void pointsOfAMeanHaveNoMoreDigitsThanTheyNeed() {
    assertThat(Provenance.meanOf("size", 1)).isEqualTo("size");
    assertThat(Provenance.meanOf("size", 50)).isEqualTo("size, mean of 50 points");
    assertThat(Provenance.meanOf("size", 22.5)).isEqualTo("size, mean of 22.5 points");
    assertThat(Provenance.meanOf("size", 300 / 32.0)).isEqualTo("size, mean of 9.375 points");
    assertThat(Provenance.meanOf("size", 1000 / 3.0)).isEqualTo("size, mean of 333.3 points");
  }
}
