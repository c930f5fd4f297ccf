package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.dl4j.DenoiserDescription;
import org.netdiffus.dl4j.TrainedDenoiser;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class TrainDenoiserTest {
  @TempDir private Path place;

  @Test
  void aTrainingLeavesCheckpointsItsLossCurveAndAModelThatPredicts(SparkSession spark)
      throws IOException {
    tiles(spark, 10, 8);

    run(
        "model",
        "train.steps=60",
        "train.batch=8",
        "train.learning-rate=0.01",
        "train.averaging-frequency=5",
        "train.checkpoint-every=25");

    Path model = place.resolve("model");
    assertThat(names(model.resolve("checkpoints")))
        .containsExactly("step-00000050", "step-00000060");
    assertThat(names(model.resolve("checkpoints/step-00000060")))
        .containsExactly("ema.zip", "metrics.jsonl", "model.zip", "state.json");
    List<TrainingMetrics.Line> lines =
        TrainingMetrics.upTo(60, Files.readAllBytes(model.resolve("metrics.jsonl"))).lines();
    assertThat(lines)
        .extracting(TrainingMetrics.Line::step)
        .containsExactly(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60);
    assertThat(lines.get(11).loss()).isLessThan(0.75 * lines.get(0).loss());
    assertThat(lines).allSatisfy(line -> assertThat(line.tilesPerSecond()).isPositive());

    RunRecord record =
        RunFolder.at(model.toString(), spark.sparkContext().hadoopConfiguration()).record();
    assertThat(record.counts())
        .containsEntry("tiles, train", 16L)
        .containsEntry("classes", 2L)
        .containsEntry("parameters", 5469L)
        .containsEntry("tiles seen", 60L * 2 * 8);
    assertThat(record.facts()).containsEntry("labels", "video, web");

    DenoiserDescription description = description(model, 60);
    assertThat(description.labels()).containsExactly("video", "web");
    assertThat(description.step()).isEqualTo(60);
    assertThat(description.settings()).containsEntry("train.steps", "60");
    TileKind template = TileKind.fromJson(description.tiles());
    assertThat(template.size()).isEqualTo(8);
    assertThat(template.points()).isEqualTo(40);
    assertThat(template.features()).containsExactly("size");
    try (InputStream in =
        Files.newInputStream(model.resolve("checkpoints/step-00000060/ema.zip"))) {
      float[] predicted =
          TrainedDenoiser.read(in, description)
              .predict(new float[64], new int[] {999}, new int[] {2});
      assertThat(predicted).hasSize(64);
      for (float value : predicted) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void aTrainingThatIsCutOffEndsAsOneThatWasNot(SparkSession spark) throws IOException {
    tiles(spark, 5, 8);
    String[] settings = {
      "train.steps=12", "train.batch=4", "train.averaging-frequency=2", "train.checkpoint-every=4"
    };
    run("whole", settings);
    SparkContext context = spark.sparkContext();
    SparkListener axe = new Axe(context, place.resolve("cut/_work/checkpoints/step-00000004"));
    context.addSparkListener(axe);
    assertThat(Main.run(arguments("cut", settings))).isEqualTo(1);
    context.removeSparkListener(axe);
    assertThat(place.resolve("cut/checkpoints")).doesNotExist();
    assertThat(place.resolve("cut/_work/checkpoints/step-00000012")).doesNotExist();

    run("cut", settings);

    for (String file : new String[] {"model.zip", "ema.zip"}) {
      assertThat(parameters("cut", file)).isEqualTo(parameters("whole", file));
    }
    assertThat(losses("cut")).isEqualTo(losses("whole"));
  }

  /** Cancels every Spark job once a checkpoint stands. */
  private static final class Axe extends SparkListener {
    private final SparkContext context;
    private final Path checkpoint;

    Axe(SparkContext context, Path checkpoint) {
      this.context = context;
      this.checkpoint = checkpoint;
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      if (Files.exists(checkpoint)) {
        context.cancelAllJobs();
      }
    }
  }

  @Test
  void fewerTilesThanWorkersAreRefused(SparkSession spark) {
    tiles(spark, 2, 8);

    assertRefused(
        3,
        "4 training tiles in "
            + place
            + "/tiles for 5 workers: give more tiles, or fewer"
            + " train.workers.",
        "train.workers=5");
  }

  @Test
  void tilesThatTheNetworkCannotHalveAreRefused(SparkSession spark) {
    tiles(spark, 3, 9);

    assertRefused(
        2,
        "train.preset = test for tiles of 9 pixels (size 9 cannot be halved 1 times; the next"
            + " size that can is 10): give a render.size that the preset takes, or another"
            + " preset.");
  }

  private void assertRefused(int code, String message, String... settings) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments("model", settings))).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("netdiffus: " + message);
    assertThat(place.resolve("model")).doesNotExist();
  }

  private void tiles(SparkSession spark, int traces, int size) {
    SeriesFolder.write(
        spark, place.resolve("series"), SeriesFolder.bursts("size", traces, 40), "size", 3);
    assertThat(
            Main.run(
                "render-tiles",
                "--set",
                "render.input=" + place.resolve("series"),
                "--set",
                "render.output=" + place.resolve("tiles"),
                "--set",
                "render.size=" + size))
        .isZero();
  }

  private void run(String output, String... settings) {
    assertThat(Main.run(arguments(output, settings))).isZero();
  }

  private String[] arguments(String output, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train-denoiser"));
    Stream.concat(
            Stream.of(
                "train.input=" + place.resolve("tiles"),
                "train.output=" + place.resolve(output),
                "train.preset=test"),
            Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments.toArray(String[]::new);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static DenoiserDescription description(Path model, int step) throws IOException {
    return DenoiserDescription.fromJson(
        Files.readString(model.resolve(String.format("checkpoints/step-%08d/state.json", step))));
  }

  private float[] parameters(String output, String file) throws IOException {
    Path model = place.resolve(output);
    try (InputStream in =
        Files.newInputStream(model.resolve("checkpoints/step-00000012/" + file))) {
      return TrainedDenoiser.read(in, description(model, 12))
          .predict(new float[64], new int[] {500}, new int[] {1});
    }
  }

  private List<Double> losses(String output) throws IOException {
    return TrainingMetrics.upTo(
            Integer.MAX_VALUE, Files.readAllBytes(place.resolve(output).resolve("metrics.jsonl")))
        .lines()
        .stream()
        .map(TrainingMetrics.Line::loss)
        .toList();
  }
}
