package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.TileRow;
import org.netdiffus.testing.LocalSpark;

/** The experiment {@code hierarchy} on two small sets: of sizes, and of signed sizes. */
@ExtendWith(LocalSpark.class)
class HierarchyExperimentTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void pipelines(SparkSession spark) {
    ExperimentData.write(spark, folder.resolve("films"), "size", List.of("a", "b"), 8);
    ExperimentData.write(spark, folder.resolve("devices"), "signed-size", List.of("a", "c"), 8);
  }

  @Test
  void kindsPlatformsAndClassesStandBesideThePapersFigures(SparkSession spark) throws Exception {
    String[] words =
        words(
            "experiment.hierarchy.types=[video, iot]",
            "experiment.hierarchy.platforms=[devices]",
            "experiment.output=" + folder.resolve("out"),
            "evaluate.updates=2");
    Printed.byCommand(0, words);

    JsonNode comparisons =
        ExperimentData.json(folder.resolve("out/summary/experiment.json")).get("comparisons");
    assertThat(comparisons)
        .extracting(comparison -> comparison.get("question").asText().substring(0, 7))
        .containsExactly("Level 1", "Level 2", "Level 3");
    assertThat(comparisons.get(0).get("paper"))
        .extracting(row -> row.get("dataset").asText())
        .containsOnly("D1+D2+D3");
    assertThat(comparisons.get(0).get("ours"))
        .extracting(row -> row.get("source").asText() + " " + row.get("n").asInt())
        .containsOnly("types 12");
    assertThat(comparisons.get(1).get("ours"))
        .extracting(row -> row.get("source").asText() + " " + row.get("n").asInt())
        .containsOnly("report-devices 6");
    assertThat(comparisons.get(2).get("ours"))
        .extracting(row -> row.get("what").asText())
        .containsExactly(
            "accuracy, cnn trained on real tiles",
            "accuracy, cnn trained on Synthetic tiles",
            "accuracy, cnn trained on Synthetic tiles and real tiles");
    assertThat(Files.readString(folder.resolve("out/summary/experiment.html")))
        .contains(
            "<h1>hierarchy: <bdi>films, devices</bdi></h1>",
            "href=\"reports/types.html\"",
            "href=\"reports/report-films.html\"");

    List<TileRow> united = ExperimentData.tiles(spark, folder.resolve("out/tiles"));
    List<TileRow> devices = ExperimentData.tiles(spark, folder.resolve("devices/tiles"));
    assertThat(united).hasSize(60).extracting(TileRow::label).containsOnly("video", "iot");
    TileRow one = united.get(59);
    assertThat(one.traceId()).isEqualTo("2/" + devices.get(29).traceId());
    assertThat(one.label()).isEqualTo("iot");
    assertThat(one.split()).isEqualTo(devices.get(29).split());
    assertThat(one.pixels()).isEqualTo(devices.get(29).pixels());
    assertThat(one.points()).isEqualTo(8);
    assertThat(one.scales())
        .containsExactly(new TileRow.Scale("share-of-scale", "bound", 1, false));
    assertThat(ExperimentData.tiles(spark, folder.resolve("out/synthetic")))
        .hasSize(48)
        .extracting(TileRow::split)
        .containsOnly("synthetic");

    assertThat(Printed.byCommand(0, words))
        .contains("summary is complete, nothing to do")
        .doesNotContain("wrote");
  }

  @Test
  void tilesThatAreDrawnOtherwiseAreNotUnited(SparkSession spark) {
    ExperimentData.write(spark, folder.resolve("large"), "size", List.of("a", "b"), 16);
    assertThat(
            Printed.byCommand(
                3,
                ExperimentData.words(
                    "hierarchy",
                    folder.resolve("films"),
                    "experiment.data=["
                        + folder.resolve("films")
                        + ", "
                        + folder.resolve("large")
                        + "]",
                    "experiment.hierarchy.types=[video, web]")))
        .contains("tiles of 8 pixels, 1 channels, order paa and gamma 0.25 in")
        .contains("render them alike");
  }

  @Test
  void whatIsNoHierarchyIsToldWithItsRemedy() {
    assertThatThrownBy(() -> sets("experiment.data=[a]"))
        .hasMessage(
            "experiment.data = a: give a list of two or more different folders without commas that"
                + " run-pipeline has written.");
    assertThatThrownBy(
            () -> sets("experiment.data=[\"a,b\", c]", "experiment.hierarchy.types=[video, web]"))
        .hasMessageContaining("without commas");
    assertThatThrownBy(
            () ->
                sets(
                    "experiment.data=[p/a, q/a-3, r/a]",
                    "experiment.hierarchy.types=[video, web, iot]"))
        .hasMessage(
            "experiment.data gives two sets the name a, a-3, a-3: name the folders differently.");
    assertThatThrownBy(
            () -> sets("experiment.data=[a, b]", "experiment.hierarchy.types=[video, video]"))
        .hasMessage(
            "experiment.hierarchy.types = video, video for 2 folders: give the type of each folder"
                + " in experiment.data, such as [video, web].");
    assertThatThrownBy(
            () ->
                sets(
                    "experiment.data=[x/a, y/a]",
                    "experiment.hierarchy.types=[video, web]",
                    "experiment.hierarchy.platforms=[b]"))
        .hasMessage("experiment.hierarchy.platforms = b: give some of a, a-2.");
    assertThat(
            sets(
                "experiment.data=[x/a, y/a]",
                "experiment.hierarchy.types=[video, web]",
                "experiment.hierarchy.platforms=[a-2]"))
        .containsExactly(
            new TrafficSet("a", "x/a", "video", TrafficSet.Level.CLASS),
            new TrafficSet("a-2", "y/a", "web", TrafficSet.Level.PLATFORM));
  }

  private static List<TrafficSet> sets(String... singles) {
    return TrafficSet.all(ResolvedSettings.resolve(List.of(), List.of(singles)));
  }

  private static String[] words(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] =
        "experiment.data=[" + folder.resolve("films") + ", " + folder.resolve("devices") + "]";
    return ExperimentData.words("hierarchy", folder.resolve("films"), all);
  }
}
