package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import java.util.TreeMap;
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
}
