package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.testing.LocalSpark;

/** The experiment {@code series-or-image}: its way from settings to page, and what networks see. */
@ExtendWith(LocalSpark.class)
class SeriesOrImageExperimentTest {
  @TempDir private static Path data;

  @BeforeAll
  static void pipeline(SparkSession spark) {
    ExperimentData.write(spark, data, "size", List.of("a", "b"), 8);
  }

  @Test
  void tilesAndSeriesOfTheSameTracesStandBesideThePapersFigures() throws Exception {
    String[] words =
        ExperimentData.words(
            "series-or-image",
            data,
            "experiment.series-or-image.shares=[1, 0.5]",
            "experiment.stands-for=D1-Netflix",
            "evaluate.updates=2");
    String printed = Printed.byCommand(0, words);

    assertThat(printed)
        .contains("compare-forms: wrote")
        .contains("accuracy, cnn trained on series of 32 points (1D) of 24 traces (n = 6)");
    JsonNode comparison = ExperimentData.summary(data, "series-or-image").get("comparisons").get(0);
    assertThat(comparison.get("paper"))
        .extracting(row -> row.get("value").asText())
        .contains("83.0", "100.0")
        .doesNotContain("71.0");
    JsonNode ours = comparison.get("ours");
    assertThat(ours)
        .extracting(row -> row.get("source").asText() + ": " + row.get("what").asText())
        .containsExactly(
            "forms-1.0: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) of 24 traces",
            "forms-1.0: accuracy, cnn trained on series of 32 points (1D) of 24 traces",
            "forms-1.0: accuracy, cnn trained on series of 8 averages (1D) of 24 traces",
            "forms-1.0: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) minus series of 32"
                + " points (1D) of 24 traces",
            "forms-1.0: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) minus series of 8"
                + " averages (1D) of 24 traces",
            "forms-0.5: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) of 12 traces",
            "forms-0.5: accuracy, cnn trained on series of 32 points (1D) of 12 traces",
            "forms-0.5: accuracy, cnn trained on series of 8 averages (1D) of 12 traces",
            "forms-0.5: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) minus series of 32"
                + " points (1D) of 12 traces",
            "forms-0.5: accuracy, cnn trained on tiles of 8 x 8 pixels (2D) minus series of 8"
                + " averages (1D) of 12 traces");
    assertThat(ours.get(3).get("value").asDouble())
        .isCloseTo(
            ours.get(0).get("value").asDouble() - ours.get(1).get("value").asDouble(),
            within(1e-9));
    assertThat(
            Files.readString(data.resolve("experiments/series-or-image/summary/experiment.html")))
        .contains("href=\"reports/forms-0.5.json\"");
    assertThat(Printed.byCommand(0, words))
        .contains("series-or-image/summary is complete, nothing to do")
        .doesNotContain("wrote");
  }

  @Test
  void everyFormShowsTheSameTracesInTheSameScale(SparkSession spark) {
    EvaluationInput input =
        EvaluationInput.open(
            spark,
            EvaluateSettings.ofReal(
                ResolvedSettings.resolve(
                    List.of(),
                    List.of("evaluate.real=" + data.resolve("tiles"), "evaluate.output=unused"))));
    TileSample sample = TileSample.ofReal(input, 100, 1);
    RunFolder folder =
        RunFolder.completed(
            data.resolve("series").toString(),
            "extract-series",
            spark.sparkContext().hadoopConfiguration());
    FormedTraces traces = FormedTraces.of(spark, sample, folder, 32);
    JudgedTiles series = traces.as(SeriesForm.SERIES);
    JudgedTiles averages = traces.as(SeriesForm.AVERAGES);

    assertThat(List.of(series.height(), series.width())).containsExactly(1, 32);
    assertThat(List.of(averages.height(), averages.width())).containsExactly(1, 8);
    assertThat(series.test().classes()).isEqualTo(sample.judged().test().classes());
    Map<String, float[]> extracted = new HashMap<>();
    spark
        .read()
        .parquet(folder.data())
        .collectAsList()
        .forEach(
            row -> {
              SeriesRow read = SeriesTable.fromRow(row);
              extracted.put(read.traceId(), read.values());
            });
    List<MeasuredTile> training = new ArrayList<>(sample.training());
    for (int i = 0; i < training.size(); i++) {
      float[] values = Objects.requireNonNull(extracted.get(training.get(i).traceId()));
      double maximum = training.get(i).tile().scales().get(0).maximum();
      float[] shown = series.training().tiles()[i];
      for (int point = 0; point < 32; point++) {
        assertThat((double) shown[point]).isCloseTo(values[point] / maximum, within(1e-6));
      }
      for (int pixel = 0; pixel < 8; pixel++) {
        double mean = 0;
        for (int point = 4 * pixel; point < 4 * pixel + 4; point++) {
          mean += shown[point] / 4;
        }
        assertThat((double) averages.training().tiles()[i][pixel]).isCloseTo(mean, within(1e-4));
      }
    }
  }
}
