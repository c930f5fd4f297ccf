package org.netdiffus.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PiecewiseAverageTest {
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.netdiffus.tile.TrafficSeries#seeds")
  void piecewiseAveragesAreThoseOfOpenCv(long seed) {
    Random random = new Random(seed);
    int points = 2 + random.nextInt(2000);
    int size = 1 + random.nextInt(points - 1);
    double[] series = TrafficSeries.bursts(random, points);
    double[] ours = PiecewiseAverage.of(series, size);
    double[] theirs = AreaResize.line(series, size);
    for (int i = 0; i < size; i++) {
      assertThat(ours[i]).isCloseTo(theirs[i], within(1e-6));
    }
  }

  @Test
  void fractionalEndsWeighWhatTheyCover() {
    double[] ramp = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] averages = PiecewiseAverage.of(ramp, 4);
    double[] exact = {0.8, 3.2, 5.8, 8.2};
    for (int i = 0; i < 4; i++) {
      assertThat(averages[i]).isCloseTo(exact[i], within(1e-15));
    }
  }

  @Test
  void averagingToTheSameSizeChangesNothing() {
    double[] series = {3, 1, 2};
    assertThat(PiecewiseAverage.of(series, 3)).containsExactly(3, 1, 2).isNotSameAs(series);
  }
}
