package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.Feature;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.PacketFilter;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.TableColumns;
import org.netdiffus.series.TimeScale;
import org.netdiffus.series.TraceColumn;
import org.netdiffus.series.TraceFormat;
import org.netdiffus.series.TraceRule;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.testing.MadeCapture;
import org.netdiffus.testing.MadePcapng;

/** One trace a file gives the same, whether the file is read whole or in parts. */
@ExtendWith(LocalSpark.class)
class CapturesInPartsTest {
  private static final String ARP = "ffffffffffff 010203040506 0806 0001";

  /** Asks for an address, from 0.0.0.0, of 192.168.1.3. */
  private static final String UNSPECIFIED =
      "0a0b0c0d0e0f 010203040506 0800 4500001c 00010000 40110000 00000000 c0a80103"
          + " 0044 0043 0008 0000";

  private static final String FROM_THE_CLIENT = UNSPECIFIED.replace("00000000 c0", "c0a80103 c0");
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  @Test
  void aTraceOfAFileIsTheSameWhateverTheParts(SparkSession spark) throws IOException {
    List<InputFiles.File> files = files();
    List<ReadRules> rules =
        List.of(
            rules(0, first(), bins(Feature.BYTES_DOWN, Feature.BYTES_UP, Feature.PACKETS)),
            rules(0, ClientSide.Networks.PRIVATE, packets(Feature.SIGNED_SIZE, Feature.GAP)),
            rules(9, new ClientSide.MacFile("mac.txt"), packets(Feature.DIRECTION)),
            rules(50, first(), packets(Feature.DIRECTION, Feature.SIZE)),
            rules(
                1_000,
                ClientSide.parse("cidr:203.0.113.0/30").orElseThrow(),
                new SeriesShape(List.of(Feature.BYTES_DOWN, Feature.BYTES), 1, 7, 60)));
    for (int i = 0; i < rules.size(); i++) {
      ReadRules each = rules.get(i);
      List<String> whole = read(spark, files, each, "64m", false);
      assertThat(whole)
          .anyMatch(row -> row.contains("\"damage\":\"record of implausible length at byte"))
          .anyMatch(row -> row.contains("\"no-label\":1"))
          .anyMatch(row -> row.contains("\"empty-trace\":1"));
      boolean walked = i % 2 == 0;
      assertThat(read(spark, files, each, walked ? "80k" : "150k", walked))
          .as("walked %s, %s", walked, each)
          .isEqualTo(whole);
    }
  }

  @Test
  void largeCapturesAloneAreDivided(SparkSession spark) throws IOException {
    List<InputFiles.File> files = files();
    int tasks = tasks(spark, files, "64m");
    assertThat(tasks(spark, files, "1m")).isGreaterThan(tasks);
  }

  private static int tasks(SparkSession spark, List<InputFiles.File> files, String splitSize) {
    ReadRules rules = rules(0, first(), packets(Feature.SIZE));
    return dataset(spark, files, rules, splitSize, false)
        .rdd()
        .toDebugString()
        .split("Shuffled", -1)
        .length;
  }

  private List<InputFiles.File> files() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/mac.txt"), "00:00:00:00:00:00\n");
    // Above 8 MiB the boundaries are guessed.
    MadeCapture.write(folder.resolve("a/large.pcap"), 60_000);
    MadeCapture.writeLying(folder.resolve("a/lying.pcap"), 60_000, 20_000);
    MadeCapture.write(folder.resolve("unlabelled.pcap"), 10_000);
    Files.write(folder.resolve("a/late.pcapng"), lateClient());
    Files.write(folder.resolve("a/arp.pcapng"), arp(4_000));
    Files.write(
        folder.resolve("a/cut.pcapng"), Arrays.copyOf(lateClient(), lateClient().length / 2 + 5));
    List<InputFiles.File> files = new ArrayList<>();
    for (String name :
        List.of(
            "a/arp.pcapng",
            "a/cut.pcapng",
            "a/large.pcap",
            "a/late.pcapng",
            "a/lying.pcap",
            "unlabelled.pcap")) {
      files.add(
          new InputFiles.File(
              folder.resolve(name).toUri().toString(), name, Files.size(folder.resolve(name))));
    }
    return files;
  }

  /**
   * Packets in front that tell no client: without a time, without IP, and from no address; then
   * others, over several parts.
   */
  private static byte[] lateClient() {
    MadePcapng made = new MadePcapng(ByteOrder.LITTLE_ENDIAN).section().described(1, 9, 0);
    Random random = new Random(8);
    made.simplePacket(150, MadeCapture.frame(random));
    for (int i = 0; i < 1_500; i++) {
      made.packet(0, i * SECOND / 50, 60, HexFormat.of().parseHex(ARP.replace(" ", "")));
      made.packet(
          0, i * SECOND / 50 + 9, 60, HexFormat.of().parseHex(UNSPECIFIED.replace(" ", "")));
    }
    made.packet(0, 31 * SECOND, 99, HexFormat.of().parseHex(FROM_THE_CLIENT.replace(" ", "")));
    for (int i = 0; i < 3_000; i++) {
      byte[] frame = MadeCapture.frame(random);
      made.packet(0, (31 + i / 99 - i % 4) * SECOND, 150 + i % 1_000, frame);
    }
    return made.bytes();
  }

  private static byte[] arp(int packets) {
    MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN).section().described(1, 0);
    byte[] frame = HexFormat.of().parseHex(ARP.replace(" ", ""));
    for (int i = 0; i < packets; i++) {
      made.packet(0, i, ByteBuffer.wrap(frame).limit(), frame);
    }
    return made.bytes();
  }

  private static List<String> read(
      SparkSession spark,
      List<InputFiles.File> files,
      ReadRules rules,
      String splitSize,
      boolean strict) {
    Dataset<Row> read = dataset(spark, files, rules, splitSize, strict).persist();
    try {
      return Stream.of(
              read.where("trace_id is not null").collectAsList().stream()
                  .map(
                      row ->
                          row.mkString(" ").replaceAll("\\[F@\\w+|ArraySeq\\(.*?\\)", "")
                              + Arrays.toString(FloatRows.floats(row, "values")))
                  .sorted(),
              TraceFiles.files(read).collectAsList().stream().map(Row::json),
              Stream.of(TraceFiles.counts(read).toString()))
          .flatMap(rows -> rows)
          .toList();
    } finally {
      read.unpersist();
    }
  }

  private static Dataset<Row> dataset(
      SparkSession spark,
      List<InputFiles.File> files,
      ReadRules rules,
      String splitSize,
      boolean strict) {
    return TraceFiles.read(
        spark,
        new InputFiles("", files),
        rules,
        new TraceFiles.Grouping(Pattern.compile(""), 1),
        Map.of("splitSize", splitSize, "strictIndex", Boolean.toString(strict)));
  }

  private static ClientSide first() {
    return new ClientSide.FirstSender();
  }

  private static SeriesShape bins(Feature... features) {
    return new SeriesShape(List.of(features), SECOND / 2, 0, 300);
  }

  private static SeriesShape packets(Feature... features) {
    return new SeriesShape(List.of(features), 1, 0, 500);
  }

  private static ReadRules rules(long mostPackets, ClientSide client, SeriesShape shape) {
    return new ReadRules(
        TraceFormat.AUTO,
        PacketFilter.IP,
        Tunnel.OUTER,
        new TraceRule(TraceRule.Unit.FILE, 0, 0, 0, mostPackets),
        client,
        new LabelRule.Parent(),
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        shape,
        AddressRule.AS_CAPTURED);
  }
}
