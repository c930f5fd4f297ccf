package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.testing.LocalSpark;

/** Input that is far from even, in small; {@code submit/bench operations} has it in large. */
@ExtendWith(LocalSpark.class)
class UnevenInputTest {
  @TempDir private Path place;
  private ExtractFolder extract;

  @BeforeEach
  void folder() {
    extract = new ExtractFolder(place);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 64 * 1024})
  void oneLargeCaptureAmongManySmallOnesIsReadWhole(int kibibytes, SparkSession spark)
      throws IOException {
    for (int i = 0; i < 60; i++) {
      extract.write("captures/%s/%d.pcap".formatted(i % 2, i), ExtractFolder.capture(3));
    }
    extract.write("captures/0/large.pcap", ExtractFolder.capture(5_000));

    assertThat(
            extract.run(
                "--set",
                "extract.packets=all",
                "--set",
                "extract.feature=packets",
                "--set",
                "extract.bin-width=1s",
                "--set",
                "extract.length=4000",
                "--set",
                "extract.split-size=" + kibibytes + "k"))
        .isZero();

    // A frame a second.
    assertThat(extract.rows(spark))
        .hasSize(61)
        .allSatisfy(
            row -> {
              int frames = row.traceId().equals("0/large.pcap") ? 4_000 : 3;
              float[] expected = new float[4_000];
              Arrays.fill(expected, 0, frames, 1);
              assertThat(row.length()).isEqualTo(frames);
              assertThat(row.values()).isEqualTo(expected);
            });
  }

  @Test
  void emptyFilesAreCountedAndKeepNothingFromBeingRead() throws IOException {
    extract.tables(2, 2);
    for (int i = 0; i < 300; i++) {
      extract.write("captures/chat/empty-" + i, "");
    }

    assertThat(extract.run()).isZero();

    assertThat(extract.record().counts())
        .containsEntry("files", 304L)
        .containsEntry("traces", 4L)
        .containsEntry("files: faulty", 300L);
  }

  @Test
  void aLabelOfNineTenthsOfTheTracesIsDividedLikeTheOthers(SparkSession spark) throws IOException {
    StringBuilder table = new StringBuilder("app,b0,b1\n");
    for (int i = 0; i < 1000; i++) {
      table.append(i % 10 == 0 ? "rare-" + i / 10 % 5 : "frequent").append(",1,2\n");
    }
    extract.write("captures/t.csv", table.toString());

    assertThat(
            extract.run(
                "--set",
                "extract.format=bins",
                "--set",
                "extract.label=column:app",
                "--set",
                "extract.length=2"))
        .isZero();

    Map<String, Long> sides =
        extract.rows(spark).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.label() + " " + row.split(), Collectors.counting()));
    assertThat(sides)
        .hasSize(12)
        .containsEntry("frequent train", 720L)
        .containsEntry("frequent test", 180L)
        .containsEntry("rare-0 train", 16L)
        .containsEntry("rare-4 test", 4L);
  }
}
