package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.CaptureWriter;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.testing.OracleRow;

/** What {@code extract-series} says of every capture that it reads. */
@ExtendWith(LocalSpark.class)
class ExtractCapturesTest {
  private static final Path CORPUS = Path.of("..", "shared", "data", "captures");
  private static final Set<String> FORMATS = Set.of("pcap", "nsecpcap", "modpcap", "pcapng");
  private static final String UP =
      "0a0b0c0d0e0f 010203040506 0800 4500001e 00010000 40110000 c0a80114 cb007105"
          + " c000 01bb 000a 0000 6869";
  private static final String DOWN =
      "010203040506 0a0b0c0d0e0f 0800 4500001e 00010000 40110000 cb007105 c0a80114"
          + " 01bb c000 000a 0000 6869";
  private static final String KEY =
      "1522178d33a4cf80130a5b1649907d10d8988f837979652762574c2d2a842202";
  private static final String ARP = "ffffffffffff 010203040506 0806 0001";
  private static final String OVER_GRE =
      "0a0b0c0d0e0f 010203040506 0800 45000034 00010000 402f0000 0a000001 0a000002 0000 0800"
          + " 4500001c 00010000 40110000 cb007105 c0a80114 c000 01bb 0008 0000";

  private ExtractFolder extract;
  private Path place;

