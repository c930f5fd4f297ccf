package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {
  @ParameterizedTest
  @CsvSource({
    "SECONDS, 0.332988, 332988000",
    "SECONDS, 1519152345.123456789, 1519152345123456789",
    "SECONDS, -1.5e-3, -1500000",
    "SECONDS, 1e-999999999, 0",
    "SECONDS, 0e999999999, 0",
    "MILLISECONDS, 250, 250000000",
    "MICROSECONDS, 16942, 16942000",
    "NANOSECONDS, 523491859, 523491859",
    "NANOSECONDS, 0.6, 1",
    "NANOSECONDS, 0.04, 0",
  })
  void timesAreExactToTheNanosecond(TimeScale scale, String text, long nanos) {
    assertThat(scale.nanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "Infinity", "1,5", "1e999999999", "9999999999.5", "0x10"})
  void whatIsNoTimeOfThisWorldIsRefused(String text) {
    assertThatThrownBy(() -> TimeScale.SECONDS.nanos(text))
        .isInstanceOf(NumberFormatException.class);
  }
}
