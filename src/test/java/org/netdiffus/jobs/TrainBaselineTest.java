package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TrainBaselineTest {
  private static final List<SeriesRow> TRACES = traces();

  @TempDir private static Path shared;
  @TempDir private Path place;

  @BeforeAll
  static void extract(SparkSession spark) {
    SeriesFolder.write(spark, shared.resolve("series"), TRACES, "signed-size", 3);
  }

  @Test
  void aBootstrapDrawsTrainingTracesOfTheClassChangedALittle(SparkSession spark) {
    assertThat(run("drawn", "baseline.per-class=30", "baseline.jitter=0.05")).isZero();

    List<SeriesRow> drawn = series(spark, "drawn");
    assertThat(drawn).hasSize(60);
    Set<String> sources = new TreeSet<>();
    for (SeriesRow row : drawn) {
      assertThat(row.split()).isEqualTo("synthetic");
      assertThat(row.source()).isEqualTo("bootstrap");
      assertThat(row.traceId()).matches("synthetic/" + row.label() + "/\\d+");
      assertThat(row.values()).hasSize(40);
      SeriesRow nearest =
          TRACES.stream()
              .min(Comparator.comparingDouble(trace -> distance(trace, row)))
              .orElseThrow();
      assertThat(nearest.label()).isEqualTo(row.label());
      assertThat(nearest.split()).isEqualTo("train");
      assertThat(distance(nearest, row)).isPositive();
      sources.add(nearest.traceId());
    }
    assertThat(sources).hasSizeGreaterThan(10);
    JsonNode model = model("drawn");
    assertThat(model.get("kind").asText()).isEqualTo("bootstrap");
    assertThat(model.get("traces").get("web").asInt()).isEqualTo(8);
    assertThat(model.get("largest").get("signed-size").asDouble()).isEqualTo(1500);
  }

  @Test
  void aMarkovModelDrawsSeriesThatItsClassCouldHave(SparkSession spark) {
    assertThat(run("drawn", "baseline.kind=hmm", "baseline.per-class=0", "baseline.states=4"))
        .isZero();

    List<SeriesRow> drawn = series(spark, "drawn");
    assertThat(drawn).hasSize(16);
    Set<Float> occurring = new TreeSet<>();
    Set<Integer> lengths = new TreeSet<>();
    TRACES.stream()
        .filter(trace -> trace.split().equals("train"))
        .forEach(
            trace -> {
              lengths.add(trace.length());
              for (float value : trace.values()) {
                occurring.add(value);
              }
            });
    for (SeriesRow row : drawn) {
      assertThat(lengths).contains(row.length());
      for (float value : row.values()) {
        assertThat(occurring).contains(value);
      }
      assertThat(TRACES).noneMatch(trace -> Arrays.equals(trace.values(), row.values()));
    }
    JsonNode model = model("drawn").get("models").get("video").get("signed-size");
    assertThat(model.get("traces").asInt()).isEqualTo(8);
    assertThat(model.get("model").get("transitions")).hasSize(4);
  }

  @Test
  void partitionsChangeNothingAndTheSeedDoes(SparkSession spark) {
    SeriesFolder.write(spark, place.resolve("series"), TRACES, "signed-size", 7);
    String other = "baseline.input=" + place.resolve("series");
    for (String kind : List.of("bootstrap", "hmm")) {
      String setting = "baseline.kind=" + kind;
      assertThat(run(kind + "-one", setting, "baseline.per-class=5")).isZero();
      assertThat(run(kind + "-two", setting, "baseline.per-class=5", other)).isZero();
      assertThat(run(kind + "-seed", setting, "baseline.per-class=5", "baseline.seed=2")).isZero();

      List<String> one = texts(spark, kind + "-one");
      assertThat(one).hasSize(10).isEqualTo(texts(spark, kind + "-two"));
      assertThat(one).isNotEqualTo(texts(spark, kind + "-seed"));
    }
  }

  private int run(String output, String... settings) {
    return Main.run(
        Stream.concat(
                Stream.of("train-baseline"),
                Stream.concat(
                        Stream.of(
                            "baseline.input=" + shared.resolve("series"),
                            "baseline.output=" + place.resolve(output)),
                        Arrays.stream(settings))
                    .flatMap(setting -> Stream.of("--set", setting)))
            .toArray(String[]::new));
  }

  /** Video goes down in full packets, web up and down in small ones. */
  private static List<SeriesRow> traces() {
    List<SeriesRow> rows = new ArrayList<>();
    for (SeriesRow row : SeriesFolder.bursts("signed-size", 10, 40)) {
      float[] values = row.values().clone();
      for (int i = 0; i < row.length(); i++) {
        boolean video = row.label().equals("video");
        values[i] = video ? -values[i] : (i % 2 == 0 ? 1 : -1) * (values[i] > 0 ? 90 + i : 60);
      }
      rows.add(
          new SeriesRow(
              row.traceId(),
              row.label(),
              row.split(),
              row.feature(),
              row.length(),
              values,
              row.source()));
    }
    return rows;
  }

  private static double distance(SeriesRow one, SeriesRow other) {
    double sum = 0;
    for (int i = 0; i < one.values().length; i++) {
      sum += Math.abs(one.values()[i] - other.values()[i]);
    }
    return sum;
  }

  private List<String> texts(SparkSession spark, String output) {
    return series(spark, output).stream()
        .map(row -> row.traceId() + row.feature() + row.length() + Arrays.toString(row.values()))
        .sorted()
        .toList();
  }

  private List<SeriesRow> series(SparkSession spark, String output) {
    RunFolder folder =
        RunFolder.at(place.resolve(output).toString(), spark.sparkContext().hadoopConfiguration());
    return spark.read().schema(SeriesTable.SCHEMA).parquet(folder.data()).collectAsList().stream()
        .map(SeriesTable::fromRow)
        .toList();
  }

  private JsonNode model(String output) {
    try {
      return new ObjectMapper().readTree(place.resolve(output + "/model.json").toFile());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
