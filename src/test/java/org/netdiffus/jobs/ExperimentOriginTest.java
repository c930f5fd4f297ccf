package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.report.ExperimentPictures;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;

/** Titles, settings and pictures of data whose runs left nothing but their records. */
class ExperimentOriginTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path place;

  @Test
  void settingsAreThoseOfAllRunsThatMadeTheDataFromTheExtractionOn() {
    run(
        "films/tiles",
        Map.of("render.size", "32"),
        Map.of("extract.split", "hash", "unit: a", "b"));
    run("films/model", Map.of("train.steps", "800"), Map.of());
    run("films/synthetic", Map.of("sample.steps", "20"), Map.of());

    assertThat(ExperimentOrigin.of(settings("fidelity", "films"), HADOOP).settings())
        .containsExactly(
            Map.entry("extract.split", "hash"),
            Map.entry("render.size", "32"),
            Map.entry("sample.steps", "20"),
            Map.entry("train.steps", "800"));
    // An experiment that looks at real tiles alone is not of the model.
    assertThat(ExperimentOrigin.of(settings("series-or-image", "films"), HADOOP).settings())
        .containsOnlyKeys("extract.split", "render.size");
  }

  @Test
  void ofSeveralSetsEachValueStandsWithItsSets() {
    for (String set : List.of("films", "pages", "devices")) {
      run(
          set + "/tiles",
          Map.of("render.size", "32", "render.scale", set.equals("films") ? "max" : "p99"),
          Map.of());
    }
    ExperimentSettings all =
        ExperimentSettings.of(
            ResolvedSettings.resolve(
                List.of(),
                List.of(
                    "experiment.name=hierarchy",
                    "experiment.data=[%s, %s, %s]"
                        .formatted(at("films"), at("pages"), at("devices")),
                    "experiment.hierarchy.types=[video, web, iot]")));

    assertThat(ExperimentOrigin.of(all, HADOOP).settings())
        .containsExactly(
            Map.entry("render.scale", "max (films); p99 (pages, devices)"),
            Map.entry("render.size", "32"));
    assertThat(ExperimentOrigin.name(all, HADOOP)).isEqualTo("films, pages, devices");
    run("films/report", Map.of("evaluate.title", "Films of one set"), Map.of());
    assertThat(ExperimentOrigin.title(all, HADOOP)).isEmpty();
  }

  @Test
  void theTitleIsThatOfTheReportOfTheDataElseTheNameOfTheFolder() {
    ExperimentSettings settings = settings("early", "films/");
    assertThat(ExperimentOrigin.title(settings, HADOOP)).isEmpty();
    assertThat(ExperimentOrigin.name(settings, HADOOP)).isEqualTo("films");
    assertThat(ExperimentOrigin.name(settings("early", "films/sub/.."), HADOOP)).isEqualTo("films");

    run("films/report", Map.of("evaluate.title", "Films"), Map.of());
    assertThat(ExperimentOrigin.title(settings, HADOOP)).contains("Films");

    run("pages/report", Map.of("evaluate.title", "[a] list"), Map.of());
    assertThat(ExperimentOrigin.title(settings("early", "pages"), HADOOP)).isEmpty();
  }

  @Test
  void contactSheetsOfRealAndSyntheticTilesAreThePictures() {
    run("films/tiles", Map.of(), Map.of(), "preview.png");
    run("films/model", Map.of(), Map.of(), "preview.png");
    run("films/synthetic", Map.of(), Map.of(), "preview.png");

    assertThat(ExperimentOrigin.of(settings("anomaly", "films"), HADOOP).sheets())
        .extracting(ExperimentPictures.Sheet::title)
        .containsExactly("Real tiles", "Synthetic tiles");
    assertThat(ExperimentOrigin.of(settings("series-or-image", "films"), HADOOP).sheets())
        .extracting(ExperimentPictures.Sheet::image)
        .containsExactly("data:image/png;base64,YQ==");
  }

  private ExperimentSettings settings(String name, String data) {
    return ExperimentSettings.of(
        ResolvedSettings.resolve(
            List.of(), List.of("experiment.name=" + name, "experiment.data=" + at(data))));
  }

  private String at(String name) {
    return place + "/" + name;
  }

  private void run(
      String name, Map<String, String> settings, Map<String, String> facts, String... files) {
    RunRecord record =
        new RunRecord(
            RunRecord.PROGRAM,
            "evaluate",
            new TreeMap<>(settings),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(facts),
            new TreeMap<>(),
            new TreeMap<>());
    RunFolder folder = RunFolder.at(at(name), HADOOP);
    folder.begin(record);
    for (String file : files) {
      folder.writeWork(file, "a".getBytes(StandardCharsets.UTF_8));
    }
    folder.publish(record);
  }
}
