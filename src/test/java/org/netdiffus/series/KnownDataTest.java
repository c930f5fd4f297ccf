package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;

/** Public data sets, where they stand beside the project, against the figures of their page. */
class KnownDataTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final LabelRule PARENT = new LabelRule.Parent();
  private static final SeriesShape SIGNED_SIZES = Reading.sequence(300, Feature.SIGNED_SIZE);

  @Test
  void allFramesOfTheDeviceCapturesAreRead() throws IOException {
    Reading reading = Reading.folder(captures(PacketFilter.ALL), folder("iot-setup-pcap"));

    assertThat(reading.counts())
        .isEqualTo(
            new ReadCounts(
                550,
                550,
                112_703,
                35_693_843,
                ReadCounts.NONE.skipped(),
                0,
                ReadCounts.NONE.faults()));
    assertThat(labels(reading))
        .hasSize(31)
        .containsEntry("Aria", 20L)
        .containsEntry("EdnetCam2", 9L);
    assertThat(reading.series()).extracting(Series::length).contains(11).doesNotContain(10);
  }

  @Test
  void framesThatAreNoIpAreCountedAndLeftOut() throws IOException {
    Reading reading = Reading.folder(captures(PacketFilter.IP), folder("iot-setup-pcap"));

    assertThat(reading.counts().packets()).isEqualTo(107_360);
    assertThat(reading.counts().skipped()).hasSize(1);
    assertThat(reading.counts().skipped().values())
        .extracting(Skipped::count)
        .containsExactly(5_343L);
    assertThat(reading.counts().skipped()).containsKey("not-ip");
    assertThat(reading.counts().traces()).isEqualTo(550);
  }

  @Test
  void sessionsAsPacketTablesBecomeBytesInBins() throws IOException {
    Reading reading =
        Reading.folder(
            Reading.rules(TraceFormat.AUTO, PARENT, Reading.bins(0.25, 120, Feature.BYTES_DOWN)),
            folder("video-sessions"));

    assertThat(reading.counts().skipped()).isEmpty();
    assertThat(reading.counts().faultyFiles()).isZero();
    assertThat(labels(reading))
        .isEqualTo(Map.of("bilibili", 100L, "twitch", 100L, "youtube", 100L));
  }

  @Test
  void cellFilesAreToldByTheirContent() throws IOException {
    Path folder = folder("web-tor-cells").resolve("files");
    Reading reading =
        Reading.folder(
            Reading.rules(TraceFormat.AUTO, PARENT, Reading.sequence(5000, Feature.DIRECTION)),
            folder);

    assertThat(reading.counts().traces()).isEqualTo(300);
    assertThat(reading.counts().skipped()).isEmpty();
    assertThat(labels(reading)).hasSize(20).containsValue(15L);
    assertThat(reading.series())
        .allSatisfy(
            series -> {
              assertThat(series.length()).isBetween(50, 5000);
              assertThat(series.values()[series.length() - 1]).isIn(1f, -1f);
              assertThat(series.values()[0]).isEqualTo(1f);
            });
  }

  @Test
  void cellFilesAndPagesAgree() throws IOException {
    Path data = folder("web-tor-cells");
    SeriesShape shape = Reading.sequence(5000, Feature.DIRECTION, Feature.GAP);
    Reading files =
        Reading.folder(
            Reading.rules(TraceFormat.CELLS, PARENT, shape), data.resolve("files/Biology"));
    Reading pages =
        Reading.bytes(
            Reading.rules(TraceFormat.PACKETS, new LabelRule.FileName(), shape),
            "Biology.csv.gz",
            Files.readAllBytes(data.resolve("pages/Biology.csv.gz")));

    assertThat(pages.counts().traces()).isEqualTo(100);
    assertThat(files.series()).isEmpty(); // a file in the input folder itself has no parent
    assertThat(files.counts().skipped()).containsKey("no-label");
    Reading labelled =
        Reading.folder(
            Reading.rules(TraceFormat.CELLS, new LabelRule.None(), shape),
            data.resolve("files/Biology"));
    // The first 3 traces of each of the 5 runs of 20.
    for (int i = 0; i < 15; i++) {
      String end = "-" + i;
      Series file =
          labelled.series().stream()
              .filter(s -> s.traceId().endsWith(end))
              .findFirst()
              .orElseThrow();
      Series page = pages.series().get(2 * (i / 3 * 20 + i % 3));
      assertThat(file.values()).isEqualTo(page.values());
    }
  }

  @Test
  void binTablesAreReadByTheirColumns() throws IOException {
    Reading titles =
        table("video-titles/binned.csv.gz", Reading.packetBins(100, 320, Feature.BYTES));
    assertThat(titles.counts().traces()).isEqualTo(2000);
    assertThat(titles.counts().skipped()).isEmpty();
    assertThat(labels(titles)).hasSize(20).containsEntry("Dark_Tide", 100L);
    assertThat(titles.series().get(0).values()).startsWith(25648, 57300, 48106);

    Reading quality =
        table("video-quality-bins/bins.csv.gz", Reading.bins(0.25, 720, Feature.BYTES_DOWN));
    assertThat(quality.counts().traces()).isEqualTo(542);
    assertThat(labels(quality))
        .isEqualTo(
            Map.of("tiny", 113L, "small", 103L, "medium", 146L, "large", 141L, "hd720", 39L));
  }

  @Test
  void listsOfFrameLengthsGiveTheSumsOfTheBinTable() throws IOException {
    Path raw = folder("video-titles").resolve("raw/Dark_Tide");
    SeriesShape shape = Reading.packetBins(100, 320, Feature.BYTES, Feature.PACKETS);
    Reading lists =
        Reading.folder(Reading.rules(TraceFormat.AUTO, new LabelRule.None(), shape), raw);
    List<Series> table =
        table("video-titles/binned.csv.gz", Reading.packetBins(100, 320, Feature.BYTES)).series();

    assertThat(lists.counts().traces()).isEqualTo(30);
    for (int i = 0; i < 30; i++) {
      String end = "_" + i + ".csv.gz";
      List<Series> both = lists.series().stream().filter(s -> s.traceId().endsWith(end)).toList();
      float[] all = both.get(0).values();
      float[] large = table.get(i).values();
      // The table leaves out frames of up to 200 bytes.
      assertThat(
              IntStream.range(0, 320)
                  .allMatch(b -> all[b] >= large[b] && all[b] <= large[b] + 20_000))
          .isTrue();
      assertThat(both.get(1).values()[0]).isEqualTo(100);
    }
  }

  @Test
  void commandsAreTracesOfATableEach() throws IOException {
    Reading reading =
        Reading.folder(
            Reading.rules(TraceFormat.AUTO, new LabelRule.FileName(), SIGNED_SIZES),
            folder("alexa-commands"));

    assertThat(reading.counts().traces()).isEqualTo(800);
    assertThat(reading.counts().skipped()).isEmpty();
    assertThat(labels(reading)).hasSize(80).containsValue(10L);
    assertThat(reading.series()).allSatisfy(s -> assertThat(s.length()).isBetween(34, 300));
  }

  private static ReadRules captures(PacketFilter filter) {
    return new ReadRules(
        TraceFormat.AUTO,
        filter,
        Tunnel.OUTER,
        TraceRule.FILES,
        ClientSide.parse("mac-file:_iotdevice-mac.txt").orElseThrow(),
        PARENT,
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        SIGNED_SIZES,
        AddressRule.AS_CAPTURED);
  }

  private static Reading table(String path, SeriesShape shape) throws IOException {
    return Reading.bytes(
        Reading.rules(TraceFormat.AUTO, new LabelRule.ColumnCell("label"), shape),
        path,
        Files.readAllBytes(folder(path)));
  }

  private static Path folder(String name) {
    Path folder = DATA.resolve(name);
    assumeTrue(Files.exists(folder), "skipped: " + name + " does not stand beside the project");
    return folder;
  }

  private static Map<String, Long> labels(Reading reading) {
    return reading.series().stream()
        .map(Series::label)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
