package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.CheckpointFolder;
import org.netdiffus.testing.LocalSpark;

/** A training that goes on with what an earlier run has left. */
@ExtendWith(LocalSpark.class)
class ResumedTrainingTest {
  private static final String TWELVE = "train.steps=12";
  private static final String CONSTANT = "train.decay=constant";
  private static final String SHORT_WARM_UP = "train.warm-up=0.001";
  private static final String VALIDATING = "train.validation-share=0.2";

  @TempDir private Path place;

  @BeforeEach
  void tiles(SparkSession spark) {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", TileFolder.real(6, 1), 2);
  }

  @Test
  void aTrainingThatIsCutOffEndsAsOneThatWasNot(SparkSession spark) throws IOException {
    run("whole", TWELVE, VALIDATING);
    cutOff(spark, "cut", 4, TWELVE, VALIDATING);

    run("cut", TWELVE, VALIDATING);

    assertThatTheyAreTheSame("cut", "whole", 12);
    String state = "checkpoints/step-00000012/state.json";
    assertThat(Files.readString(place.resolve("cut").resolve(state)))
        .containsPattern("\"validation\"\\s*:\\s*\\[\\s*\\{");
  }

  @Test
  void moreStepsAtAConstantRateMakeACompleteRunLonger() throws IOException {
    run("whole", TWELVE, CONSTANT, SHORT_WARM_UP);
    run("short", "train.steps=4", CONSTANT, SHORT_WARM_UP);

    String printed = run("short", TWELVE, CONSTANT, SHORT_WARM_UP);

    assertThat(printed).contains("went on from the checkpoint of step 4");
    assertThatTheyAreTheSame("short", "whole", 12);
    assertThat(names("short")).isEqualTo(names("whole"));
  }

  @Test
  void aLongerRunThatIsCutOffGoesOnAndTheShorterOneStandsUntilThen(SparkSession spark)
      throws IOException {
    run("whole", TWELVE, CONSTANT, SHORT_WARM_UP);
    run("short", "train.steps=4", CONSTANT, SHORT_WARM_UP);
    cutOff(spark, "short", 8, TWELVE, CONSTANT, SHORT_WARM_UP);
    assertThat(names("short/checkpoints")).containsExactly("step-00000004");
    assertThat(place.resolve("short/_SUCCESS")).exists();

    String printed = run("short", TWELVE, CONSTANT, SHORT_WARM_UP);

    assertThat(printed).contains("went on from the checkpoint of step 8");
    assertThatTheyAreTheSame("short", "whole", 12);
  }

  @Test
  void whatALongerRunHasLeftIsNotLostToAStillLongerOneOrAnother(SparkSession spark)
      throws IOException {
    run("whole", "train.steps=16", CONSTANT, SHORT_WARM_UP);
    run("model", "train.steps=4", CONSTANT, SHORT_WARM_UP);
    cutOff(spark, "model", 8, TWELVE, CONSTANT, SHORT_WARM_UP);

    assertThat(refusal(TWELVE, CONSTANT, SHORT_WARM_UP, "train.seed=2"))
        .contains("holds the beginning of another run (train.seed differ)");
    String printed = run("model", "train.steps=16", CONSTANT, SHORT_WARM_UP);

    assertThat(printed).contains("went on from the checkpoint of step 8");
    assertThatTheyAreTheSame("model", "whole", 16);
  }

  @Test
  void theBeginningOfAShorterRunIsGoneOnWith(SparkSession spark) throws IOException {
    run("whole", "train.steps=16", CONSTANT, SHORT_WARM_UP);
    cutOff(spark, "cut", 4, TWELVE, CONSTANT, SHORT_WARM_UP);

    run("cut", "train.steps=16", CONSTANT, SHORT_WARM_UP);

    assertThatTheyAreTheSame("cut", "whole", 16);
  }

  @Test
  void aRunIsNotMadeLongerWhereThatWouldBeAnotherRun() {
    run("model", "train.steps=4");
    assertThat(refusal("train.steps=8"))
        .contains(
            place.resolve("model")
                + " stands complete from another run (its learning rate fell with train.decay ="
                + " cosine over 4 steps, so it cannot go on to 8): name another output, or give"
                + " --overwrite to replace it.");
    assertThat(refusal("train.steps=2")).contains("stands complete from another run (train.steps");
    assertThat(refusal("train.steps=8", "train.seed=2"))
        .contains("stands complete from another run (train.seed, train.steps differ)");
    assertThat(place.resolve("model/checkpoints/step-00000004")).exists();
  }

  @Test
  void aConstantRateIsNotGoneOnWithInItsWarmUpOrFromAnUnfinishedRound() {
    run("model", "train.steps=4", CONSTANT);
    assertThat(refusal(TWELVE, CONSTANT))
        .contains("another run (its 4 steps ended within the warm-up)");

    run("odd", "train.steps=3", CONSTANT, SHORT_WARM_UP);
    assertThat(errors("odd", TWELVE, CONSTANT, SHORT_WARM_UP))
        .contains(
            "another run (its 3 steps are no multiple of train.averaging-frequency = 2)");
  }

  private void cutOff(SparkSession spark, String output, int step, String... settings) {
    SparkContext context = spark.sparkContext();
    Path checkpoints = place.resolve(output).resolve("_work/checkpoints");
    SparkListener axe = new Axe(context, checkpoints.resolve(CheckpointFolder.name(step)));
    context.addSparkListener(axe);
    assertThat(Main.run(arguments(output, settings))).isEqualTo(1);
    context.removeSparkListener(axe);
    assertThat(checkpoints.resolve(CheckpointFolder.name(step))).exists();
    assertThat(checkpoints.resolve(CheckpointFolder.name(12))).doesNotExist();
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

  private void assertThatTheyAreTheSame(String one, String other, int step) throws IOException {
    assertThat(CheckpointContent.of(place.resolve(one), step))
        .isNotEmpty()
        .containsExactlyEntriesOf(CheckpointContent.of(place.resolve(other), step));
    assertThat(losses(one)).hasSize(step / 2).isEqualTo(losses(other));
  }

  private List<Double> losses(String output) throws IOException {
    byte[] file = Files.readAllBytes(place.resolve(output).resolve("metrics.jsonl"));
    return TrainingMetrics.upTo(Integer.MAX_VALUE, file).lines().stream()
        .map(TrainingMetrics.Line::loss)
        .toList();
  }

  private String refusal(String... settings) {
    return errors("model", settings);
  }

  private String errors(String output, String... settings) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments(output, settings))).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** Runs to the end and returns what was printed. */
  private String run(String output, String... settings) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments(output, settings))).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String[] arguments(String output, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train-denoiser"));
    Stream.concat(
            Stream.of(
                "train.input=" + place.resolve("tiles"),
                "train.output=" + place.resolve(output),
                "train.preset=test",
                "train.batch=4",
                "train.averaging-frequency=2",
                "train.checkpoint-every=4",
                "train.preview-every=0"),
            Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments.toArray(String[]::new);
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(place.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
