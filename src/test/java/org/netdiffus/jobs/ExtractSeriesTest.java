package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ExtractSeriesTest {
  private static final Path DEVICES = Path.of("..", "shared", "data", "iot-setup-pcap");

  @TempDir private Path place;

  @BeforeEach
  void aSessionStands(SparkSession spark) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void tablesBecomeSeriesWithFourFifthsOfEachLabelToTrain(SparkSession spark) throws IOException {
    tables(10, 5);

    assertThat(run("--set", "extract.feature=signed-size", "--set", "extract.length=4")).isZero();

    List<SeriesRow> rows = rows(spark);
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
    assertThat(record().counts())
        .containsEntry("files", 15L)
        .containsEntry("traces", 15L)
        .containsEntry("traces: train", 12L)
        .containsEntry("traces: test", 3L)
        .containsEntry("labels", 2L)
        .containsEntry("packets", 30L);
    assertThat(record().inputs()).hasSize(15);
  }

  @Test
  void everyFeatureOfATraceIsARowOfItsOwnOnTheSameSide(SparkSession spark) throws IOException {
    tables(4, 4);

    assertThat(
            run(
                "--set",
                "extract.feature=[bytes-up, bytes-down]",
                "--set",
                "extract.bin-width=1s",
                "--set",
                "extract.length=3"))
        .isZero();

    Map<String, List<SeriesRow>> byTrace =
        rows(spark).stream().collect(Collectors.groupingBy(SeriesRow::traceId));
    assertThat(byTrace).hasSize(8);
    byTrace.forEach(
        (id, rows) -> {
          assertThat(rows).extracting(SeriesRow::feature).containsExactly("bytes-up", "bytes-down");
          assertThat(rows.get(0).split()).isEqualTo(rows.get(1).split());
        });
    assertThat(record().facts()).containsEntry("unit: bytes-up", "bytes per 1 s");
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfCores() throws IOException {
    tables(23, 17);
    List<List<String>> results = new ArrayList<>();
    for (int cores : new int[] {1, 4}) {
      SparkSession spark = LocalSpark.anew(cores);
      assertThat(
              run(
                  "--set",
                  "extract.feature=signed-size",
                  "--set",
                  "extract.length=4",
                  "--overwrite"))
          .isZero();
      results.add(
          rows(spark).stream()
              .map(r -> r.traceId() + r.split() + Arrays.toString(r.values()))
              .toList());
      assertThat(parts()).hasSize(1);
    }
    LocalSpark.anew(2);

    assertThat(results.get(0)).hasSize(40).isEqualTo(results.get(1));
  }

  @Test
  void anotherSeedSplitsOtherwise(SparkSession spark) throws IOException {
    tables(20, 20);

    List<String> first = trained(spark, "extract.seed=1");
    assertThat(trained(spark, "extract.seed=2")).hasSameSizeAs(first).isNotEqualTo(first);
  }

  @Test
  void inOrderOfTimeTheFirstFourFifthsTrain(SparkSession spark) throws IOException {
    tables(10, 10);

    // The tables' times run backwards with their numbers, so the highest numbers are the earliest.
    List<String> trained = trained(spark, "extract.split=order");
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
        write("captures/" + label + "/" + i + ".txt", "0\t1\n1\t-1\n");
      }
    }

    assertThat(
            run(
                "--set", "extract.feature=direction",
                "--set", "extract.length=4",
                "--set", "extract.split=order"))
        .isZero();

    assertThat(rows(spark))
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
    write("captures/bins.csv", table.toString());

    assertThat(
            run(
                "--set", "extract.label=column:label",
                "--set", "extract.length=2",
                "--set", "extract.split-group=/(.*)-w[0-9]+"))
        .isZero();

    Map<String, List<SeriesRow>> byCapture =
        rows(spark).stream()
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
    long trained = rows(spark).stream().filter(row -> row.split().equals("train")).count();
    double share = (double) trained / rows(spark).size();
    assertThat(share).isBetween(0.7, 0.9);
  }

  @Test
  void aDamagedCaptureIsNamedAndTheRestGoesOn(SparkSession spark) throws IOException {
    byte[] whole = capture(6);
    for (String label : List.of("a", "b")) {
      for (int i = 0; i < 3; i++) {
        byte[] bytes = label.equals("b") && i == 1 ? Arrays.copyOf(whole, 24 + 3 * 76 + 20) : whole;
        write("captures/" + label + "/" + i + ".pcap", bytes);
      }
    }

    String printed =
        printed(
            () ->
                run(
                    "--set", "extract.feature=size",
                    "--set", "extract.length=8",
                    "--set", "extract.packets=all"));

    assertThat(printed)
        .contains("6 traces of 2 labels from 6 files: 4 train, 2 test")
        .contains("faulty: b/1.pcap: record cut short at byte 252");
    assertThat(record().counts())
        .containsEntry("files: faulty", 1L)
        .containsEntry("packets", 33L)
        .containsEntry("bytes", 33L * 1000);
    assertThat(rows(spark))
        .filteredOn(row -> row.traceId().equals("b/1.pcap"))
        .extracting(SeriesRow::length)
        .containsExactly(3);
  }

  @Test
  void framesThatAreNoIpAreCountedAndAFolderOfThemAloneGivesNothing() throws IOException {
    for (String label : List.of("a", "b")) {
      write("captures/" + label + "/1.pcap", capture(2));
      write("captures/" + label + "/2.pcap", capture(2));
    }

    assertThat(mistake(3))
        .contains("no trace could be read from the 4 files")
        .contains("(skipped: empty-trace, not-ip)");
    assertThat(place.resolve("series")).doesNotExist();
  }

  @Test
  void mistakesInTheInputAreOneLineAndWriteNothing() throws IOException {
    assertThat(mistake(3)).contains("there is nothing at " + place.resolve("captures"));

    write("captures/README.txt", "nothing to see here\n");
    assertThat(mistake(3)).contains("have no label by extract.label = parent");

    write("captures/notes/README.txt", "nothing to see here\n");
    assertThat(mistake(3))
        .contains("no trace could be read from the 2 files")
        .contains("(the first: README.txt: a table without the columns of packets");

    table("chat", 1);
    table("chat", 2);
    assertThat(mistake(3)).contains("all traces at ").contains("have the one label chat");

    table("video", 1);
    assertThat(mistake(3)).contains("fewer than 2 traces of video: add traces or take the class");

    table("video", 2);
    assertThat(mistake(3, "--set", "extract.split-group=video"))
        .contains("all traces of video belong to one group by extract.split-group = video");
    assertThat(place.resolve("series")).doesNotExist();
  }

  @Test
  void classesWithOneCaptureAreFoundBeforeAnythingIsRead() throws IOException {
    write("captures/a/1.pcap", "not read");
    write("captures/a/2.pcap", "not read");
    write("captures/b/1.pcap", "not read");

    assertThat(mistake(3, "--set", "extract.format=pcap")).contains("fewer than 2 traces of b");
  }

  @Test
  void mistakesInSettingsAreOneLineThatNamesTheKey() throws IOException {
    tables(2, 2);

    assertThat(mistake(2, "--set", "extract.feature=byte-down"))
        .contains("extract.feature = byte-down: give one of bytes-down, bytes-up");
    assertThat(mistake(2, "--set", "extract.feature=[gap, bytes]"))
        .contains("mixes sums over bins");
    assertThat(mistake(2, "--set", "extract.feature=[gap, gap]")).contains("names gap twice");
    assertThat(mistake(2, "--set", "extract.format=pcapng")).contains("extract.format = pcapng");
    assertThat(mistake(2, "--set", "extract.format=values"))
        .contains("set extract.bin-packets, or extract.feature=size");
    assertThat(mistake(2, "--set", "extract.client=cidr:10.0.0.0/33"))
        .contains("extract.client = cidr:10.0.0.0/33");
    assertThat(mistake(2, "--set", "extract.label=folder")).contains("extract.label = folder");
    assertThat(mistake(2, "--set", "extract.split-group=(")).contains("is no regular expression");
    assertThat(mistake(2, "--set", "extract.length=1")).contains("extract.length = 1");
    assertThat(mistake(3, "--set", "extract.label=manifest:nowhere.csv"))
        .contains("the manifest nowhere.csv cannot be read");
    assertThat(mistake(2, "--set", "extract.output=" + place.resolve("captures/series")))
        .contains("lie in one another");
    assertThat(place.resolve("series")).doesNotExist();
  }

  @Test
  void aManifestGivesTheLabels(SparkSession spark) throws IOException {
    StringBuilder manifest = new StringBuilder("path,label\n");
    for (int i = 0; i < 4; i++) {
      table("all", i);
      manifest.append("all/").append(i).append(".csv,").append(i % 2 == 0 ? "even" : "odd");
      manifest.append('\n');
    }
    write("labels.csv", manifest.toString());

    assertThat(
            run(
                "--set", "extract.label=manifest:" + place.resolve("labels.csv"),
                "--set", "extract.feature=size",
                "--set", "extract.length=2"))
        .isZero();
    assertThat(rows(spark)).extracting(SeriesRow::label).containsOnly("even", "odd");
    assertThat(record().inputs()).extracting("path").contains("manifest/labels.csv");
  }

  @Test
  void aDryRunListsTheFilesOfEachLabelAndWritesNothing() throws IOException {
    tables(3, 2);

    assertThat(printed(() -> run("--dry-run")))
        .contains("input: 5 files of ")
        .contains("label chat: 3 files")
        .contains("label video: 2 files")
        .contains("series: 720 values of bytes-down (bytes per 0.25 s)")
        .contains("split: 80 % of the traces of each label train, by hash");
    assertThat(place.resolve("series")).doesNotExist();
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
                "extract.output=" + place.resolve("series")))
        .isZero();

    assertThat(record().counts())
        .containsEntry("files", 550L)
        .containsEntry("files: faulty", 0L)
        .containsEntry("traces", 550L)
        .containsEntry("labels", 31L)
        .containsEntry("packets", 112_703L)
        .containsEntry("bytes", 35_693_843L)
        .containsEntry("traces: train", 440L)
        .containsEntry("traces: test", 110L)
        .doesNotContainKey("skipped: not-ip");
    assertThat(record().inputs()).hasSize(550 + 31);
    assertThat(spark.read().parquet(folder().data()).count()).isEqualTo(550);
  }

  private void tables(int chats, int videos) throws IOException {
    for (int i = 0; i < chats; i++) {
      table("chat", i);
    }
    for (int i = 0; i < videos; i++) {
      table("video", i);
    }
  }

  /** Two packets of sizes that tell the number; the higher the number, the earlier. */
  private void table(String label, int number) throws IOException {
    int start = 1000 - number;
    write(
        "captures/" + label + "/" + number + ".csv",
        "time,size,direction\n%d,%d,1\n%d.5,%d,-1\n"
            .formatted(start, 60 + number, start, 1500 + number));
  }

  /** A capture of ARP frames of 1000 bytes, of which 60 are kept. */
  private static byte[] capture(int frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] frame = new byte[1000];
    frame[5] = 1;
    frame[11] = 2;
    frame[12] = 0x08;
    frame[13] = 0x06;
    try (CaptureWriter writer = CaptureWriter.open(bytes, 60)) {
      for (int i = 0; i < frames; i++) {
        writer.write(i * 1_000_000_000L, frame, frame.length);
      }
    }
    return bytes.toByteArray();
  }

  private void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = place.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "extract-series",
                "--set",
                "extract.input=" + place.resolve("captures"),
                "--set",
                "extract.output=" + place.resolve("series")));
    arguments.addAll(List.of(more));
    return Main.run(arguments.toArray(String[]::new));
  }

  private List<String> trained(SparkSession spark, String setting) {
    assertThat(
            run(
                "--set",
                "extract.feature=size",
                "--set",
                "extract.length=2",
                "--set",
                setting,
                "--overwrite"))
        .isZero();
    return rows(spark).stream()
        .filter(row -> row.split().equals("train"))
        .map(SeriesRow::traceId)
        .toList();
  }

  private String mistake(int code, String... more) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(more)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    String line = caught.toString(StandardCharsets.UTF_8);
    assertThat(line.lines().filter(l -> l.startsWith("netdiffus: "))).as(line).hasSize(1);
    assertThat(line).doesNotContain("\tat ");
    return line;
  }

  private static String printed(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  private RunFolder folder() {
    return RunFolder.at(place.resolve("series").toString(), new Configuration());
  }

  private RunRecord record() {
    return folder().record();
  }

  private List<SeriesRow> rows(SparkSession spark) {
    return spark.read().parquet(folder().data()).collectAsList().stream()
        .map(SeriesTable::fromRow)
        .toList();
  }

  private List<Path> parts() throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(place.resolve("series/data"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
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
