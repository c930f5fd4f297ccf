package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class WatchedTrainingTest {
  @TempDir private Path place;

  @Test
  void looksAtSamplesChangeNoBitOfTheModel(SparkSession spark) throws IOException {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", TileFolder.real(6, 1), 2);

    train("watched", "train.preview-every=4");
    train("unwatched", "train.preview-every=0");

    assertThat(CheckpointContent.of(place.resolve("watched"), 12))
        .containsOnlyKeys(
            "ema.zip coefficients.bin",
            "ema.zip configuration.json",
            "model.zip coefficients.bin",
            "model.zip configuration.json",
            "model.zip updaterState.bin",
            "state.json")
        .containsExactlyEntriesOf(CheckpointContent.of(place.resolve("unwatched"), 12));
    // Round by round; the eighth step belongs to the round that ends with the ninth.
    assertThat(names("watched/previews"))
        .containsExactly("step-00000006.png", "step-00000009.png", "step-00000012.png");
    assertThat(place.resolve("unwatched/previews")).doesNotExist();
  }

  @Test
  void thePageShowsCurvesAndSamplesAndHowOftenTheseAreDrawnIsNoOtherTraining(SparkSession spark)
      throws IOException {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", TileFolder.real(6, 1), 2);

    train("model", "train.preview-every=6");

    String page = Files.readString(place.resolve("model/training.html"));
    assertThat(page)
        .contains(">done</span>", "<strong>12</strong><span>of 12</span>")
        .contains("Loss by noise level", "Throughput")
        .contains("Sampled by the averaged weights after step 12.")
        .contains("<figcaption>Step 6</figcaption>", "<figcaption>Step 12</figcaption>")
        .doesNotContain("train.preview-every");
    for (String label : TileFolder.LABELS) {
      for (int tile = 1; tile <= 4; tile++) {
        assertThat(page)
            .contains("alt=\"Real, training tile " + tile + " of " + label + "\"")
            .contains("alt=\"Sampled tile " + tile + " of " + label + "\"");
      }
    }

    train("model", "train.preview-every=0");

    assertThat(place.resolve("model/training.html")).hasContent(page);
  }

  private void train(String output, String... settings) {
    List<String> words = new ArrayList<>(List.of("train-denoiser"));
    Stream.concat(
            Stream.of(
                "train.input=" + place.resolve("tiles"),
                "train.output=" + place.resolve(output),
                "train.preset=test",
                "train.steps=12",
                "train.batch=4",
                "train.averaging-frequency=3"),
            Stream.of(settings))
        .forEach(setting -> words.addAll(List.of("--set", setting)));
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(place.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
