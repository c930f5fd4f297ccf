package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ExtractSeriesTest {
  private static final Path DEVICES = Path.of("..", "shared", "data", "iot-setup-pcap");

  private ExtractFolder extract;

  @BeforeEach
  void aSessionStands(SparkSession spark, @TempDir Path place) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    extract = new ExtractFolder(place);
  }

  @Test
  void tablesBecomeSeriesWithFourFifthsOfEachLabelToTrain(SparkSession spark) throws IOException {
    extract.tables(10, 5);

    assertThat(extract.run("--set", "extract.feature=signed-size", "--set", "extract.length=4"))
        .isZero();

    List<SeriesRow> rows = extract.rows(spark);
    assertThat(rows).hasSize(15);
    assertThat(rows)
        .extracting(row -> row.label() + " " + row.split())
        .containsExactlyElementsOf(
            repeated(Map.of("chat test", 2, "video test", 1, "chat train", 8, "video train", 4)));
    SeriesRow row =
        rows.stream().filter(r -> r.traceId().equals("chat/3.csv")).findFirst().orElseThrow();
    assertThat(row.values()).containsExactly(63, -1503, 0, 0);
    assertThat(row.length()).isEqualTo(2);
    assertThat(row.feature()).isEqualTo("signed-size");
    assertThat(row.source()).isEqualTo("chat/3.csv");
    assertThat(extract.record().counts())
        .containsEntry("files", 15L)
        .containsEntry("traces", 15L)
        .containsEntry("traces: train", 12L)
        .containsEntry("traces: test", 3L)
        .containsEntry("labels", 2L)
        .containsEntry("packets", 30L);
    assertThat(extract.record().inputs()).hasSize(15);
  }

  @Test
  void everyFeatureOfATraceIsARowOfItsOwnOnTheSameSide(SparkSession spark) throws IOException {
    extract.tables(4, 4);

    assertThat(
            extract.run(
                "--set",
                "extract.feature=[bytes-up, bytes-down]",
                "--set",
                "extract.bin-width=1s",
                "--set",
                "extract.length=3"))
        .isZero();

    Map<String, List<SeriesRow>> byTrace =
        extract.rows(spark).stream().collect(Collectors.groupingBy(SeriesRow::traceId));
    assertThat(byTrace).hasSize(8);
    byTrace.forEach(
        (id, rows) -> {
          assertThat(rows).extracting(SeriesRow::feature).containsExactly("bytes-up", "bytes-down");
          assertThat(rows.get(0).split()).isEqualTo(rows.get(1).split());
        });
    assertThat(extract.record().facts()).containsEntry("unit: bytes-up", "bytes per 1 s");
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfCores() throws IOException {
    extract.tables(23, 17);
    List<List<String>> results = new ArrayList<>();
    for (int cores : new int[] {1, 4}) {
      SparkSession spark = LocalSpark.anew(cores);
      assertThat(
              extract.run(
                  "--set",
                  "extract.feature=signed-size",
                  "--set",
                  "extract.length=4",
                  "--overwrite"))
          .isZero();
      results.add(
          extract.rows(spark).stream()
              .map(r -> r.traceId() + r.split() + Arrays.toString(r.values()))
              .toList());
      assertThat(extract.parts()).hasSize(1);
    }
    LocalSpark.anew(2);

    assertThat(results.get(0)).hasSize(40).isEqualTo(results.get(1));
  }

  @Test
  void anotherSeedSplitsOtherwise(SparkSession spark) throws IOException {
    extract.tables(20, 20);

    List<String> first = extract.trained(spark, "extract.seed=1");
    assertThat(extract.trained(spark, "extract.seed=2")).hasSameSizeAs(first).isNotEqualTo(first);
  }

  @Test
  void inOrderOfTimeTheFirstFourFifthsTrain(SparkSession spark) throws IOException {
    extract.tables(10, 10);

    // The tables' times run backwards with their numbers, so the highest numbers are the earliest.
    List<String> trained = extract.trained(spark, "extract.split=order");
    assertThat(trained)
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.Stream.of("chat", "video")
                .flatMap(
                    label ->
                        java.util.stream.IntStream.range(2, 10)
                            .mapToObj(i -> label + "/" + i + ".csv"))
                .toList());
  }

  @Test
  void equalTimesComeInNaturalOrderOfTheTraces(SparkSession spark) throws IOException {
    for (String label : List.of("a", "b")) {
      for (int i = 0; i < 11; i++) {
        extract.write("captures/" + label + "/" + i + ".txt", "0\t1\n1\t-1\n");
      }
    }

    assertThat(
            extract.run(
                "--set", "extract.feature=direction",
                "--set", "extract.length=4",
                "--set", "extract.split=order"))
        .isZero();

    assertThat(extract.rows(spark))
        .filteredOn(row -> row.split().equals("test"))
        .extracting(SeriesRow::traceId)
        .containsExactlyInAnyOrder("a/9.txt", "a/10.txt", "b/9.txt", "b/10.txt");
  }

  @Test
  void whatBelongsTogetherStaysOnOneSideEvenAcrossLabels(SparkSession spark) throws IOException {
    StringBuilder table = new StringBuilder("label,trace,b0,b1\n");
    Random random = new Random(5);
    for (int capture = 0; capture < 60; capture++) {
      for (int window = 0; window < 1 + random.nextInt(3); window++) {
        String label = random.nextInt(3) == 0 ? "hd" : "sd";
        table.append("%s,c%d-w%d,%d,7%n".formatted(label, capture, window, capture + 1));
      }
    }
    extract.write("captures/bins.csv", table.toString());

    assertThat(
            extract.run(
                "--set", "extract.label=column:label",
                "--set", "extract.length=2",
                "--set", "extract.split-group=/(.*)-w[0-9]+"))
        .isZero();

    Map<String, List<SeriesRow>> byCapture =
        extract.rows(spark).stream()
            .collect(Collectors.groupingBy(r -> r.traceId().replaceAll(".*/(.*)-w.*", "$1")));
    assertThat(byCapture).hasSize(60);
    assertThat(byCapture.values())
        .allSatisfy(
            rows ->
                assertThat(rows)
                    .extracting(SeriesRow::split)
                    .hasSize(rows.size())
                    .containsOnly(rows.get(0).split()))
        .anySatisfy(rows -> assertThat(rows).extracting(SeriesRow::label).contains("hd", "sd"));
    long trained = extract.rows(spark).stream().filter(row -> row.split().equals("train")).count();
    double share = (double) trained / extract.rows(spark).size();
    assertThat(share).isBetween(0.7, 0.9);
  }

  @Test
  void aDamagedCaptureIsNamedAndTheRestGoesOn(SparkSession spark) throws IOException {
    byte[] whole = ExtractFolder.capture(6);
    for (String label : List.of("a", "b")) {
      for (int i = 0; i < 3; i++) {
        byte[] bytes = label.equals("b") && i == 1 ? Arrays.copyOf(whole, 24 + 3 * 76 + 20) : whole;
        extract.write("captures/" + label + "/" + i + ".pcap", bytes);
      }
    }

    String printed =
        Printed.by(
            () ->
                extract.run(
                    "--set", "extract.feature=size",
                    "--set", "extract.length=8",
                    "--set", "extract.packets=all"));

    assertThat(printed)
        .contains("6 traces of 2 labels from 6 files: 4 train, 2 test")
        .contains("faulty: b/1.pcap: record cut short at byte 252");
    assertThat(extract.record().counts())
        .containsEntry("files: faulty", 1L)
        .containsEntry("packets", 33L)
        .containsEntry("bytes", 33L * 1000);
    assertThat(extract.rows(spark))
        .filteredOn(row -> row.traceId().equals("b/1.pcap"))
        .extracting(SeriesRow::length)
        .containsExactly(3);
  }

  @Test
  void aManifestGivesTheLabels(SparkSession spark) throws IOException {
    StringBuilder manifest = new StringBuilder("path,label\n");
    for (int i = 0; i < 4; i++) {
      extract.table("all", i);
      manifest.append("all/").append(i).append(".csv,").append(i % 2 == 0 ? "even" : "odd");
      manifest.append('\n');
    }
    extract.write("labels.csv", manifest.toString());

    assertThat(
            extract.run(
                "--set", "extract.label=manifest:" + extract.place().resolve("labels.csv"),
                "--set", "extract.feature=size",
                "--set", "extract.length=2"))
        .isZero();
    assertThat(extract.rows(spark)).extracting(SeriesRow::label).containsOnly("even", "odd");
    assertThat(extract.record().inputs()).extracting("path").contains("manifest/labels.csv");
  }

  @Test
  void allDeviceCapturesAreReadAsTheirPageSays(SparkSession spark) {
    assumeTrue(Files.exists(DEVICES), "skipped: the captures do not stand beside the project");

    assertThat(
            Main.run(
                "extract-series",
                "--conf",
                "conf/datasets/iot-setup-pcap.conf",
                "--set",
                "extract.input=" + DEVICES,
                "--set",
                "extract.output=" + extract.place().resolve("series")))
        .isZero();

    assertThat(extract.record().counts())
        .containsEntry("files", 550L)
        .containsEntry("files: faulty", 0L)
        .containsEntry("traces", 550L)
        .containsEntry("labels", 31L)
        .containsEntry("packets", 112_703L)
        .containsEntry("bytes", 35_693_843L)
        .containsEntry("traces: train", 440L)
        .containsEntry("traces: test", 110L)
        .doesNotContainKey("skipped: not-ip");
    assertThat(extract.record().inputs()).hasSize(550 + 31);
    assertThat(spark.read().parquet(extract.folder().data()).count()).isEqualTo(550);
  }

  private static List<String> repeated(Map<String, Integer> counts) {
    List<String> all = new ArrayList<>();
    new TreeMap<>(
            counts.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        e -> e.getKey().split(" ", -1)[1] + " " + e.getKey(), Map.Entry::getValue)))
        .forEach(
            (key, count) -> {
              for (int i = 0; i < count; i++) {
                all.add(key.substring(key.indexOf(' ') + 1));
              }
            });
    return all;
  }
}
