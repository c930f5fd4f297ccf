package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest(name = "{0} reads {1}")
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.5236, 0.524",
    "1234.5, 1230",
    "-0.00123, -0.00123",
    "99999, 100 k",
    "9994, 9990",
    "1250000, 1.25 M",
    "3e9, 3 G",
    "0.00001, 1.00e-5",
    "3e14, 3.00e14",
    "NaN, not finite",
    "-Infinity, not finite"
  })
  void aNumberKeepsThreeDigits(double value, String words) {
    assertThat(Figures.significant(value).replace('\u00a0', ' ')).isEqualTo(words);
  }

  @Test
  void sharesAndDifferencesKeepOneDecimal() {
    assertThat(Figures.percent(0.8314)).isEqualTo("83.1\u00a0%");
    assertThat(Figures.points(0.0294)).isEqualTo("+2.9 points");
    assertThat(Figures.points(-0.1)).isEqualTo("-10.0 points");
    assertThat(Figures.count(1234567)).isEqualTo("1\u202f234\u202f567");
  }
}
