package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingWatchTest {
  @Test
  void thePageKeepsSheetsFromTheWholeTrainingAndNeverManyOfThem() {
    NavigableMap<Integer, byte[]> sheets = new TreeMap<>();
    for (int step = 500; step <= 100_000; step += 500) {
      sheets.put(step, new byte[0]);
      TrainingWatch.thin(sheets);

      assertThat(sheets).hasSizeLessThanOrEqualTo(12);
      assertThat(sheets.firstKey()).isEqualTo(500);
      assertThat(sheets.lastKey()).isEqualTo(step);
    }
    assertThat(sheets.subMap(0, 25_001)).hasSizeBetween(2, 6);
    assertThat(sheets.subMap(25_001, 50_001)).hasSizeBetween(2, 6);
    assertThat(sheets.subMap(50_001, 75_001)).hasSizeBetween(2, 6);
  }

  @Test
  void curvesOfLongTrainingsHaveNoMorePointsThanCanBeSeen() {
    List<Integer> rounds = IntStream.rangeClosed(1, 100_000).boxed().toList();

    List<Integer> points = TrainingWatch.spread(rounds, 2000);

    assertThat(points).hasSize(2000).isSorted().startsWith(1).endsWith(100_000);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i) - points.get(i - 1)).isBetween(50, 51);
    }
    assertThat(TrainingWatch.spread(rounds.subList(0, 2000), 2000)).hasSize(2000);
  }
}
