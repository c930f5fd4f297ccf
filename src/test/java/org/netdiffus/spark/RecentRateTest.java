package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSteadyCountHasItsRateFromTheFirstPoint() {
    RecentRate rate = new RecentRate(5 * SECOND, 100);

    assertThat(rate.perSecond(15 * SECOND, 130)).isEqualTo(3.0);
    assertThat(rate.perSecond(25 * SECOND, 160)).isEqualTo(3.0);
  }

  @Test
  void aRestBeforeTheLastMinuteIsForgotten() {
    RecentRate rate = new RecentRate(0, 0);
    rate.perSecond(10 * SECOND, 20);
    rate.perSecond(600 * SECOND, 20);
    for (long second = 610; second < 660; second += 10) {
      rate.perSecond(second * SECOND, 20 + 2 * (second - 600));
    }

    assertThat(rate.perSecond(660 * SECOND, 140)).isEqualTo(2.0);
  }

  @Test
  void aMinuteWithoutAPointIsMeasuredWhole() {
    RecentRate rate = new RecentRate(0, 0);

    assertThat(rate.perSecond(600 * SECOND, 300)).isEqualTo(0.5);
    assertThat(rate.perSecond(1200 * SECOND, 1200)).isEqualTo(1.5);
  }

  @Test
  void noTimeHasNoRate() {
    assertThat(new RecentRate(SECOND, 0).perSecond(SECOND, 5)).isZero();
  }
}
