package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netdiffus.simulate.TrafficClass;
import org.netdiffus.simulate.TrafficModel;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.testing.LocalSpark;

/** Series of an input that changed are those of a run at once, and what is known is not read. */
@ExtendWith(LocalSpark.class)
class GrowingInputTest {
  private static final float MARK = 12345678;

  private static final String NOT_READ_AGAIN =
      "extract-series: not read again, since they are as an earlier run read them: %d files";

  private ExtractFolder extract;
  private Path place;

  @BeforeEach
  void captures(SparkSession spark, @TempDir Path folder) throws IOException {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    place = folder;
    extract = new ExtractFolder(folder);
    for (int i = 0; i < 3; i++) {
      extract.write("captures/light/%d.pcap".formatted(i), capture(TrafficClass.IOT_LIGHT, i));
      extract.write("captures/web/%d.pcap".formatted(i), capture(TrafficClass.WEB_SEARCH, i));
    }
    byte[] damaged = capture(TrafficClass.WEB_SEARCH, 9);
    extract.write("captures/web/damaged.pcap", Arrays.copyOf(damaged, damaged.length - 5));
    extract.write("captures/web/rows.csv", "time,size,direction\n0,60,1\nx,70,-1\n2,80,-1\n");
    extract.write("captures/web/notes.txt", "nothing to see here\n");
    extract.write("captures/without-label.pcap", capture(TrafficClass.WEB_SEARCH, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract.trace=file", "extract.trace=flow", "extract.split-size=2k"})
  void filesThatCameChangedOrWentGiveWhatARunAtOnceGives(String setting, SparkSession spark)
      throws IOException {
    assertThat(extract.run("--set", setting)).isZero();
    extract.write("captures/plug/0.pcap", capture(TrafficClass.IOT_PLUG, 0));
    extract.write("captures/plug/1.pcap", capture(TrafficClass.IOT_PLUG, 1));
    extract.write("captures/web/1.pcap", capture(TrafficClass.WEB_SEARCH, 7));
    extract.write("captures/web/later.csv", "time,size,direction\n0,60,1\n2,80,sideways\n");
    Files.delete(place.resolve("captures/light/0.pcap"));

    assertThat(overwritten("--set", setting)).contains(NOT_READ_AGAIN.formatted(8));

    assertSameAsAtOnce(spark, "--set", setting);
  }

  @Test
  void withNothingNewWhatStaysIsAllThereIs(SparkSession spark) throws IOException {
    assertThat(extract.run()).isZero();
    Files.delete(place.resolve("captures/web/damaged.pcap"));

    assertThat(overwritten()).contains(NOT_READ_AGAIN.formatted(9));

    assertSameAsAtOnce(spark);
  }

  @Test
  void knownSeriesComeFromWhatStandsAndAreLaidDownAsTheyAre(SparkSession spark) throws IOException {
    assertThat(extract.run("--set", "extract.feature=[bytes-up,bytes-down]")).isZero();
    mark(spark);
    extract.write("captures/light/later.pcap", capture(TrafficClass.IOT_LIGHT, 4));

    assertThat(overwritten("--set", "extract.feature=[bytes-up,bytes-down]"))
        .contains(NOT_READ_AGAIN.formatted(10));

    assertThat(extract.rows(spark))
        .hasSize(2 * 9)
        .allSatisfy(
            row ->
                assertThat(row.values()[row.values().length - 1] == MARK)
                    .as(row.source())
                    .isEqualTo(!row.source().equals("light/later.pcap")));
  }

  /** Gives the last point of each series that stands a value that no capture has. */
  private void mark(SparkSession spark) throws IOException {
    Path marked = place.resolve("marked");
    spark
        .read()
        .parquet(extract.folder().data())
        .withColumn(
            "values",
            expr("concat(slice(values, 1, size(values) - 1), array(float(%s)))".formatted(MARK)))
        .write()
        .parquet(marked.toString());
    Path data = place.resolve("series/data");
    FileUtils.deleteDirectory(data.toFile());
    Files.move(marked, data);
  }

  @Test
  void whatIsLeftOfSeriesOrOfTheTableOfFilesIsNotTakenForTheWhole(SparkSession spark)
      throws IOException {
    assertThat(extract.run()).isZero();
    int traces = extract.rows(spark).size();
    for (String damaged : List.of("data", "captures.parquet")) {
      for (Path part : parts(damaged)) {
        Files.write(part, Arrays.copyOf(Files.readAllBytes(part), 100));
      }
      extract.write(
          "captures/light/%s.pcap".formatted(damaged), capture(TrafficClass.IOT_LIGHT, 6));
      assertThat(overwritten())
          .contains("the series that stood there were not whole, so every file was read again")
          .doesNotContain("not read again");
    }
    Files.delete(parts("data").get(0));
    extract.write("captures/light/later.pcap", capture(TrafficClass.IOT_LIGHT, 4));
    assertThat(overwritten()).contains("were not whole");

    assertThat(extract.rows(spark)).hasSize(traces + 3);
    assertSameAsAtOnce(spark);
  }

  private List<Path> parts(String name) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("series").resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  @Test
  void otherSettingsOrderOfTimeAndTheSameInputAreReadAnew() throws IOException {
    assertThat(extract.run("--set", "extract.seed=1")).isZero();
    assertThat(overwritten("--set", "extract.seed=1")).doesNotContain("not read again");
    extract.write("captures/plug/0.pcap", capture(TrafficClass.IOT_PLUG, 0));
    extract.write("captures/plug/1.pcap", capture(TrafficClass.IOT_PLUG, 1));
    assertThat(overwritten("--set", "extract.seed=2")).doesNotContain("not read again");

    assertThat(overwritten("--set", "extract.split=order")).doesNotContain("not read again");
    extract.write("captures/plug/2.pcap", capture(TrafficClass.IOT_PLUG, 2));
    assertThat(overwritten("--set", "extract.split=order")).doesNotContain("not read again");
  }

  private String overwritten(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--overwrite");
    return Printed.by(() -> assertThat(extract.run(arguments.toArray(String[]::new))).isZero());
  }

  private void assertSameAsAtOnce(SparkSession spark, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--set", "extract.output=" + place.resolve("at-once")));
    assertThat(extract.run(arguments.toArray(String[]::new))).isZero();
    RunFolder atOnce = RunFolder.at(place.resolve("at-once").toString(), new Configuration());
    assertThat(extract.record().counts()).isEqualTo(atOnce.record().counts());
    assertThat(extract.record().facts()).isEqualTo(atOnce.record().facts());
    assertThat(extract.folder().identity()).isEqualTo(atOnce.identity());
    for (String name : List.of("data", "captures.parquet")) {
      assertThat(rows(spark, extract.folder(), name)).isEqualTo(rows(spark, atOnce, name));
    }
  }

  private static List<String> rows(SparkSession spark, RunFolder folder, String name) {
    return spark.read().parquet(folder.path(name).toString()).collectAsList().stream()
        .map(Row::json)
        .toList();
  }

  private static byte[] capture(TrafficClass traffic, int index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrafficModel.write(traffic, 5, index, bytes);
    return bytes.toByteArray();
  }
}
