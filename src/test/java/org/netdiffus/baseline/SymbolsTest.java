package org.netdiffus.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class SymbolsTest {
  @Test
  void commonValuesHaveSymbolsOfTheirOwnAndOthersShare() {
    float[] values = new float[1000];
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      // Half silence, a quarter full-sized packets, the rest anything in between.
      values[i] = i < 500 ? 0 : i < 750 ? 1500 : 1 + random.nextInt(1400);
    }

    Symbols symbols = Symbols.of(values, 10);

    assertThat(symbols.values()[0]).containsExactly(0f);
    assertThat(symbols.values()[symbols.count() - 1]).containsExactly(1500f);
    assertThat(symbols.count()).isBetween(4, 6);
    assertThat(symbols.of(0f)).isZero();
    assertThat(symbols.of(-0f)).isZero();
    assertThat(symbols.of(1500f)).isEqualTo(symbols.count() - 1);
    for (float value : values) {
      float[] standsFor = symbols.values()[symbols.of(value)];
      assertThat(value).isBetween(standsFor[0], standsFor[standsFor.length - 1]);
    }
  }

  @Test
  void whatASymbolDrawsOccurredAndIsOfThatSymbol() {
    float[] values = {-1, -1, -1, 1, 1, 0, 3.5f, 4, 4.5f, 7};
    Symbols symbols = Symbols.of(values, 3);
    CounterRandom random = CounterRandom.of(1, Purpose.BASELINE, 0, 0);
    for (int symbol = 0; symbol < symbols.count(); symbol++) {
      for (int i = 0; i < 20; i++) {
        float drawn = symbols.draw(symbol, random);
        assertThat(values).contains(drawn);
        assertThat(symbols.of(drawn)).isEqualTo(symbol);
      }
    }
  }

  @Test
  void valuesThatWereNotSeenGoToTheNearestSymbolAbove() {
    Symbols symbols = Symbols.of(new float[] {0, 0, 10, 10, 20, 20}, 3);

    assertThat(symbols.count()).isEqualTo(3);
    assertThat(symbols.of(-5)).isZero();
    assertThat(symbols.of(4)).isEqualTo(1);
    assertThat(symbols.of(100)).isEqualTo(2);
  }
}
