package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JoyRowsTest {
  private static final String SETTINGS =
      "{\"version\":\"2.01\",\"interface\":\"none\",\"bidir\":1,\"num_pkts\":50}";
  private static final String BOTH_WAYS =
      "{\"sa\":\"10.0.2.15\",\"da\":\"203.0.113.5\",\"pr\":6,\"sp\":49152,\"dp\":443,"
          + "\"bytes_out\":517,\"num_pkts_out\":7,\"bytes_in\":1460,\"num_pkts_in\":9,"
          + "\"time_start\":1491330000.250000,\"time_end\":1491330001.5,"
          + "\"packets\":[{\"b\":517,\"dir\":\">\",\"ipt\":21},{\"b\":1460,\"dir\":\"<\",\"ipt\":0},"
          + "{\"rep\":1460,\"dir\":\"<\",\"ipt\":979}],"
          + "\"ip\":{\"out\":{\"ttl\":64,\"id\":[1,2]},\"in\":{\"ttl\":57}},\"app\":\"web\"}";
  private static final String ONE_WAY =
      "{\"sa\":\"10.0.2.15\",\"da\":\"203.0.113.9\",\"pr\":17,\"sp\":5,\"dp\":53,"
          + "\"bytes_out\":60,\"num_pkts_out\":2,\"time_start\":5.5,"
          + "\"packets\":[{\"b\":40,\"dir\":\"<\",\"ipt\":0},{\"b\":20,\"dir\":\"<\",\"ipt\":1}]}";

  private static ReadRules rules(SeriesShape shape) {
    return Reading.rules(TraceFormat.AUTO, new LabelRule.Parent(), shape);
  }

  @Test
  void everyLineWithPacketsIsATraceAndTheFirstLineOfSettingsIsNone() {
    SeriesShape shape = Reading.sequence(4, Feature.SIGNED_SIZE, Feature.GAP);

    Reading reading =
        Reading.text(rules(shape), "web/a.json", SETTINGS, BOTH_WAYS, "", " " + ONE_WAY);

    assertThat(reading.series())
        .extracting(s -> s.traceId() + " " + s.length() + " " + s.startNanos() / 1_000_000)
        .containsExactly(
            "web/a.json#0 3 1491330000271",
            "web/a.json#0 3 1491330000271",
            "web/a.json#1 2 5500",
            "web/a.json#1 2 5500");
    assertThat(reading.series().get(0).values()).containsExactly(517, -1460, -1460, 0);
    assertThat(reading.series().get(1).values()).containsExactly(0, 0, 0.979f, 0);
    assertThat(reading.series().get(2).values()).containsExactly(40, 20, 0, 0);
    assertThat(reading.counts().skipped().toString())
        .isEqualTo("{no-flow=Skipped[count=1, file=web/a.json, place=1]}");
    assertThat(reading.counts().packets()).isEqualTo(5);
    assertThat(reading.counts().faults()).isEmpty();
  }

  @Test
  void binsOfTimeStartWithTheFirstPacket() {
    Reading reading =
        Reading.text(rules(Reading.bins(0.5, 3, Feature.BYTES_DOWN)), "web/a.json", BOTH_WAYS);

    assertThat(reading.series().get(0).values()).containsExactly(1460, 1460, 0);
  }

  @Test
  void aMemberMayTellTheLabelAndTheNameOfTheTrace() {
    ReadRules rules =
        Reading.rules(TraceFormat.JOY, new LabelRule.ColumnCell("app"), Reading.DIRECTIONS);

    Reading reading = Reading.text(rules, "a.json", ONE_WAY, BOTH_WAYS);

    assertThat(reading.series())
        .extracting(s -> s.traceId() + " " + s.label())
        .containsExactly("a.json#web/1 web");
    assertThat(reading.counts().skipped()).containsOnlyKeys("no-label");
  }

  @Test
  void badLinesAreCountedByWhatIsWrongWithThem() {
    String traced = BOTH_WAYS.replace("{\"sa\"", "{\"trace\":\"one\",\"sa\"");
    List<String> lines =
        List.of(
            traced,
            traced,
            BOTH_WAYS.substring(0, 200),
            BOTH_WAYS + "x",
            "{\"a\":" + "[".repeat(100_000),
            "[1, 2]",
            "{\"packets\":3}",
            "{\"packets\":[]}",
            "{\"packets\":[{\"b\":-1,\"dir\":\"<\"}]}",
            "{\"packets\":[{\"b\":1.5,\"dir\":\"<\"}]}",
            "{\"packets\":[{\"dir\":\"<\"}]}",
            "{\"packets\":[{\"b\":1,\"dir\":\"\\u003e\"},{\"b\":2,\"dir\":\"?\"}]}",
            "{\"packets\":[{\"b\":1,\"dir\":\"<\",\"ipt\":-2}]}",
            "{\"time_start\":\"soon\",\"packets\":[{\"b\":1,\"dir\":\"<\"}]}",
            "{\"time_start\":4611686018,\"packets\":[{\"b\":1,\"dir\":\"<\",\"ipt\":4611686018000}]}",
            "{\"packets\":[{\"b\":1,\"dir\":\"<\\q\"}]}");

    Reading reading =
        Reading.text(rules(Reading.DIRECTIONS), "web/a.json", lines.toArray(String[]::new));

    assertThat(
            reading.counts().skipped().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().count() + " at " + e.getValue().place()))
        .containsExactly(
            "bad-direction 1 at 12",
            "bad-json 5 at 3",
            "bad-size 3 at 9",
            "bad-time 3 at 13",
            "empty-trace 1 at 8",
            "no-flow 1 at 7",
            "repeated-trace 1 at 2");
    assertThat(reading.series()).extracting(Series::traceId).containsExactly("web/a.json#one");
  }

  @Test
  void jsonWithoutAnyFlowIsNamed() {
    assertThat(Reading.text(rules(Reading.DIRECTIONS), "web/a.json", SETTINGS).counts().faults())
        .containsExactly(java.util.Map.entry("web/a.json", "JSON without a flow"));
  }

  @Test
  void changedLinesAreReadOrCounted() {
    Random random = new Random(7);
    String changed =
        random
            .ints(3_000)
            .mapToObj(
                i -> {
                  StringBuilder line = new StringBuilder(BOTH_WAYS);
                  for (int k = 0; k <= random.nextInt(3); k++) {
                    int at = random.nextInt(line.length());
                    line.setCharAt(at, "{}[]\":,\\u0-e<".charAt(random.nextInt(13)));
                  }
                  return line.toString();
                })
            .collect(Collectors.joining("\n"));

    Reading reading = Reading.text(rules(Reading.DIRECTIONS), "web/a.json", changed);

    long skipped = reading.counts().skipped().values().stream().mapToLong(Skipped::count).sum();
    assertThat(reading.counts().skipped()).containsKeys("bad-json", "bad-size", "bad-direction");
    assertThat(reading.series().size() + skipped).isGreaterThanOrEqualTo(3_000);
  }
}
