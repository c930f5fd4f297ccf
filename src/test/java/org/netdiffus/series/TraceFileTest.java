package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceFileTest {
  private static final LabelRule PARENT = new LabelRule.Parent();
  private static final SeriesShape SIGNED = Reading.sequence(4, Feature.SIGNED_SIZE);

  @Test
  void aPacketTableWithATraceColumnHoldsManyTraces() {
    Reading reading =
        Reading.text(
            rules(SIGNED),
            "web/a.csv",
            "trace,user,time,size,direction",
            "K1,K,0,176,1",
            "L2,L,0,40,-1",
            "K1,K,0.5,1500,-1");

    assertThat(reading.series())
        .extracting(Series::traceId)
        .containsExactly("web/a.csv#K1", "web/a.csv#L2");
    assertThat(reading.series().get(0).values()).containsExactly(176, -1500, 0, 0);
    assertThat(reading.series().get(0).length()).isEqualTo(2);
    assertThat(reading.series()).extracting(Series::label).containsOnly("web");
    assertThat(reading.series()).extracting(Series::source).containsOnly("web/a.csv");
    assertThat(reading.counts())
        .isEqualTo(
            new ReadCounts(1, 2, 3, 1716, ReadCounts.NONE.skipped(), 0, ReadCounts.NONE.faults()));
  }

  @Test
  void columnsAreFoundByTheNamesThatTheUserGives() {
    ReadRules rules =
        new ReadRules(
            TraceFormat.PACKETS,
            PacketFilter.IP,
            new ClientSide.FirstSender(),
            new LabelRule.ColumnCell("app"),
            TraceColumn.parse("flow"),
            new TableColumns(
                "ts", "frame.len", "way", List.of("0"), List.of("1"), List.of("b"), List.of()),
            TimeScale.MILLISECONDS,
            Reading.sequence(3, Feature.SIGNED_SIZE, Feature.GAP));
    Reading reading =
        Reading.text(
            rules,
            "all.tsv",
            "flow\tapp\tts\tway\tframe.len",
            "1\tchat\t1700000000000.25\t0\t60",
            "1\tchat\t1700000000001.5\t1\t70");

    assertThat(reading.series()).hasSize(2);
    assertThat(reading.series().get(0).traceId()).isEqualTo("all.tsv#chat/1");
    assertThat(reading.series().get(0).label()).isEqualTo("chat");
    assertThat(reading.series().get(0).values()).containsExactly(60, -70, 0);
    assertThat(reading.series().get(1).values()).containsExactly(0, 0.00125f, 0);
    assertThat(reading.series().get(0).startNanos()).isEqualTo(1_700_000_000_000_250_000L);
  }

  @Test
  void signedSizesTellTheDirectionWhereThereIsNoColumnForIt() {
    assertThat(
            Reading.text(rules(SIGNED), "p/a.csv", "time,size", "0,60", "1,-1500").only().values())
        .containsExactly(60, -1500, 0, 0);

    Reading unsigned = Reading.text(rules(SIGNED), "p/a.csv", "time,size", "0,60", "1,1500");
    assertThat(unsigned.series()).isEmpty();
    assertThat(unsigned.counts().faults())
        .containsEntry(
            "p/a.csv",
            "no column of directions and no negative size, so that directions are unknown");
    assertThat(
            Reading.text(
                    rules(Reading.sequence(3, Feature.SIZE)),
                    "p/a.csv",
                    "time,size",
                    "0,60",
                    "1,1500")
                .only()
                .values())
        .containsExactly(60, 1500, 0);
  }

  @Test
  void badLinesAreCountedByReasonWithTheFirstPlaceAndTheRestIsRead() {
    Reading reading =
        Reading.text(
            rules(SIGNED),
            "p/a.csv",
            "time,size,direction",
            "0,60,1",
            "soon,60,1",
            "1,much,1",
            "2,60,sideways",
            "",
            "3,60",
            "later,60,1",
            "1e999999999,60,1",
            "4,1.5,1",
            "4.5,80,0",
            "5,70,-1",
            "6,80,1,9");

    assertThat(reading.only().values()).containsExactly(60, -70, 0, 0);
    assertThat(reading.only().length()).isEqualTo(2);
    assertThat(reading.counts().skipped().toString())
        .isEqualTo(
            "{bad-direction=Skipped[count=1, file=p/a.csv, place=5],"
                + " bad-size=Skipped[count=2, file=p/a.csv, place=4],"
                + " bad-time=Skipped[count=3, file=p/a.csv, place=3],"
                + " direction-unknown=Skipped[count=1, file=p/a.csv, place=11],"
                + " wrong-number-of-cells=Skipped[count=2, file=p/a.csv, place=7]}");
    assertThat(reading.counts().packets()).isEqualTo(3);
    assertThat(reading.counts().bytes()).isEqualTo(210);
  }

  @Test
  void cellFilesHoldTimesAndDirections() {
    Reading wang =
        Reading.text(rules(Reading.DIRECTIONS), "page/0-1", "0.0\t1", "0.3\t-1", "0.3\t-1");
    assertThat(wang.only().values()).startsWith(1, -1, -1, 0);
    assertThat(wang.only().traceId()).isEqualTo("page/0-1");

    ReadRules nanoseconds =
        new ReadRules(
            TraceFormat.AUTO,
            PacketFilter.IP,
            new ClientSide.FirstSender(),
            PARENT,
            new TraceColumn.Auto(),
            TableColumns.COMMON,
            TimeScale.NANOSECONDS,
            Reading.sequence(2, Feature.SIGNED_SIZE, Feature.GAP));
    Reading log = Reading.text(nanoseconds, "site/1.log", "0,s,514", "523491859,r,514");
    assertThat(log.series().get(0).values()).containsExactly(514, -514);
    assertThat(log.series().get(1).values()).containsExactly(0, (float) 0.523491859);
  }

  @Test
  void aCellFileHasNoSizesUnlessItsNumbersAreSome() {
    assertThat(Reading.text(rules(SIGNED), "page/0", "0\t1", "1\t-1").counts().faults())
        .containsEntry("page/0", "no sizes");
    assertThat(Reading.text(rules(SIGNED), "page/0", "0\t512", "1\t-1024").only().values())
        .containsExactly(512, -1024, 0, 0);
  }

  @Test
  void listsOfValuesAreSummedOverPackets() {
    Reading reading =
        Reading.text(
            rules(Reading.packetBins(2, 3, Feature.BYTES)),
            "v/a_0.csv",
            "frame.len",
            "66",
            "100",
            "7");

    assertThat(reading.only().values()).containsExactly(166, 7, 0);
    assertThat(reading.only().length()).isEqualTo(2);
    assertThat(
            Reading.text(rules(Reading.bins(1, 3, Feature.BYTES)), "v/a_0.csv", "66", "100")
                .counts()
                .faults())
        .containsEntry("v/a_0.csv", "a list of values has no times");
  }

  @Test
  void binTablesHoldOneTraceARow() {
    ReadRules rules =
        Reading.rules(
            TraceFormat.AUTO,
            new LabelRule.ColumnCell("label"),
            Reading.bins(0.25, 3, Feature.BYTES_DOWN));
    Reading reading =
        Reading.text(
            rules,
            "bins.csv",
            "label,trace,b10,b2,b1,bytes",
            "hd,x-w0,1,0,30,9",
            "sd,x-w0,0,0,40,9",
            "sd,x-w0,0,0,50,9",
            "sd,x-w1,0,0,0,9",
            "sd,x-w2,0,-1,0,9",
            "sd,x-w3,0,NaN,0,9");

    assertThat(reading.series())
        .extracting(Series::traceId)
        .containsExactly("bins.csv#hd/x-w0", "bins.csv#sd/x-w0");
    assertThat(reading.series().get(0).values()).containsExactly(30, 0, 1);
    assertThat(reading.series()).extracting(Series::length).containsExactly(3, 1);
    assertThat(reading.counts().skipped().toString())
        .isEqualTo(
            "{bad-value=Skipped[count=2, file=bins.csv, place=6],"
                + " empty-trace=Skipped[count=1, file=bins.csv, place=5],"
                + " repeated-trace=Skipped[count=1, file=bins.csv, place=4]}");
  }

  @Test
  void rowsOfABinTableWithoutATraceColumnAreNumbered() {
    Reading reading =
        Reading.text(
            Reading.rules(TraceFormat.BINS, PARENT, Reading.bins(1, 2, Feature.BYTES)),
            "x/t.csv",
            "b0,b1",
            "1,2",
            "3,4");

    assertThat(reading.series())
        .extracting(Series::traceId)
        .containsExactly("x/t.csv#0", "x/t.csv#1");
  }

  @Test
  void severalFeaturesOfABinTableHaveAPrefixEachAndTheLengthAColumn() {
    ReadRules rules =
        new ReadRules(
            TraceFormat.BINS,
            PacketFilter.IP,
            new ClientSide.FirstSender(),
            new LabelRule.ColumnCell("label"),
            new TraceColumn.Auto(),
            new TableColumns(
                "time",
                "size",
                "direction",
                List.of("1"),
                List.of("-1"),
                List.of("pl", "dir", "iat"),
                List.of("n")),
            TimeScale.MICROSECONDS,
            Reading.sequence(3, Feature.SIZE, Feature.DIRECTION, Feature.GAP));
    Reading reading =
        Reading.text(
            rules,
            "flows.csv",
            "label,trace,n,pl0,pl1,pl2,dir0,dir1,dir2,iat0,iat1,iat2",
            "vr,0,2,179,0,0,1,-1,0,0,16942,0",
            "vr,1,2,179,0,0,1,0,0,0,0,0");

    assertThat(reading.series()).extracting(Series::length).containsOnly(2);
    assertThat(reading.series().get(0).values()).containsExactly(179, 0, 0);
    assertThat(reading.series().get(1).values()).containsExactly(1, -1, 0);
    assertThat(reading.series().get(2).values()).containsExactly(0, 0.016942f, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,direction;0,1                 | PACKETS",
        "time,size;0,1                      | PACKETS",
        "time,size,b1,b2;0,1,2,3            | PACKETS",
        "label,b0,b1;x,1,2                  | BINS",
        "0.5,1                              | CELLS",
        "0.5,s,512                          | CELLS",
        "frame.len;66                       | VALUES",
        "66                                 | VALUES",
      })
  void theFormatIsToldByTheContent(String lines, TraceFormat format) throws IOException {
    byte[] bytes = lines.replace(";", "\n").getBytes(StandardCharsets.UTF_8);
    try (Unpacked content = Unpacked.open(new java.io.ByteArrayInputStream(bytes))) {
      assertThat(TraceFormat.of(Table.open(content).orElseThrow(), TableColumns.COMMON))
          .contains(format);
    }
  }

  @Test
  void whatHoldsNoTracesIsNamed() {
    ReadRules rules = rules(SIGNED);

    assertThat(
            fault(Reading.text(rules, "a/README.md", "# A title", "", "Some words, with commas.")))
        .isEqualTo("a table without the columns of packets, cells, bins or values");
    assertThat(fault(Reading.text(rules, "a/x", "\u0000\u0001\u0002")))
        .isEqualTo("neither a capture nor a table");
    assertThat(fault(Reading.bytes(rules, "a/empty.csv", new byte[0])))
        .isEqualTo("neither a capture nor a table");
    assertThat(fault(Reading.text(rules, "a/x.csv", "time,direction", "0,1")))
        .isEqualTo("no column size");
    byte[] magicOnly = {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2, 0};
    assertThat(fault(Reading.bytes(rules, "a/x.pcap", magicOnly))).contains("file header");
  }

  @Test
  void gzipIsToldByItsMagicAndNotByTheName() throws IOException {
    byte[] text = "time,size\n0,60\n1,-70\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Reading.bytes(rules(SIGNED), "p/a.csv", Reading.packed(text)).only().values())
        .containsExactly(60, -70, 0, 0);
    assertThat(Reading.bytes(rules(SIGNED), "p/a.csv.gz", text).only().values())
        .containsExactly(60, -70, 0, 0);
  }

  @Test
  void aPackedFileCutShortGivesItsWholeLinesAndIsNamed() throws IOException {
    StringBuilder text = new StringBuilder("time,size\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(i % 3 == 0 ? -1111 : 1111).append('\n');
    }
    byte[] packed = Reading.packed(text.toString().getBytes(StandardCharsets.UTF_8));
    Reading reading =
        Reading.bytes(
            rules(Reading.sequence(60_000, Feature.SIGNED_SIZE)),
            "p/a.csv.gz",
            Arrays.copyOf(packed, packed.length / 2));

    assertThat(fault(reading)).isEqualTo("gzip data cut short");
    assertThat(reading.counts().skipped()).isEmpty();
    Series series = reading.only();
    assertThat(series.length()).isBetween(1000, 49_000);
    for (int i = 0; i < series.length(); i++) {
      assertThat(series.values()[i]).isEqualTo(i % 3 == 0 ? -1111 : 1111);
    }
  }

  @Test
  void errorsOfTheStorageAreNotDamage() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] bytes, int offset, int count) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(
            () ->
                TraceFile.read(
                    broken, "p/a.csv", name -> Optional.empty(), rules(SIGNED), series -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void labelsThatAreNotUtf8AreLeftOutAndNotMixedUp() {
    ReadRules rules =
        Reading.rules(
            TraceFormat.AUTO, new LabelRule.ColumnCell("label"), Reading.bins(1, 2, Feature.BYTES));
    String text = "label,b0,b1,qualit\u00e9\ncaf\u00e9,1,2,3\ncaf\u00e8,1,2,3\ntea,1,2,3\n";

    Reading latin = Reading.bytes(rules, "t.csv", text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(latin.series()).extracting(Series::label).containsExactly("tea");
    assertThat(latin.counts().skipped()).isEqualTo(Map.of("no-label", new Skipped(2, "t.csv", 2)));
    Reading utf8 = Reading.bytes(rules, "t.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(utf8.series())
        .extracting(Series::label)
        .containsExactly("caf\u00e9", "caf\u00e8", "tea");
  }

  @Test
  void quotesCarriageReturnsAndAByteOrderMarkAreTakenAway() {
    Reading reading =
        Reading.text(
            rules(Reading.sequence(3, Feature.SIGNED_SIZE, Feature.GAP)),
            "p/a.csv",
            "\ufeff\"time\",\"size\",\"a \"\"b\"\", c\"\r",
            "0,\"60\",x\r",
            "1,-70,\"y, z\"\r");

    assertThat(reading.series().get(0).values()).containsExactly(60, -70, 0);
    assertThat(reading.series().get(1).values()).containsExactly(0, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = TraceFormat.class,
      names = {"PCAP", "PACKETS", "CELLS", "BINS", "VALUES"})
  void noFormatFailsOnAnyBytes(TraceFormat format) {
    java.util.Random random = new java.util.Random(7);
    ReadRules rules = Reading.rules(format, PARENT, SIGNED);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        byte[] alphabet = "0123456789,\t\n\".-e;bd ".getBytes(StandardCharsets.UTF_8);
        for (int j = 0; j < bytes.length; j++) {
          bytes[j] = alphabet[Math.floorMod(bytes[j], alphabet.length)];
        }
      }
      assertThat(Reading.bytes(rules, "a/x", bytes).counts().files()).isEqualTo(1);
    }
  }

  private static String fault(Reading reading) {
    assertThat(reading.counts().faultyFiles()).isEqualTo(1);
    return reading.counts().faults().values().iterator().next();
  }

  private static ReadRules rules(SeriesShape shape) {
    return Reading.rules(TraceFormat.AUTO, PARENT, shape);
  }
}
