package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** Models that cannot be drawn from or gone on with: what is said, and with which exit code. */
@ExtendWith(LocalSpark.class)
class ModelMistakesTest {
  private static final String ANEW =
      ": let train-denoiser write the model anew, with --overwrite.\n";

  @TempDir private static Path shared;
  @TempDir private Path place;
  private Path checkpoint = Path.of("");

  @BeforeAll
  static void train(SparkSession spark) throws Exception {
    ModelFolder.write(spark, shared.resolve("model"));
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(shared.resolve("model"))) {
      for (Path file : all.toList()) {
        Files.copy(file, place.resolve(shared.relativize(file).toString()));
      }
    }
    checkpoint = place.resolve("model/checkpoints/step-00000006");
  }

  @Test
  void guidanceThatTheModelWasNeverTaughtIsRefused() throws IOException {
    labelDropout("0.0");
    String untaught =
        "netdiffus: sample.guidance = 2.0 for a model of train.label-dropout = 0, which never saw a"
            + " tile without its class: give sample.guidance = 1, or train with"
            + " train.label-dropout above 0.\n";
    assertThat(errors(2, "sample.guidance=2")).isEqualTo(untaught);
    assertThat(errors(2, "sample.guidance=2", "--dry-run")).isEqualTo(untaught);
    assertThat(errors(2, "sample.guidance=0")).contains("sample.guidance = 0.0 for a model");
    assertThat(place.resolve("tiles")).doesNotExist();
    assertThat(errors(0, "sample.guidance=1", "--dry-run")).isEmpty();

    labelDropout("1.0");
    assertThat(errors(2, "sample.guidance=1"))
        .isEqualTo(
            "netdiffus: sample.guidance = 1.0 for a model of train.label-dropout = 1, which never"
                + " saw the class of a tile: give sample.guidance = 0, or train with"
                + " train.label-dropout below 1.\n");
    assertThat(errors(0, "sample.guidance=0", "--dry-run")).isEmpty();
  }

  private void labelDropout(String share) throws IOException {
    Path state = checkpoint.resolve("state.json");
    String before = Files.readString(state);
    String after =
        before.replaceAll(
            "\"train.label-dropout\" : \"[^\"]*\"", "\"train.label-dropout\" : \"" + share + "\"");
    assertThat(after).contains("\"train.label-dropout\" : \"" + share + "\"");
    Files.writeString(state, after);
  }

  @Test
  void networksThatAreCutOffOrLostAreNamed() throws IOException {
    cut(checkpoint.resolve("ema.zip"));
    for (String[] words : List.of(new String[0], new String[] {"--dry-run"})) {
      assertThat(errors(3, words))
          .startsWith("netdiffus: cannot read file:" + checkpoint.resolve("ema.zip") + " (")
          .endsWith(ANEW)
          .hasLineCount(1);
    }

    // Only a task that opens the network sees that something is missing.
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(checkpoint.resolve("ema.zip")))) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(new byte[] {'{', '}'});
    }
    assertThat(errors(3, "sample.output=" + place.resolve("part")))
        .isEqualTo(
            "netdiffus: cannot read file:"
                + checkpoint.resolve("ema.zip")
                + " (the model file is not complete: it has no coefficients.bin)"
                + ANEW);

    Files.delete(checkpoint.resolve("model.zip"));
    assertThat(errors(3, "sample.weights=raw", "sample.output=" + place.resolve("raw")))
        .startsWith("netdiffus: cannot read file:" + checkpoint.resolve("model.zip") + " (")
        .endsWith(ANEW)
        .hasLineCount(1);
  }

  @Test
  void descriptionsThatAreDamagedOrLostAreNamed() throws IOException {
    Path state = checkpoint.resolve("state.json");
    byte[] whole = Files.readAllBytes(state);
    String start = "netdiffus: cannot read " + state + " (";
    for (byte[] damaged :
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            new byte[0],
            new byte[whole.length],
            new String(whole, StandardCharsets.UTF_8)
                .replace("\"order\"", "\"ordre\"")
                .getBytes(StandardCharsets.UTF_8))) {
      Files.write(state, damaged);
      for (String[] words : List.of(new String[0], new String[] {"--dry-run"})) {
        assertThat(errors(3, words)).startsWith(start).endsWith(ANEW).hasLineCount(1);
      }
    }
    Files.delete(state);
    assertThat(errors(3)).startsWith(start).endsWith(ANEW).hasLineCount(1);
  }

  @Test
  void aModelWithoutCheckpointsIsSaidToHaveNone() {
    Path checkpoints = place.resolve("model/checkpoints");
    assertThat(FileUtil.fullyDeleteContents(checkpoints.toFile())).isTrue();
    assertThat(errors(3))
        .isEqualTo("netdiffus: there is no checkpoint in " + place.resolve("model") + ANEW);

    assertThat(FileUtil.fullyDelete(checkpoints.toFile())).isTrue();
    assertThat(errors(3))
        .isEqualTo(
            "netdiffus: "
                + place.resolve("model")
                + " is not complete: let train-denoiser write it first.\n");
  }

  @Test
  void aTrainingNamesWhatItCannotGoOnFromAndGoesOnFromTheCheckpointBefore(SparkSession spark)
      throws IOException {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", TileFolder.real(6, 1), 2);
    assertThat(trained(0, 4)).doesNotContain("netdiffus:");
    Path last = place.resolve("trained/_work/checkpoints/step-00000004");
    String remedy =
        ": remove the folder "
            + last
            + ", and the training goes on from the checkpoint before it, or begins anew where there"
            + " is none.\n";

    Path original = place.resolve("trained/checkpoints/step-00000004/model.zip");
    byte[] model = Files.readAllBytes(original);
    cut(original);
    assertThat(trained(3, 8))
        .startsWith("netdiffus: cannot read " + last + " (model.zip: ")
        .endsWith(remedy)
        .hasLineCount(1);
    Files.write(last.resolve("model.zip"), model);
    for (String name : List.of("ema.zip", "state.json", "metrics.jsonl")) {
      byte[] whole = Files.readAllBytes(last.resolve(name));
      cut(last.resolve(name));
      assertThat(trained(3, 8))
          .startsWith("netdiffus: cannot read " + last)
          .contains(name)
          .endsWith(remedy)
          .hasLineCount(1);
      Files.write(last.resolve(name), whole);
    }

    assertThat(FileUtil.fullyDelete(last.toFile())).isTrue();
    String printed = Printed.by(() -> assertThat(trained(0, 8)).isNotEmpty());
    assertThat(printed).contains("went on from the checkpoint of step 2");
  }

  /** What a training of so many steps says on standard error. */
  private String trained(int code, int steps) {
    return errors(
        code,
        Stream.of(
                "train-denoiser",
                "train.input=" + place.resolve("tiles"),
                "train.output=" + place.resolve("trained"),
                "train.preset=test",
                "train.batch=4",
                "train.averaging-frequency=2",
                "train.checkpoint-every=2",
                "train.decay=constant",
                "train.warm-up=0",
                "train.preview-every=0",
                "train.steps=" + steps)
            .toList());
  }

  /** What drawing from the copied model says on standard error. */
  private String errors(int code, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "sample-tiles",
                "sample.model=" + place.resolve("model"),
                "sample.output=" + place.resolve("tiles"),
                "sample.per-class=1",
                "sample.steps=3",
                "sample.preview=0"));
    all.addAll(List.of(words));
    return errors(code, all);
  }

  private static String errors(int code, List<String> words) {
    List<String> line =
        words.stream()
            .flatMap(word -> word.contains("=") ? Stream.of("--set", word) : Stream.of(word))
            .toList();
    return Printed.onError(() -> assertThat(Main.run(line.toArray(String[]::new))).isEqualTo(code));
  }

  private static void cut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 3));
  }
}
