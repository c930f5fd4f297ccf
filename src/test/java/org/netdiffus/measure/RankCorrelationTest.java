package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void figuresWithoutErrorHaveOneOrderAlone() {
    assertThat(interval(0, 0.9, 0.8, 0.7)).isEqualTo(new RankCorrelation.Interval(1, 1));
    assertThat(interval(0, 0.7, 0.8, 0.9)).isEqualTo(new RankCorrelation.Interval(-1, -1));
  }

  @Test
  void figuresThatAreNotToldApartHaveAnyOrder() {
    assertThat(interval(1, 0.9, 0.8, 0.7)).isEqualTo(new RankCorrelation.Interval(-1, 1));
  }

  @Test
  void neighboursThatMayChangePlacesWidenTheIntervalAndTheDrawsAreTheSame() {
    RankCorrelation.Interval found = interval(0.03, 0.9, 0.8, 0.7);
    assertThat(found.lower()).isEqualTo(0.5);
    assertThat(found.upper()).isEqualTo(1);
    assertThat(interval(0.03, 0.9, 0.8, 0.7)).isEqualTo(found);
  }

  /** Beside 0.9, 0.8, 0.7 with the same error. */
  private static RankCorrelation.Interval interval(double error, double... other) {
    return RankCorrelation.interval(
        List.of(new Measured(0.9, error), new Measured(0.8, error), new Measured(0.7, error)),
        List.of(
            new Measured(other[0], error),
            new Measured(other[1], error),
            new Measured(other[2], error)));
  }
}
