package org.netdiffus.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {
  private static CounterRandom stream(long seed) {
    return CounterRandom.of(seed, Purpose.NOISE, 3, 5);
  }

  @Test
  void theSamePlaceGivesTheSameStream() {
    assertThat(stream(7).nextLong()).isEqualTo(stream(7).nextLong());
    assertThat(stream(7).permutation(50)).isEqualTo(stream(7).permutation(50));
  }

  /** Guards files and models that were made with these streams. */
  @Test
  void theStreamStaysWhatItWas() {
    CounterRandom random = CounterRandom.of(42, Purpose.SAMPLE_START, 1, 2);
    assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
        .containsExactly(5173719186103158103L, -3012965924433419690L, 3721861385433425532L);
    assertThat(random.nextGaussian()).isEqualTo(-2.16665025350187);
  }

  @Test
  void everyCoordinateChangesTheStream() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (Purpose purpose : Purpose.values()) {
        for (long index = -2; index < 3; index++) {
          for (long step = -2; step < 3; step++) {
            firsts.add(CounterRandom.of(seed, purpose, index, step).nextLong());
          }
        }
      }
    }
    assertThat(firsts).hasSize(5 * Purpose.values().length * 5 * 5);
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void everyPurposeHasANumberOfItsOwn(Purpose purpose) {
    assertThat(Arrays.stream(Purpose.values()).filter(p -> p.number() == purpose.number()))
        .containsExactly(purpose);
  }

  /** Chi-square with 6 degrees of freedom is above 27.9 once in 10,000 seeds. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void whatIsDrawnBelowABoundIsEquallyLikely(long seed) {
    CounterRandom random = stream(seed);
    int[] counts = new int[7];
    int draws = 70_000;
    for (int i = 0; i < draws; i++) {
      counts[random.nextInt(7)]++;
    }
    double expected = draws / 7.0;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(chiSquare).isLessThan(27.9);
  }

  /** Without rejection the lower half of this range would be drawn with probability 2/3. */
  @Test
  void aBoundThatDoesNotDivideTheWordFavoursNobody() {
    CounterRandom random = stream(1);
    int bound = 3 << 29;
    int draws = 30_000;
    long firstThird = IntStream.range(0, draws).filter(i -> random.nextInt(bound) % 3 == 0).count();
    // Five standard deviations of a binomial share.
    assertThat((double) firstThird / draws).isCloseTo(1 / 3.0, within(0.0137));
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThatThrownBy(() -> stream(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound = 0 is below 1");
  }

  /** Moments of 40,000 draws; tolerances are five of their standard errors. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void gaussianDrawsHaveTheMomentsOfTheStandardNormal(long seed) {
    int count = 40_000;
    float[] draws = new float[count + 2];
    stream(seed).fillGaussian(draws, 1, count);
    double[] moments = new double[5];
    for (int i = 1; i <= count; i++) {
      for (int power = 1; power < moments.length; power++) {
        moments[power] += Math.pow(draws[i], power) / count;
      }
    }
    double error = 5 / Math.sqrt(count);
    assertThat(moments[1]).isCloseTo(0, within(error));
    assertThat(moments[2]).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(moments[3]).isCloseTo(0, within(error * Math.sqrt(15)));
    assertThat(moments[4]).isCloseTo(3, within(error * Math.sqrt(96)));
    assertThat(draws[0]).isZero();
    assertThat(draws[count + 1]).isZero();
  }

  @Test
  void fillingAnArrayGivesTheSameDrawsAsOneByOne() {
    float[] filled = new float[9];
    stream(4).fillGaussian(filled, 0, 9);
    CounterRandom random = stream(4);
    for (float draw : filled) {
      assertThat(draw).isEqualTo((float) random.nextGaussian());
    }
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    int[] order = stream(9).permutation(1000);
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
  }

  /** Chi-square with 5 degrees of freedom is above 25.7 once in 10,000 seeds. */
  @Test
  void everyOrderIsEquallyLikely() {
    CounterRandom random = stream(9);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 12_000; i++) {
      counts.merge(Arrays.toString(random.permutation(3)), 1, Integer::sum);
    }
    assertThat(counts).hasSize(6);
    assertThat(counts.values().stream().mapToDouble(c -> (c - 2000) * (c - 2000) / 2000.0).sum())
        .isLessThan(25.7);
  }

  @Test
  void doublesFillTheUnitInterval() {
    CounterRandom random = stream(11);
    double[] draws = IntStream.range(0, 20_000).mapToDouble(i -> random.nextDouble()).toArray();
    assertThat(Arrays.stream(draws).min().orElseThrow()).isBetween(0.0, 0.001);
    assertThat(Arrays.stream(draws).max().orElseThrow()).isBetween(0.999, Math.nextDown(1.0));
    // Five standard errors of the mean of a uniform draw.
    assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0.5, within(0.0102));
  }
}
