package org.netdiffus.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossQuartersTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9, 102})
  void aLossThatIsTheSameInEveryUpdateStandsStillHoweverManyUpdatesAQuarterHas(int updates) {
    assertThat(quarters(updates, update -> 0.7).standsStill(0.05)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9, 102})
  void aLossThatFallsByATenthFromQuarterToQuarterDoesNot(int updates) {
    double[] quarterLosses = {1, 0.9, 0.81, 0.729};
    LossQuarters quarters = quarters(updates, update -> quarterLosses[4 * update / updates]);
    assertThat(quarters.standsStill(0.05)).isFalse();
    assertThat(quarters.standsStill(0.2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fewerThanFourUpdatesShowNothing(int updates) {
    assertThat(quarters(updates, update -> 0.7).standsStill(0.05)).isFalse();
  }

  @Test
  void aLossThatIsNoNumberShowsNothing() {
    assertThat(quarters(8, update -> Double.NaN).standsStill(0.05)).isFalse();
  }

  private static LossQuarters quarters(int updates, IntToDoubleFunction loss) {
    LossQuarters quarters = new LossQuarters(updates);
    for (int update = 0; update < updates; update++) {
      quarters.add(update, loss.applyAsDouble(update));
    }
    return quarters;
  }
}
