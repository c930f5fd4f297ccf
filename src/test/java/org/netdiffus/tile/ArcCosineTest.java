package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArcCosineTest {
  @Test
  void itIsTheLibrarysToThirteenDigits() {
    int steps = 1_000_000;
    double[] angles = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      angles[i] = (double) i / steps;
    }
    ArcCosine.replace(angles);
    double furthest = 0;
    for (int i = 0; i <= steps; i++) {
      furthest = Math.max(furthest, Math.abs(angles[i] - Math.acos((double) i / steps)));
    }
    assertThat(furthest).isLessThan(1e-13);
    assertThat(angles[steps]).isZero();
  }
}
