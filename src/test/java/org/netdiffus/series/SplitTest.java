package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3", "5, 4", "6, 5", "7, 6", "8, 6", "10, 8", "100, 80", "39, 31"})
  void fourFifthsTrainAndBothSidesHaveOne(long traces, long train) {
    assertThat(Split.trainCount(0.8, traces)).isEqualTo(train);
  }

  @Test
  void extremeSharesStillLeaveOneOnEachSide() {
    assertThat(Split.trainCount(1, 10)).isEqualTo(9);
    assertThat(Split.trainCount(0, 10)).isEqualTo(1);
    assertThatThrownBy(() -> Split.trainCount(0.8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a class of 1 has no two sides");
    assertThatThrownBy(() -> Split.ofGroup(0.8, 0, 7, 7))
        .hasMessage("a class of one group has no two sides");
  }

  @Test
  void theHashIsTheOneThatThePageDescribes() {
    // printf '1\0a/b.pcap' | sha256sum
    assertThat(Split.hash(1, "a/b.pcap")).isEqualTo(0xcae46ca4e836b595L);
    assertThat(Split.hash(2, "a/b.pcap")).isNotEqualTo(Split.hash(1, "a/b.pcap"));
  }

  @Test
  void singleTracesAreCutAtTheTrainCount() {
    for (int n = 2; n < 50; n++) {
      long train = 0;
      for (int rank = 0; rank < n; rank++) {
        Split split = Split.ofGroup(0.8, rank, 1, n);
        assertThat(split == Split.TRAIN).isEqualTo(rank < Split.trainCount(0.8, n));
        train += split == Split.TRAIN ? 1 : 0;
      }
      assertThat(train).isEqualTo(Split.trainCount(0.8, n));
    }
  }

  @Test
  void aGroupGoesWhereItsGreaterHalfLies() {
    // Of 13 traces 10 train.
    assertThat(Split.ofGroup(0.8, 9, 2, 13)).isEqualTo(Split.TRAIN);
    assertThat(Split.ofGroup(0.8, 9, 3, 13)).isEqualTo(Split.TEST);
    assertThat(Split.ofGroup(0.8, 8, 3, 13)).isEqualTo(Split.TRAIN);
    assertThat(Split.ofGroup(0.2, 0, 9, 10)).isEqualTo(Split.TRAIN);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void groupsComeAsNearToTheShareAsTheirSizesAllow(long seed) {
    Random random = new Random(seed);
    List<Integer> sizes = new ArrayList<>();
    int traces = 0;
    for (int i = 0; i < 2 + random.nextInt(20); i++) {
      sizes.add(1 + random.nextInt(9));
      traces += sizes.get(i);
    }
    long before = 0;
    long train = 0;
    boolean ended = false;
    for (int size : sizes) {
      Split split = Split.ofGroup(0.8, before, size, traces);
      assertThat(ended && split == Split.TRAIN).as("a training group after a test group").isFalse();
      ended = split == Split.TEST;
      train += split == Split.TRAIN ? size : 0;
      before += size;
    }
    assertThat(train).isBetween((long) sizes.get(0), traces - (long) sizes.get(sizes.size() - 1));
    boolean free = train > sizes.get(0) && train < traces - sizes.get(sizes.size() - 1);
    assertThat(!free || Math.abs(train - Split.trainCount(0.8, traces)) <= 4.5).isTrue();
  }

  @Test
  void aGroupIsWhatThePatternFindsInTheTrace() {
    assertThat(Split.group(Pattern.compile("(.*)-w[0-9]+"), "t.csv#hd/x-w12"))
        .isEqualTo("t.csv#hd/x");
    assertThat(Split.group(Pattern.compile("exp_[0-9]+"), "a/exp_41-w0")).isEqualTo("exp_41");
    assertThat(Split.group(Pattern.compile("Setup-([AB])?"), "x/Setup-C-1")).isEqualTo("Setup-");
    assertThat(Split.group(Pattern.compile("nowhere"), "a/1")).isEqualTo("a/1");
  }

  @Test
  void numbersWithinNamesComeInTheirOrder() {
    List<String> sorted =
        List.of("a10", "a2", "a1b10", "a1b9", "a02", "b", "a", "a100000000000000000000", "A1")
            .stream()
            .sorted(java.util.Comparator.comparing(NaturalOrder::key))
            .toList();

    assertThat(sorted)
        .containsExactly(
            "A1", "a", "a1b9", "a1b10", "a02", "a2", "a10", "a100000000000000000000", "b");
  }
}
