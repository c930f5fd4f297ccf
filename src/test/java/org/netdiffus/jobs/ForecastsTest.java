package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.forecast.InputSample;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.InputFiles;
import org.netdiffus.spark.PseudonymKey;
import org.netdiffus.spark.SampledFiles;
import org.netdiffus.testing.LocalSpark;

/** What a dry run says will be done, against what was given. */
@ExtendWith(LocalSpark.class)
class ForecastsTest {
  @TempDir private Path place;

  @Test
  void aDryRunOfThePipelineForecastsEveryStepFromTheOneBeforeAndWritesNothing(SparkSession spark)
      throws Exception {
    assertThat(spark).isNotNull();
    JsonNode line =
        dryRun(
            "quickstart",
            "pipeline.output=" + place.resolve("run"),
            "simulate.traces-per-class=100",
            "simulate.classes=web-news,iot-light",
            "sample.per-class=500",
            "forecast.executors=3",
            "forecast.cores=4",
            "forecast.price-per-core-hour=2");

    assertThat(place.resolve("run")).doesNotExist();
    assertThat(line.get("steps")).hasSize(7);
    assertThat(rows(line, "simulate-captures")).isEqualTo(200);
    assertThat(rows(line, "extract-series")).isEqualTo(200);
    assertThat(rows(line, "render-tiles")).isEqualTo(200);
    assertThat(rows(line, "train-denoiser")).isEqualTo(300);
    assertThat(rows(line, "sample-tiles")).isEqualTo(1000);
    assertThat(rows(line, "recover-series")).isEqualTo(1000);
    double hours = 0;
    for (JsonNode step : line.get("steps")) {
      JsonNode forecast = step.get("forecast");
      hours += forecast.get("core hours").asDouble();
      assertThat(forecast.get("core hours").asDouble())
          .isCloseTo(12 * forecast.get("seconds").asDouble() / 3600, within(1e-3));
    }
    assertThat(line.get("forecast").get("price").asDouble()).isCloseTo(2 * hours, within(1e-9));
    assertThat(line.get("forecast").get("price of 1000 synthetic traces").asDouble())
        .isPositive()
        .isLessThan(2 * hours);
  }

  @Test
  void aSizeThatTheNetworkDoesNotTakeIsAMistakeInTheSettings() {
    List<String> words =
        words(
            "quickstart",
            "pipeline.output=" + place.resolve("run"),
            "train.preset=cpu",
            "render.size=30");
    words.add("--dry-run");

    assertThat(Printed.onError(() -> assertThat(run(words)).isEqualTo(2)))
        .contains(
            "netdiffus: train.preset = cpu for tiles of 30 pixels (size 30 cannot be halved ");
  }

  @Test
  void atMostAHundredthOfTheInputIsLookedAt(SparkSession spark) throws Exception {
    Path folder = Files.createDirectories(place.resolve("cells/page"));
    String cells = "0.0 1\n0.5 -1\n".repeat(5000);
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("cells-" + i), cells);
    }
    ResolvedSettings settings =
        resolve(
            "extract.input=" + place.resolve("cells"),
            "extract.output=out",
            "extract.format=cells",
            "extract.feature=direction",
            "extract.length=100");
    InputFiles files =
        InputFiles.below(
            place.resolve("cells").toString(), spark.sparkContext().hadoopConfiguration());
    InputSample sample =
        SampledFiles.of(
            files,
            ExtractRules.of(
                ExtractSettings.of(settings),
                path -> "",
                PseudonymKey.read(
                    "extract.pseudonyms", "", spark.sparkContext().hadoopConfiguration())),
            spark.sparkContext().hadoopConfiguration());

    assertThat(sample.bytes()).isPositive().isLessThanOrEqualTo(20L * cells.length() / 100);
    assertThat(sample.labels()).isEqualTo(1);
    assertThat(sample.shared()).isFalse();
    Forecasts forecasts = new Forecasts(spark);
    assertThat(forecasts.of(Verb.of("extract-series"), settings).orElseThrow().rows())
        .isEqualTo(20);
  }

  @Test
  void tracesOfATableAreForecastFromItsFirstRows(SparkSession spark) throws Exception {
    StringBuilder table = new StringBuilder("label,trace,b0,b1,b2,b3\n");
    for (int i = 0; i < 20_000; i++) {
      table
          .append(i % 3 == 0 ? "video" : "web")
          .append(",t")
          .append(10_000 + i)
          .append(",1,2,3,4\n");
    }
    Path file = place.resolve("bins.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(table.toString().getBytes(StandardCharsets.UTF_8));
    }
    ResolvedSettings settings =
        resolve(
            "extract.input=" + file,
            "extract.output=out",
            "extract.format=bins",
            "extract.label=column:label",
            "extract.trace-column=trace",
            "extract.length=4");
    Forecasts forecasts = new Forecasts(spark);

    long rows = forecasts.of(Verb.of("extract-series"), settings).orElseThrow().rows();

    assertThat(rows).isBetween(15_000L, 25_000L);
  }

  @Test
  void aDryRunLooksAtTheSizesOfTheFilesAndSeesThatAnInputChanged(SparkSession spark)
      throws Exception {
    assertThat(spark).isNotNull();
    Path folder = Files.createDirectories(place.resolve("cells/page"));
    Files.createDirectories(place.resolve("cells/other"));
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("a-" + i), "0.0 1\n0.5 -1\n");
      Files.writeString(place.resolve("cells/other/b-" + i), "0.0 1\n0.5 1\n");
    }
    String[] settings = {
      "extract.input=" + place.resolve("cells"),
      "extract.output=" + place.resolve("series"),
      "extract.format=cells",
      "extract.feature=direction",
      "extract.length=100"
    };
    assertThat(Main.run(words("extract-series", settings).toArray(String[]::new))).isZero();
    assertThat(dryRun("extract-series", settings).get("state").asText())
        .isEqualTo("complete already");

    Files.writeString(folder.resolve("a-0"), "0.0 1\n0.5 -1\n0.6 -1\n");
    Files.move(folder.resolve("a-1"), folder.resolve("c-1"));
    List<String> words = words("extract-series", settings);
    words.add("--dry-run");
    assertThat(Printed.onError(() -> assertThat(run(words)).isEqualTo(2)))
        .contains("(the input differ; new: page/c-1; changed: page/a-0; gone: page/a-1): name ");
  }

  private static long rows(JsonNode line, String verb) {
    for (JsonNode step : line.get("steps")) {
      if (step.get("verb").asText().equals(verb)) {
        return step.get("forecast").get("rows").asLong();
      }
    }
    throw new AssertionError("no step " + verb);
  }

  private static List<String> words(String verb, String... settings) {
    List<String> words = new ArrayList<>(List.of(verb));
    Stream.of(settings).forEach(single -> words.addAll(List.of("--set", single)));
    return words;
  }

  private static int run(List<String> words) {
    return Main.run(words.toArray(String[]::new));
  }

  private static ResolvedSettings resolve(String... singles) {
    return ResolvedSettings.resolve(List.of(), List.of(singles));
  }

  private static JsonNode dryRun(String verb, String... settings) throws Exception {
    List<String> words = words(verb, settings);
    words.add("--dry-run");
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(words.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(before);
    }
    List<String> lines = caught.toString(StandardCharsets.UTF_8).lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }
}
