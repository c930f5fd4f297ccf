package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void whatIsAskedForOftenIsDueOnceInAWhile() {
    AtomicLong clock = new AtomicLong(-5);
    Pace pace = new Pace(Duration.ofNanos(10), clock::get);

    assertThat(pace.isDue()).isFalse();
    clock.set(4);
    assertThat(pace.isDue()).isFalse();
    clock.set(5);
    assertThat(pace.isDue()).isTrue();
    assertThat(pace.isDue()).isFalse();
    clock.set(14);
    assertThat(pace.isDue()).isFalse();
    clock.set(40);
    assertThat(pace.isDue()).isTrue();
    clock.set(49);
    assertThat(pace.isDue()).isFalse();
  }
}
