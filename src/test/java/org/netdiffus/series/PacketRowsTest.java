package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;

class PacketRowsTest {
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
            Tunnel.OUTER,
            TraceRule.FILES,
            new ClientSide.FirstSender(),
            new LabelRule.ColumnCell("app"),
            TraceColumn.parse("flow"),
            new TableColumns(
                "ts", "frame.len", "way", List.of("0"), List.of("1"), List.of("b"), List.of()),
            TimeScale.MILLISECONDS,
            Reading.sequence(3, Feature.SIGNED_SIZE, Feature.GAP),
            AddressRule.AS_CAPTURED);
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
            Tunnel.OUTER,
            TraceRule.FILES,
            new ClientSide.FirstSender(),
            PARENT,
            new TraceColumn.Auto(),
            TableColumns.COMMON,
            TimeScale.NANOSECONDS,
            Reading.sequence(2, Feature.SIGNED_SIZE, Feature.GAP),
            AddressRule.AS_CAPTURED);
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

  private static ReadRules rules(SeriesShape shape) {
    return Reading.rules(TraceFormat.AUTO, PARENT, shape);
  }
}
