package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;

class BinRowsTest {
  private static final LabelRule PARENT = new LabelRule.Parent();

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
            Tunnel.OUTER,
            TraceRule.FILES,
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
            Reading.sequence(3, Feature.SIZE, Feature.DIRECTION, Feature.GAP),
            AddressRule.AS_CAPTURED);
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
}
