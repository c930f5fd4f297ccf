package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.netdiffus.series.Feature;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.Skipped;

class ExtractSummaryTest {
  private static final String ADVICE =
      " % of the packets are neither from nor to the client as extract.client tells it:"
          + " see private-networks, mac-file:NAME and cidr:LIST";

  @Test
  void manyPacketsOfUnknownDirectionAreToldWithTheSettingThatDecides() {
    assertThat(summary(600, 400)).contains("40" + ADVICE);
    assertThat(summary(900, 100)).noneMatch(line -> line.contains("extract.client"));
  }

  private static List<String> summary(long packets, long unknown) {
    ReadCounts read =
        new ReadCounts(
            2,
            2,
            packets,
            60_000,
            new TreeMap<>(Map.of("direction-unknown", new Skipped(unknown, "a.pcap", 3))),
            0,
            new TreeMap<>());
    return ExtractSummary.of(
            read,
            new ExtractChecks.Sides(1, 1, 1),
            new SeriesShape(List.of(Feature.BYTES_DOWN), 500, 0, 40),
            List.of())
        .summary();
  }
}
