package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.jobs.AnomalyTraining.Knowledge;
import org.netdiffus.jobs.AnomalyTraining.Supply;
import org.netdiffus.jobs.AnomalyTraining.Task;
import org.netdiffus.testing.LocalSpark;

/**
 * The experiment {@code anomaly}: its way from settings to page, with networks of a few updates.
 */
@ExtendWith(LocalSpark.class)
class AnomalyExperimentTest {
  private static final List<String> LABELS = List.of("a", "b", "c", "d");

  @TempDir private static Path data;

  @BeforeAll
  static void pipeline(SparkSession spark) {
    ExperimentData.write(spark, data, "size", LABELS, 16);
  }

  @Test
  void knownAndUnknownAnomaliesStandBesideThePapersFigures() throws Exception {
    String[] settings = {
      "experiment.anomaly.anomalous=1",
      "experiment.anomaly.legitimate=3",
      "experiment.anomaly.known=[1]",
      "experiment.anomaly.members=2",
      "experiment.prefix=50%",
      "evaluate.updates=3",
      "experiment.stands-for=D1-Netflix"
    };
    assertThat(Printed.byCommand(0, words(settings, "--dry-run")))
        .contains("detect-anomalies: would write")
        .contains("CNN: 8 trainings of 3 updates, 4 of them members of ensembles of 2")
        .contains("experiment: would follow");
    assertThat(data.resolve("experiments")).doesNotExist();

    Printed.byCommand(0, words(settings));

    JsonNode comparisons = ExperimentData.summary(data, "anomaly").get("comparisons");
    assertThat(comparisons).hasSize(2);
    assertThat(comparisons.get(0).get("paper"))
        .extracting(row -> row.get("value").asText())
        .containsExactlyInAnyOrder("90.2", "66.7");
    JsonNode known = comparisons.get(0).get("ours");
    JsonNode few = figure(known, "accuracy on anomalous classes, 1 real traces", "whole");
    JsonNode helped =
        figure(known, "accuracy on anomalous classes, 1 real traces and synthetic tiles", "whole");
    // One anomalous class of three test traces.
    assertThat(few.get("n").asInt()).isEqualTo(3);
    assertThat(
            figure(
                    known,
                    "accuracy on anomalous classes, 1 real traces and synthetic tiles minus 1 real"
                        + " traces",
                    "whole")
                .get("value")
                .asDouble())
        .isCloseTo(helped.get("value").asDouble() - few.get("value").asDouble(), within(1e-9));
    JsonNode unknown = comparisons.get(1).get("ours");
    String trained = ", ensemble trained on real tiles";
    double legitimate =
        figure(unknown, "mean entropy of legitimate test tiles" + trained, "beginning")
            .get("value")
            .asDouble();
    assertThat(legitimate).isBetween(0.0, Math.log(3));
    assertThat(
            figure(unknown, "entropy of anomalous minus legitimate" + trained, "beginning")
                .get("value")
                .asDouble())
        .isCloseTo(
            figure(unknown, "mean entropy of anomalous test tiles" + trained, "beginning")
                    .get("value")
                    .asDouble()
                - legitimate,
            within(1e-12));
    assertThat(ExperimentData.summary(data, "anomaly").get("warnings"))
        .extracting(JsonNode::asText)
        .contains(
            "whole, beginning: There was one choice of classes: intervals hold no spread over choices.");
    assertThat(Files.readString(data.resolve("experiments/anomaly/summary/experiment.html")))
        .contains("90.2", "href=\"reports/whole.json\"", "Why they may differ");

    // The same once more: every step stands.
    assertThat(Printed.byCommand(0, words(settings)))
        .contains("anomaly/summary is complete, nothing to do")
        .doesNotContain("wrote");
  }

  @Test
  void tooFewClassesAreToldBeforeAnythingIsDone() {
    assertThat(Printed.byCommand(2, words(new String[0])))
        .contains("2 anomalous and 5 legitimate classes of the 4 in")
        .contains("give a smaller experiment.anomaly.legitimate");
  }

  @Test
  void aTrainingHasTheTilesOfItsSupply(SparkSession spark) {
    // Of each class 12 real and 12 synthetic tiles.
    float[][] tiles = new float[48][1];
    int[] classes = new int[48];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i][0] = i;
      classes[i] = i % 4;
    }
    JudgedTiles.Labelled all = new JudgedTiles.Labelled(tiles, classes);
    Broadcast<JudgedTiles> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new JudgedTiles(LABELS, 1, 1, 1, all, all, all));
    AnomalyTraining training =
        new AnomalyTraining(
            shared,
            List.of(new AnomalyChoice(List.of(0, 3), List.of(2))),
            1,
            2,
            1,
            spark.sparkContext().longAccumulator());

    JudgedTiles.Labelled original = trained(training, 3, Supply.ORIGINAL);
    assertThat(counts(original)).containsExactly(12, 12, 3);
    // Class 2 is the third of its network.
    assertThat(original.tiles()[24][0]).isEqualTo(2);
    assertThat(counts(trained(training, 3, Supply.REPEATED))).containsExactly(24, 24, 15);
    assertThat(trained(training, 3, Supply.REPEATED).tiles()[51][0]).isEqualTo(2);
    assertThat(counts(trained(training, 3, Supply.WITH_SYNTHETIC))).containsExactly(24, 24, 15);
    assertThat(trained(training, 3, Supply.WITH_SYNTHETIC).tiles()[62][0]).isEqualTo(46);
    assertThat(
            counts(training.training(new Task(0, new Knowledge.Legitimate(), Supply.ORIGINAL, 0))))
        .containsExactly(12, 12);
    shared.destroy();
  }

  private static JudgedTiles.Labelled trained(AnomalyTraining training, int most, Supply supply) {
    return training.training(new Task(0, new Knowledge.AnomaliesToo(most), supply, 0));
  }

  private static List<Integer> counts(JudgedTiles.Labelled tiles) {
    int[] counts = new int[Arrays.stream(tiles.classes()).max().orElseThrow() + 1];
    for (int c : tiles.classes()) {
      counts[c]++;
    }
    return Arrays.stream(counts).boxed().toList();
  }

  private static JsonNode figure(JsonNode figures, String what, String source) {
    return StreamSupport.stream(figures.spliterator(), false)
        .filter(figure -> figure.get("what").asText().equals(what))
        .filter(figure -> figure.get("source").asText().equals(source))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " of " + source + " in " + figures));
  }

  private static String[] words(String[] settings, String... more) {
    return ExperimentData.words(
        "anomaly", data, Stream.of(settings, more).flatMap(Arrays::stream).toArray(String[]::new));
  }
}
