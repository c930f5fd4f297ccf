package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.Skipped;

class TraceFilesTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyFileGoesToOneTaskAndNoTaskHasMuchMoreThanItsShare(long seed) {
    Random random = new Random(seed);
    List<InputFiles.File> files = new ArrayList<>();
    long bytes = 0;
    long largest = 0;
    for (int i = 0; i < 200; i++) {
      long size = (long) Math.exp(15 * random.nextDouble());
      files.add(new InputFiles.File("/x/" + i, "" + i, size));
      bytes += size;
      largest = Math.max(largest, size);
    }
    List<List<InputFiles.File>> tasks = TraceFiles.tasks(files, 8);

    assertThat(tasks).hasSize(8);
    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(files);
    long most =
        tasks.stream()
            .mapToLong(task -> task.stream().mapToLong(InputFiles.File::bytes).sum())
            .max()
            .orElseThrow();
    // Graham 1969: the largest load of this rule is below share + largest.
    assertThat(most).isLessThanOrEqualTo(bytes / 8 + largest);
    Collections.shuffle(files, random);
    assertThat(TraceFiles.tasks(files, 8)).isEqualTo(tasks);
  }

  @Test
  void emptyFilesAreSpreadTooAndLargeInputMakesMoreTasks() {
    List<InputFiles.File> empty =
        Stream.of("a", "b", "c", "d").map(n -> new InputFiles.File(n, n, 0)).toList();
    assertThat(TraceFiles.tasks(empty, 2)).allSatisfy(task -> assertThat(task).hasSize(2));
    assertThat(TraceFiles.tasks(empty, 9)).hasSize(4);

    List<InputFiles.File> large =
        Stream.of("a", "b", "c", "d").map(n -> new InputFiles.File(n, n, 1L << 30)).toList();
    assertThat(TraceFiles.tasks(large, 1)).hasSize(4);
  }

  @Test
  void countsSurviveTheirBytes() {
    ReadCounts counts =
        new ReadCounts(
            1,
            2,
            3,
            4L << 40,
            new TreeMap<>(java.util.Map.of("bad-time", new Skipped(7, "a/b.csv", 9))),
            1,
            new TreeMap<>(java.util.Map.of("a/b.csv", "gzip data cut short")));

    assertThat(RecordBytes.read(RecordBytes.write(counts), ReadCounts.class)).isEqualTo(counts);
    assertThat(RecordBytes.read(RecordBytes.write(ReadCounts.NONE), ReadCounts.class))
        .isEqualTo(ReadCounts.NONE);
  }
}
