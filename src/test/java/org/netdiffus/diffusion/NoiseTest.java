package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {
  private static final int SIDE = 5;
  private static final int VALUES = SIDE * SIDE * 2;
  private static final Noise SYMMETRIC = new Noise.Symmetric(SIDE, 2);

  @Test
  void symmetricNoiseIsTheMeanOfIndependentNoiseAndItsTransposeTimesTheRootOfTwo() {
    float[] independent = new float[VALUES];
    float[] symmetric = new float[VALUES];
    new Noise.Independent().fill(stream(3), independent, 0, VALUES);
    SYMMETRIC.fill(stream(3), symmetric, 0, VALUES);

    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        for (int channel = 0; channel < 2; channel++) {
          double here = independent[at(row, column, channel)];
          double there = independent[at(column, row, channel)];
          double expected = row == column ? here : (here + there) / Math.sqrt(2);
          assertThat((double) symmetric[at(row, column, channel)])
              .isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void symmetricNoiseIsExactlySymmetricWhereverItIsWritten(long seed) {
    float[] out = new float[VALUES + 7];
    SYMMETRIC.fill(stream(seed), out, 4, VALUES);

    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        assertThat(out[4 + at(row, column, 1)]).isEqualTo(out[4 + at(column, row, 1)]);
      }
    }
    assertThat(out[3]).isZero();
    assertThat(out[4 + VALUES]).isZero();
  }

  /** 5,000 tiles: four standard errors of a mean and of a variance. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "3, 0", "4, 4", "2, 1"})
  void everyValueIsStandardNormal(int row, int column) {
    double sum = 0;
    double squares = 0;
    float[] tile = new float[VALUES];
    for (int n = 0; n < 5000; n++) {
      SYMMETRIC.fill(stream(n), tile, 0, VALUES);
      double value = tile[at(row, column, 0)];
      sum += value;
      squares += value * value;
    }

    assertThat(sum / 5000).isCloseTo(0, within(0.057));
    assertThat(squares / 5000).isCloseTo(1, within(0.08));
  }

  @Test
  void independentNoiseIsTheStreamAsItIs() {
    float[] expected = new float[VALUES];
    stream(9).fillGaussian(expected, 0, VALUES);
    float[] noise = new float[VALUES];
    Noise.Form.INDEPENDENT.of(SIDE, 2).fill(stream(9), noise, 0, VALUES);

    assertThat(noise).isEqualTo(expected);
    assertThat(Noise.Form.SYMMETRIC.of(SIDE, 2)).isEqualTo(SYMMETRIC);
  }

  @Test
  void aTileOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> SYMMETRIC.fill(stream(1), new float[100], 0, 48))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("48 values are no tile of side 5 and channels 2");
  }

  private static CounterRandom stream(long seed) {
    return CounterRandom.of(seed, Purpose.NOISE, 1, 2);
  }

  private static int at(int row, int column, int channel) {
    return (row * SIDE + column) * 2 + channel;
  }
}
