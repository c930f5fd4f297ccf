package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.testing.LocalSpark;

/** The last line on standard output, as a scheduler takes it. */
@ExtendWith(LocalSpark.class)
class ClosingLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path place;

  @Test
  void faultyFilesAreAmongWhatWasLeftOut() {
    ResolvedSettings settings = ResolvedSettings.resolve(List.of(), List.of());
    ClosingLine line =
        ClosingLine.of(
            Verb.of("extract-series"),
            ClosingLine.State.DONE,
            "series",
            Map.of("series", 3L, "files: faulty", 2L, "skipped: not-ip", 5L),
            1,
            settings);

    assertThat(line.skipped()).containsOnly(Map.entry("faulty-file", 2L), Map.entry("not-ip", 5L));
  }

  @Test
  void everyVerbEndsWithALineOfJsonThatSaysWhatItsRecordSays(SparkSession spark) throws Exception {
    List<String> settings = tiny();
    JsonNode all = lastLine(0, arguments("quickstart", settings));

    assertThat(spark.sparkContext().isStopped()).isFalse();
    assertThat(all.get("verb").asText()).isEqualTo("quickstart");
    assertThat(all.get("state").asText()).isEqualTo("done");
    assertThat(all.get("output").asText()).isEqualTo(place.resolve("run").toString());
    assertThat(all.get("steps")).hasSize(7);
    long rows = 0;
    for (JsonNode step : all.get("steps")) {
      Verb verb = Verb.of(step.get("verb").asText());
      JsonNode record = JSON.readTree(Path.of(step.get("output").asText(), "run.json").toFile());
      assertThat(record.get("verb").asText()).isEqualTo(verb.name());
      assertThat(step.get("rows").asLong())
          .as(verb.name())
          .isPositive()
          .isEqualTo(rows(verb, record));
      assertThat(step.get("seconds").asDouble()).isPositive();
      assertThat(step.get("settings").asText()).matches("[0-9a-f]{64}");
      rows += step.get("rows").asLong();

      List<String> paths = new ArrayList<>(settings);
      paths.addAll(paths(verb));
      JsonNode again = lastLine(0, arguments(verb.name(), paths));
      assertThat(again.get("state").asText()).as(verb.name()).isEqualTo("complete already");
      for (String same : List.of("verb", "output", "rows", "skipped", "settings")) {
        assertThat(again.get(same)).as(verb.name() + " " + same).isEqualTo(step.get(same));
      }
      JsonNode dry = lastLine(0, arguments(verb.name(), with(paths, "--overwrite", "--dry-run")));
      assertThat(dry.get("state").asText()).isEqualTo("planned");
      assertThat(dry.get("settings")).isEqualTo(step.get("settings"));
    }
    assertThat(all.get("rows").asLong()).isEqualTo(rows);
    JsonNode complete = lastLine(0, arguments("quickstart", settings));
    assertThat(complete.get("state").asText()).isEqualTo("complete already");
    assertThat(complete.get("settings")).isEqualTo(all.get("settings"));

    String captures = place.resolve("run/captures/data").toString();
    for (String verb : List.of(DescribeCaptures.NAME, IndexCaptures.NAME, VerifySplits.NAME)) {
      JsonNode printed = lastLine(0, List.of(verb, captures));
      assertThat(printed.get("verb").asText()).isEqualTo(verb);
      assertThat(printed.get("rows").asInt()).as(verb).isEqualTo(captures(captures));
    }
  }

  @Test
  void aFailedJobHasNoLineOfJson() {
    String printed = printed(2, List.of("render-tiles", "--set", "render.input=x"));
    assertThat(printed).doesNotContain("{");
  }

  @Test
  void whatWasSkippedStandsByItsReasonAloneAndReasonsThatMetNothingAreLeftOut() throws Exception {
    ResolvedSettings settings = ResolvedSettings.resolve(List.of(), List.of("render.size=16"));
    JsonNode line =
        JSON.readTree(
            ClosingLine.of(
                    Verb.of("render-tiles"),
                    ClosingLine.State.DONE,
                    "tiles",
                    Map.of("tiles", 5L, "skipped: no-label", 2L, "traces skipped: not finite", 0L),
                    1.5,
                    settings)
                .json());
    assertThat(line.get("skipped")).isEqualTo(JSON.readTree("{\"no-label\": 2}"));
    assertThat(line.get("rows").asInt()).isEqualTo(5);
    assertThat(line.has("forecast")).isFalse();
  }

  @Test
  void theFingerprintTellsSettingsApartThatDecideTheResultAndNoOthers() {
    String first = fingerprint("render.size=16", "render.output=a");
    assertThat(fingerprint("render.size=16", "render.output=b")).isEqualTo(first);
    assertThat(fingerprint("render.size=16", "train.steps=3")).isEqualTo(first);
    assertThat(fingerprint("render.size=17", "render.output=a")).isNotEqualTo(first);
  }

  private static String fingerprint(String... singles) {
    return ClosingLine.of(
            Verb.of("render-tiles"),
            ClosingLine.State.DONE,
            "",
            new TreeMap<>(),
            0,
            ResolvedSettings.resolve(List.of(), List.of(singles)))
        .settings();
  }

  private static long rows(Verb verb, JsonNode record) {
    JsonNode counts = record.get("counts");
    return switch (verb.name()) {
      case "simulate-captures" -> counts.get("captures").asLong();
      case "extract-series" -> counts.get("series").asLong();
      case "train-denoiser" -> 4;
      case "evaluate" ->
          counts.get("tiles judged, training").asLong()
              + counts.get("tiles judged, test").asLong()
              + counts.get("tiles judged, synthetic").asLong();
      default -> counts.get("tiles").asLong();
    };
  }

  /** The whole pipeline in its smallest form. */
  private List<String> tiny() {
    return List.of(
        "pipeline.output=" + place.resolve("run"),
        "simulate.traces-per-class=4",
        "simulate.classes=web-news,iot-light",
        "render.size=8",
        "train.preset=test",
        "train.steps=4",
        "train.batch=4",
        "train.averaging-frequency=2",
        "train.preview-every=0",
        "sample.per-class=4",
        "sample.steps=2",
        "sample.batch=4",
        "evaluate.updates=2",
        "evaluate.seeds=1",
        "evaluate.forest-trees=2",
        "evaluate.two-sample=[naive-bayes]",
        "extract.client=private-networks",
        "extract.bin-width=500ms",
        "extract.length=96",
        "evaluate.title=Quickstart");
  }

  private List<String> paths(Verb verb) {
    String run = place.resolve("run") + "/";
    return switch (verb.name()) {
      case "simulate-captures" -> List.of("simulate.output=" + run + "captures");
      case "extract-series" ->
          List.of("extract.input=" + run + "captures/data", "extract.output=" + run + "series");
      case "render-tiles" ->
          List.of("render.input=" + run + "series", "render.output=" + run + "tiles");
      case "train-denoiser" ->
          List.of(
              "train.input=" + run + "tiles",
              "train.output=" + run + "model",
              "train.checkpoint-every=100");
      case "sample-tiles" ->
          List.of("sample.model=" + run + "model", "sample.output=" + run + "synthetic");
      case "recover-series" ->
          List.of("recover.input=" + run + "synthetic", "recover.output=" + run + "recovered");
      case "evaluate" ->
          List.of(
              "evaluate.real=" + run + "tiles",
              "evaluate.synthetic=" + run + "synthetic",
              "evaluate.model=" + run + "model",
              "evaluate.output=" + run + "report");
      default -> throw new IllegalArgumentException(verb.name());
    };
  }

  private static List<String> arguments(String verb, List<String> words) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    for (String word : words) {
      if (!word.startsWith("--")) {
        arguments.add("--set");
      }
      arguments.add(word);
    }
    return arguments;
  }

  private static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  private static int captures(String folder) throws Exception {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return (int) files.filter(file -> file.toString().endsWith(".pcap")).count();
    }
  }

  private static JsonNode lastLine(int code, List<String> arguments) throws Exception {
    List<String> lines = printed(code, arguments).lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static String printed(int code, List<String> arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments.toArray(String[]::new)))
          .as(arguments.toString())
          .isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
