package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
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
import org.netdiffus.testing.OracleRow;

@ExtendWith(LocalSpark.class)
class CaptureTracesTest {
  private static final Path CORPUS = Path.of("..", "shared", "data", "captures");
  private static final int PACKETS = 60_000;

  @TempDir private Path folder;

  @AfterAll
  static void theCommonSessionStandsAgain() {
    LocalSpark.anew(2);
  }

  @Test
  void theFlowsOfTheCorpusAreAsManyAsThoseOfTshark(SparkSession spark) throws IOException {
    assumeTrue(
        Files.exists(CORPUS),
        "skipped: the corpus of captures does not stand beside the project at " + CORPUS);
    Map<String, OracleRow> expected = new TreeMap<>();
    List<InputFiles.File> files = new ArrayList<>();
    for (OracleRow row : OracleRow.read(CORPUS.resolve("expected-flows.tsv"))) {
      expected.put(row.get("path"), row);
      files.add(file(CORPUS.resolve(row.get("path")), row.get("path")));
    }
    ReadRules rules = rules("flow", new ClientSide.FirstSender());
    Dataset<Row> read = read(spark, files, rules, "100k");

    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (Row row : TraceFiles.files(read).collectAsList()) {
      OracleRow of = expected.getOrDefault(row.<String>getAs("path"), new OracleRow(Map.of()));
      if (!row.isNullAt(row.fieldIndex("damage"))) {
        continue;
      }
      compared++;
      Map<String, Long> skipped = row.getJavaMap(row.fieldIndex("skipped"));
      long notIp =
          skipped.entrySet().stream()
              .filter(reason -> reason.getKey().startsWith("not-"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      softly
          .assertThat(row.<Long>getAs("packets") + " " + notIp + " " + row.<Long>getAs("traces"))
          .as(row.<String>getAs("path"))
          .isEqualTo(of.get("frames") + " " + of.get("not_ip") + " " + of.get("flows"));
    }
    softly.assertAll();
    assertThat(compared).isEqualTo(53);
    assertThat(TraceFiles.counts(read).files()).isEqualTo(files.size());
  }

  @Test
  void theTracesOfALargeCaptureDependNeitherOnTheSplitsNorOnTheCores(SparkSession spark)
      throws IOException {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    Path sound = MadeCapture.write(folder.resolve("sound.pcap"), PACKETS);
    Path damaged = MadeCapture.writeLying(folder.resolve("damaged.pcap"), PACKETS, PACKETS / 3);
    List<InputFiles.File> files = List.of(file(sound, "a/sound.pcap"), file(damaged, "b/d.pcap"));
    Map<String, List<String>> results = new TreeMap<>();
    for (int cores : new int[] {2, 1}) {
      SparkSession session = cores == 2 ? spark : LocalSpark.anew(cores);
      for (String splits : cores == 2 ? List.of("64m", "1m") : List.of("700k")) {
        for (String trace :
            cores == 2 ? List.of("flow/window:20s", "window:60s") : List.of("flow/window:20s")) {
          ReadRules rules = rules(trace, new ClientSide.FirstSender());
          Dataset<Row> read = read(session, files, rules, splits);
          List<String> rows =
              new ArrayList<>(
                  read.where("trace_id is not null").collectAsList().stream()
                      .map(
                          row ->
                              row.getString(0) + Arrays.toString(FloatRows.floats(row, "values")))
                      .sorted()
                      .toList());
          TraceFiles.files(read).collectAsList().forEach(row -> rows.add(row.json()));
          rows.add(TraceFiles.counts(read).toString());
          results.merge(
              trace,
              rows,
              (one, other) -> {
                assertThat(other).as(trace + " in parts of " + splits).isEqualTo(one);
                return one;
              });
        }
      }
    }
    assertThat(results.get("flow/window:20s"))
        .hasSizeGreaterThan(1000)
        .anyMatch(row -> row.contains("\"damage\":\"record of implausible length at byte "))
        .anyMatch(row -> row.contains("\"packets\":20000,") && row.contains("\"traces\":"))
        .anyMatch(row -> row.contains("\"packets\":60000,"));
  }

  private static Dataset<Row> read(
      SparkSession spark, List<InputFiles.File> files, ReadRules rules, String splitSize) {
    return TraceFiles.read(
            spark,
            new InputFiles("", files),
            rules,
            new TraceFiles.Grouping(Pattern.compile(""), 1),
            Map.of("splitSize", splitSize))
        .persist();
  }

  private static InputFiles.File file(Path path, String relative) throws IOException {
    return new InputFiles.File(
        path.toAbsolutePath().normalize().toUri().toString(), relative, Files.size(path));
  }

  private static ReadRules rules(String trace, ClientSide client) {
    return new ReadRules(
        TraceFormat.AUTO,
        PacketFilter.IP,
        Tunnel.OUTER,
        TraceRule.FILES.with(trace).orElseThrow(),
        client,
        new LabelRule.None(),
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        new SeriesShape(List.of(Feature.BYTES_DOWN, Feature.BYTES_UP), 1_000_000_000L, 0, 20),
        AddressRule.AS_CAPTURED);
  }
}
