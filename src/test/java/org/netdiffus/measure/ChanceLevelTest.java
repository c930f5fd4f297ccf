package org.netdiffus.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;

class ChanceLevelTest {
  @ParameterizedTest(name = "{0} classes")
  @ValueSource(ints = {2, 3, 5})
  void namesGivenAtRandomSpreadAsTheSumOverAllWaysToGiveThem(int classes) {
    CounterRandom random = CounterRandom.of(classes, Purpose.NOISE, 0, 0);
    long[][] counts = new long[classes][classes];
    for (long[] row : counts) {
      Arrays.setAll(row, i -> random.nextInt(40));
    }
    ConfusionMatrix matrix = new ConfusionMatrix(counts);

    double[] accuracies =
        ways(classes).stream()
            .mapToDouble(
                way ->
                    IntStream.range(0, classes).mapToLong(i -> counts[i][way[i]]).sum()
                        / (double) matrix.total())
            .toArray();

    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
    Measured named = matrix.namedAtRandom();
    assertThat(mean).isCloseTo(1.0 / classes, within(1e-12));
    assertThat(named.value()).isEqualTo(1.0 / classes);
    assertThat(named.error()).isCloseTo(Math.sqrt(squares / accuracies.length), within(1e-12));
  }

  @Test
  void wholeClassesNamedAlikeByAccidentAreChanceAndAllOfThemNamedRightIsNot() {
    long[][] twoOfSixRight = {
      {20, 0, 0, 0, 0, 0},
      {0, 20, 0, 0, 0, 0},
      {0, 0, 0, 20, 0, 0},
      {0, 0, 0, 0, 20, 0},
      {0, 0, 0, 0, 0, 20},
      {0, 0, 20, 0, 0, 0}
    };
    // Of 120 tiles taken one by one, 40 named right would be 5 errors from 20.
    ChanceLevel accident = ChanceLevel.of(List.of(accuracy(twoOfSixRight)));
    assertThat(accident.accuracy()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(accident.holds()).isTrue();

    ChanceLevel learnt = ChanceLevel.of(List.of(accuracy(diagonal(6, 20, 0))));
    assertThat(learnt.holds()).isFalse();
    assertThat(learnt.couldFail()).isTrue();
  }

  @Test
  void aLittleMoreThanChanceOfManyTilesIsFound() {
    // 14 of 40 right and the rest spread evenly over the others, in each of twelve classes.
    assertThat(ChanceLevel.of(List.of(accuracy(diagonal(12, 18, 2)))).holds()).isFalse();
    assertThat(ChanceLevel.of(List.of(accuracy(diagonal(12, 2, 2)))).holds()).isTrue();
  }

  @Test
  void fewerThanChanceAreNoChanceEither() {
    long[][] never = new long[12][12];
    for (int i = 0; i < never.length; i++) {
      never[i][(i + 1) % never.length] = 20;
    }
    Accuracy one = accuracy(never);
    // A permutation often has no fixed point; ten of them hardly ever have none.
    assertThat(ChanceLevel.of(List.of(one)).holds()).isTrue();
    assertThat(ChanceLevel.of(Collections.nCopies(10, one)).holds()).isFalse();
  }

  @Test
  void classifiersTogetherTellWhatOneCannot() {
    Accuracy perfect = accuracy(diagonal(3, 30, 0));
    // One of six ways to name three classes names all of them right.
    assertThat(ChanceLevel.of(List.of(perfect)).holds()).isTrue();
    assertThat(ChanceLevel.of(List.of(perfect)).couldFail()).isFalse();
    ChanceLevel three = ChanceLevel.of(List.of(perfect, perfect, perfect));
    assertThat(three.holds()).isFalse();
    assertThat(three.couldFail()).isTrue();
    assertThat(three.error()).isCloseTo(1.0 / 3 / Math.sqrt(3), within(1e-12));
  }

  @Test
  void alwaysTheSameNameIsChance() {
    long[][] uneven = {{30, 0, 0}, {10, 0, 0}, {20, 0, 0}};
    assertThat(ChanceLevel.of(List.of(accuracy(uneven))).holds()).isTrue();
    long[][] even = {{30, 0, 0}, {30, 0, 0}, {30, 0, 0}};
    ChanceLevel none = ChanceLevel.of(List.of(accuracy(even)));
    assertThat(none.error()).isCloseTo(0, within(1e-12));
    assertThat(none.holds()).isTrue();
  }

  @Test
  void nothingHasNoLevel() {
    assertThatThrownBy(() -> ChanceLevel.of(List.of()))
        .hasMessage("no classifier was trained on shuffled labels");
    assertThatThrownBy(() -> new ConfusionMatrix(new long[2][2]).namedAtRandom())
        .hasMessage("2 classes of 0 examples");
  }

  private static Accuracy accuracy(long[][] counts) {
    ConfusionMatrix confusion = new ConfusionMatrix(counts);
    return new Accuracy(
        "cnn",
        "shuffled labels",
        60,
        (int) confusion.total(),
        List.of(confusion.accuracy()),
        10,
        true,
        List.of(confusion));
  }

  private static long[][] diagonal(int classes, long right, long wrong) {
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < classes; i++) {
      Arrays.fill(counts[i], wrong);
      counts[i][i] = right;
    }
    return counts;
  }

  private static List<int[]> ways(int count) {
    List<int[]> ways = List.of(new int[0]);
    for (int length = 0; length < count; length++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] way : ways) {
        for (int next = 0; next < count; next++) {
          int candidate = next;
          if (IntStream.of(way).noneMatch(taken -> taken == candidate)) {
            int[] one = Arrays.copyOf(way, way.length + 1);
            one[way.length] = next;
            longer.add(one);
          }
        }
      }
      ways = longer;
    }
    return ways;
  }
}
