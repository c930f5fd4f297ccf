package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCountsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyOrderAndGroupingGivesTheSame(long seed) {
    Random random = new Random(seed);
    List<ReadCounts> parts = new ArrayList<>();
    for (int file = 0; file < 300; file++) {
      SortedMap<String, Skipped> skipped = new TreeMap<>();
      SortedMap<String, String> faults = new TreeMap<>();
      String path = String.format("f%03d", file);
      if (random.nextBoolean()) {
        skipped.put("r" + random.nextInt(4), new Skipped(1 + random.nextInt(9), path, file + 1));
      }
      if (random.nextBoolean()) {
        faults.put(path, "damaged");
      }
      parts.add(
          new ReadCounts(
              1, random.nextInt(9), random.nextInt(99), 7, skipped, faults.size(), faults));
    }
    ReadCounts inOrder = parts.stream().reduce(ReadCounts.NONE, ReadCounts::plus);
    assertThat(inOrder.files()).isEqualTo(300);
    assertThat(inOrder.faults()).hasSize(ReadCounts.MOST_FAULTS);
    assertThat(inOrder.faultyFiles()).isGreaterThan(ReadCounts.MOST_FAULTS);

    List<String> named =
        parts.stream().flatMap(part -> part.faults().keySet().stream()).limit(100).toList();
    assertThat(inOrder.faults()).containsOnlyKeys(named);

    Collections.shuffle(parts, random);
    int cut = random.nextInt(300);
    ReadCounts grouped =
        parts.subList(cut, 300).stream()
            .reduce(ReadCounts.NONE, ReadCounts::plus)
            .plus(parts.subList(0, cut).stream().reduce(ReadCounts.NONE, ReadCounts::plus));
    assertThat(grouped).isEqualTo(inOrder);
  }
}