  @BeforeEach
  void aSessionStands(SparkSession spark, @TempDir Path folder) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    place = folder;
    extract = new ExtractFolder(folder);
  }

  @Test
  void everyFileHasARowOfWhatItHoldsAndTheSummaryIsMadeFromIt(SparkSession spark)
      throws IOException {
    Files.createDirectories(place.resolve("captures/a"));
    write(Files.newOutputStream(place.resolve("captures/a/1.pcap")), UP, ARP, DOWN, DOWN);
    write(
        new GZIPOutputStream(Files.newOutputStream(place.resolve("captures/a/2.pcap.gz"))),
        UP,
        DOWN);
    byte[] whole = Files.readAllBytes(place.resolve("captures/a/1.pcap"));
    Files.write(place.resolve("captures/a/3.pcap"), java.util.Arrays.copyOf(whole, 120));
    Files.writeString(place.resolve("captures/a/4.csv"), "time,size,direction\n0,60,1\n2,70,-1\n");
    Files.writeString(place.resolve("captures/a/5.txt"), "nothing to see here\n");

    String printed =
        Printed.by(() -> assertThat(extract.run(none("extract.bin-width=1s"))).isZero());

    assertThat(rows(spark).stream().map(Row::json))
        .containsExactly(
            "{\"path\":\"a/1.pcap\",\"format\":\"pcap\",\"link_types\":{\"Ethernet\":4},"
                + "\"packets\":4,\"original_bytes\":148,\"captured_bytes\":148,"
                + "\"first_time_ns\":1700000000000000000,\"last_time_ns\":1700000003000000000,"
                + "\"traces\":1,\"skipped\":{\"not-ip\":1},\"damage\":null,"
                + "\"up_bytes\":44,\"down_bytes\":88,"
                + "\"trace_packets\":3,\"trace_bytes\":132,\"skipped_at\":{\"not-ip\":2}}",
            "{\"path\":\"a/2.pcap.gz\",\"format\":\"pcap, gzip\",\"link_types\":{\"Ethernet\":2},"
                + "\"packets\":2,\"original_bytes\":88,\"captured_bytes\":88,"
                + "\"first_time_ns\":1700000000000000000,\"last_time_ns\":1700000001000000000,"
                + "\"traces\":1,\"skipped\":{},\"damage\":null,"
                + "\"up_bytes\":44,\"down_bytes\":44,"
                + "\"trace_packets\":2,\"trace_bytes\":88,\"skipped_at\":{}}",
            "{\"path\":\"a/3.pcap\",\"format\":\"pcap\",\"link_types\":{\"Ethernet\":2},"
                + "\"packets\":2,\"original_bytes\":60,\"captured_bytes\":60,"
                + "\"first_time_ns\":1700000000000000000,\"last_time_ns\":1700000001000000000,"
                + "\"traces\":1,\"skipped\":{\"not-ip\":1},"
                + "\"damage\":\"record header cut short at byte 116\","
                + "\"up_bytes\":44,\"down_bytes\":0,"
                + "\"trace_packets\":1,\"trace_bytes\":44,\"skipped_at\":{\"not-ip\":2}}",
            "{\"path\":\"a/4.csv\",\"format\":\"packets\",\"link_types\":{},"
                + "\"packets\":2,\"original_bytes\":130,\"captured_bytes\":0,"
                + "\"first_time_ns\":null,\"last_time_ns\":null,"
                + "\"traces\":1,\"skipped\":{},\"damage\":null,"
                + "\"up_bytes\":60,\"down_bytes\":70,"
                + "\"trace_packets\":2,\"trace_bytes\":130,\"skipped_at\":{}}",
            "{\"path\":\"a/5.txt\",\"format\":null,\"link_types\":{},"
                + "\"packets\":0,\"original_bytes\":0,\"captured_bytes\":0,"
                + "\"first_time_ns\":null,\"last_time_ns\":null,"
                + "\"traces\":0,\"skipped\":{},"
                + "\"damage\":\"a table without the columns of packets, cells, bins or values\","
                + "\"up_bytes\":0,\"down_bytes\":0,"
                + "\"trace_packets\":0,\"trace_bytes\":0,\"skipped_at\":{}}");
    assertThat(printed)
        .contains(
            "read 10 packets of 426 bytes from 2023-11-14T22:13:20Z to 2023-11-14T22:13:23Z:"
                + " in traces 192 bytes up and 202 down\n")
        .contains(
            "extract-series: a/1.pcap: pcap, 4 packets of 148 bytes from 2023-11-14T22:13:20Z to"
                + " 2023-11-14T22:13:23Z, 1 traces, 44 bytes up and 88 down, skipped 1 not-ip\n")
        .contains("1 traces, 44 bytes up and 0 down, skipped 1 not-ip, damage: record header cut");
    assertThat(RunFolder.at(place.resolve("series").toString(), new Configuration()).record())
        .satisfies(
            record -> assertThat(record.files()).containsExactly("captures.parquet", "data"));
  }

  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipesAndEmptyFilesAreNamedAndWaitForNobody(SparkSession spark) throws Exception {
    Files.createDirectories(place.resolve("captures/a/folder.pcap"));
    write(Files.newOutputStream(place.resolve("captures/a/1.pcap")), UP);
    write(Files.newOutputStream(place.resolve("captures/a/2.pcap")), DOWN);
    Files.createFile(place.resolve("captures/a/empty.pcap"));
    for (String name : List.of("pipe", "mac.txt")) {
      Path pipe = place.resolve("captures/a").resolve(name);
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }

    assertThat(extract.run(none("extract.length=2"))).isZero();
    assertThat(
            rows(spark).stream()
                .map(row -> row.<String>getAs("path") + " " + row.<String>getAs("damage")))
        .containsExactly(
            "a/1.pcap null",
            "a/2.pcap null",
            "a/empty.pcap neither a capture nor a table",
            "a/mac.txt neither a capture nor a table",
            "a/pipe neither a capture nor a table");
    String[] byMac = none("extract.client=mac-file:mac.txt");
    assertThat(
            extract.mistake(
                3,
                Stream.concat(Stream.of(byMac), Stream.of("--overwrite")).toArray(String[]::new)))
        .contains("no MAC addresses in the file beside it");
  }

  @Test
  void theInnerHeaderOfATunnelTellsWhoSpeaksWhenItIsAskedFor(SparkSession spark)
      throws IOException {
    Files.createDirectories(place.resolve("captures/a"));
    for (int i = 0; i < 2; i++) {
      write(Files.newOutputStream(place.resolve("captures/a/" + i + ".pcap")), OVER_GRE, UP);
    }
    List<String> client =
        List.of("extract.client=cidr:192.168.0.0/16", "extract.feature=direction");
    String[] outer = none(client.get(0), client.get(1), "extract.length=2");
    String[] inner =
        none(client.get(0), client.get(1), "extract.length=2", "extract.tunnels=inner");

    assertThat(extract.run(outer)).isZero();
    assertThat(values(spark)).containsOnly("[1.0, 0.0]");
    assertThat(
            extract.run(
                Stream.concat(Stream.of(inner), Stream.of("--overwrite")).toArray(String[]::new)))
        .isZero();
    assertThat(values(spark)).containsOnly("[-1.0, 1.0]");
  }

  @Test
  void flowsOfACaptureAreTracesOfTheirOwn(SparkSession spark) throws IOException {
    Files.createDirectories(place.resolve("captures/a"));
    String other = UP.replace("c000 01bb", "c001 01bb");
    write(Files.newOutputStream(place.resolve("captures/a/1.pcap")), UP, ARP, DOWN, other, UP);
    Files.writeString(place.resolve("captures/a/2.csv"), "time,size,direction\n0,60,1\n2,70,-1\n");

    assertThat(
            extract.run(
                none("extract.trace=flow", "extract.feature=direction", "extract.length=3")))
        .isZero();

    assertThat(
            extract.rows(spark).stream()
                .map(row -> row.traceId() + " " + java.util.Arrays.toString(row.values())))
        .containsExactlyInAnyOrder(
            "a/1.pcap#udp/192.168.1.20:49152/203.0.113.5:443 [1.0, -1.0, 1.0]",
            "a/1.pcap#udp/192.168.1.20:49153/203.0.113.5:443 [1.0, 0.0, 0.0]",
            "a/2.csv [1.0, -1.0, 0.0]");
    assertThat(rows(spark).stream().map(row -> row.<Long>getAs("traces"))).containsExactly(2L, 1L);
    assertThat(rows(spark).get(0).<Long>getAs("up_bytes")).isEqualTo(132);
    assertThat(rows(spark).get(0).<Long>getAs("down_bytes")).isEqualTo(44);
    assertThat(extract.record().counts())
        .containsEntry("files", 2L)
        .containsEntry("traces", 3L)
        .containsEntry("packets", 6L)
        .containsEntry("skipped: not-ip", 1L);
  }

  @Test
  void flowsHaveTheLabelsOfATableAndThoseWithoutOneAreCounted(SparkSession spark)
      throws IOException {
    Files.createDirectories(place.resolve("captures"));
    write(
        Files.newOutputStream(place.resolve("captures/all.pcap")),
        Stream.of("c001 01bb", "c002 01bb", "c003 0050", "c004 0050", "c005 0016")
            .map(ports -> UP.replace("c000 01bb", ports))
            .toArray(String[]::new));
    Files.writeString(
        place.resolve("labels.csv"),
        "address,port,label\n203.0.113.5,443,secure\n203.0.113.0/24,80,plain\n");

    assertThat(
            extract.run(
                "--set", "extract.trace=flow",
                "--set", "extract.feature=size",
                "--set", "extract.length=2",
                "--set", "extract.label=table:" + place.resolve("labels.csv")))
        .isZero();

    assertThat(
            extract.rows(spark).stream()
                .map(row -> row.label() + " " + row.traceId().replaceAll(".*:(\\d+)/.*", "$1")))
        .containsExactlyInAnyOrder("secure 49153", "secure 49154", "plain 49155", "plain 49156");
    assertThat(rows(spark).get(0).<Long>getAs("traces")).isEqualTo(4);
    assertThat(rows(spark).get(0).<String, Long>getJavaMap(9)).isEqualTo(Map.of("no-label", 1L));
    assertThat(extract.record().inputs()).extracting("path").contains("manifest/labels.csv");
  }

  @Test
  void pseudonymsStandForAddressesWhereverTheyAreWritten(SparkSession spark) throws IOException {
    Files.createDirectories(place.resolve("captures/a"));
    Files.writeString(place.resolve("key"), KEY);
    write(
        Files.newOutputStream(place.resolve("captures/a/128.11.68.132.pcap")),
        ARP,
        UP.replace("c0a80114", "800b4484"),
        UP.replace("cb007105", "81764a04"));
    Files.writeString(place.resolve("captures/a/128.11.68.132"), "damaged");
    String[] settings =
        none(
            "extract.trace=flow", "extract.length=2", "extract.pseudonyms=" + place.resolve("key"));

    String printed = Printed.by(() -> assertThat(extract.run(settings)).isZero());

    assertThat(extract.rows(spark).stream().map(SeriesRow::traceId))
        .hasSize(2)
        .allMatch(id -> id.startsWith("a/135.242.180.132.pcap#udp/"))
        .anyMatch(id -> id.contains("#udp/135.242.180.132:49152/"))
        .anyMatch(id -> id.endsWith("/134.136.186.123:443"));
    assertThat(extract.rows(spark).stream().map(SeriesRow::source))
        .containsOnly("a/135.242.180.132.pcap");
    assertThat(rows(spark).stream().map(row -> row.<String>getAs("path")))
        .containsExactly("a/135.242.180.132", "a/135.242.180.132.pcap");
    String record = Files.readString(place.resolve("series/run.json"));
    assertThat(record).contains("135.242.180.132", place.resolve("key").toString());
    assertThat(record + printed)
        .doesNotContain("128.11.68.132", "192.168.1.20", "203.0.113.5", KEY.substring(0, 16));
  }

  @Test
  void aFileThatIsNoKeyOfPseudonymsIsToldInOneLine() throws IOException {
    Files.createDirectories(place.resolve("captures/a"));
    write(Files.newOutputStream(place.resolve("captures/a/1.pcap")), UP);
    Files.writeString(place.resolve("short"), KEY.substring(2));
    Files.createFile(place.resolve("empty"));
    Map<String, String> problems =
        Map.of(
            "missing", "there is no such file",
            "captures", "it is a folder",
            "empty", "it has 0 bytes",
            "short", "it has 62 bytes, and is neither a key of 32 bytes nor one of 64 hexadecimal");
    problems.forEach(
        (name, problem) ->
            assertThat(extract.mistake(2, none("extract.pseudonyms=" + place.resolve(name))))
                .contains(
                    "extract.pseudonyms = "
                        + place.resolve(name)
                        + " names no key of pseudonyms ("
                        + problem)
                .doesNotContain(KEY.substring(2, 16)));
  }

  @Test
  void theFiguresOfTheCorpusAreThoseOfOtherReaders(SparkSession spark) throws IOException {
    assumeTrue(
        Files.exists(CORPUS),
        "skipped: the corpus of captures does not stand beside the project at " + CORPUS);

    assertThat(
            Main.run(
                Stream.concat(
                        Stream.of(
                            "extract-series",
                            "--set",
                            "extract.input=" + CORPUS,
                            "--set",
                            "extract.output=" + place.resolve("series")),
                        Stream.of(none("extract.packets=all", "extract.length=10")))
                    .toArray(String[]::new)))
        .isZero();

    Map<String, Row> found =
        rows(spark).stream().collect(Collectors.toMap(row -> row.getAs("path"), row -> row));
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    Set<String> passed = passed();
    for (OracleRow expected : expected()) {
      String path = expected.get("path");
      softly.assertThat(found).as(path).containsKey(path);
      if (passed.contains(path) || !found.containsKey(path)) {
        continue;
      }
      compared++;
      Row row = Objects.requireNonNull(found.get(path));
      softly.assertThat(figures(row)).as(path).isEqualTo(figures(expected));
      softly
          .assertThat(row.isNullAt(row.fieldIndex("damage")))
          .as(path)
          .isEqualTo(expected.get("verdict").equals("ok"));
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(440);
  }

  private static String figures(Row row) {
    return Stream.of("packets", "original_bytes", "captured_bytes", "first_time_ns", "last_time_ns")
        .map(name -> String.valueOf(row.<Object>getAs(name)))
        .collect(Collectors.joining(" "));
  }

  private static String figures(OracleRow expected) {
    return Stream.of("packets", "orig_bytes", "cap_bytes", "first_ns", "last_ns")
        .map(expected::get)
        .map(cell -> cell.equals("-") ? "null" : cell)
        .collect(Collectors.joining(" "));
  }

  /** The captures of the formats that are read, as far as the oracle read them. */
  private static List<OracleRow> expected() throws IOException {
    return OracleRow.read(CORPUS.resolve("expected.tsv")).stream()
        .filter(
            row ->
                row.get("verdict").equals("partial")
                    || (row.get("verdict").equals("ok") && FORMATS.contains(row.get("format"))))
        .toList();
  }

  /** Where the oracle is wrong, as its own list and the page on captures say. */
  private static Set<String> passed() throws IOException {
    Set<String> passed =
        new HashSet<>(
            Set.of(
                "derived/times-before-1970.pcapng",
                "PcapPlusPlus/file_heuristics/pcapng-example.pcapng.zst",
                "PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples/"
                    + "clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328"));
    Files.readAllLines(CORPUS.resolve("quirks.tsv"))
        .forEach(line -> passed.add(line.substring(0, line.indexOf('\t'))));
    return passed;
  }

  private static void write(java.io.OutputStream out, String... frames) throws IOException {
    try (CaptureWriter writer = CaptureWriter.open(out, 200)) {
      for (int i = 0; i < frames.length; i++) {
        byte[] frame = HexFormat.of().parseHex(frames[i].replace(" ", ""));
        writer.write(1_700_000_000_000_000_000L + i * 1_000_000_000L, frame, frame.length);
      }
    }
  }

  private static String[] none(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("--set", "extract.label=none"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  private List<Row> rows(SparkSession spark) {
    return spark
        .read()
        .parquet(place.resolve("series/captures.parquet").toString())
        .collectAsList();
  }

  private List<String> values(SparkSession spark) {
    return spark.read().parquet(place.resolve("series/data").toString()).collectAsList().stream()
        .map(SeriesTable::fromRow)
        .map(SeriesRow::values)
        .map(java.util.Arrays::toString)
        .toList();
  }
}
