package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.spark.CheckpointFolder;
import org.netdiffus.testing.LocalSpark;

/**
 * Kills a real process of the whole pipeline at seeded moments of its steps, of the training most
 * often, and lets it come to its end. {@code -Dnetdiffus.deaths=10} kills it so often in each of
 * the other steps too.
 */
@ExtendWith(LocalSpark.class)
class KilledPipelineTest {
  private static final long SEED = 20;
  private static final List<String> FOLDERS =
      List.of("captures", "series", "tiles", "model", "synthetic", "recovered", "report");
  private static final List<String> ROWS = List.of("series", "tiles", "synthetic", "recovered");
  private static final String MODEL = "model";
  private static final int TRAINING_DEATHS = 10;
  private static final int OTHER_DEATHS = Integer.getInteger("netdiffus.deaths", 1);
  private static final int STEPS = 40;
  private static final int ROUND = 5;

  @TempDir private Path place;
  private final Random moments = new Random(SEED);
  private final List<String> cutOff = new ArrayList<>();

  /** The record of each step since it was first seen complete. */
  private final Map<String, String> records = new HashMap<>();

  @Test
  void aPipelineKilledInItsStepsEndsAsAnUndisturbedOne(SparkSession spark) throws Exception {
    Path calm = place.resolve("calm");
    Process first = start(calm, place.resolve("calm.log"));
    while (!Files.exists(calm.resolve("_lock.json"))) {
      assertThat(first.waitFor(5, TimeUnit.MILLISECONDS)).as("ended without a lock").isFalse();
    }
    assertThat(refusal(calm))
        .startsWith(
            "netdiffus: "
                + calm
                + " is being written by another run (quickstart, process "
                + first.pid())
        .endsWith("): let it end, or name another output.");
    endsWell(first, place.resolve("calm.log"));

    Path killed = place.resolve("killed");
    for (String step : FOLDERS) {
      long nanos = nanosOfWork(calm.resolve(step));
      if (step.equals(MODEL)) {
        for (int death = 0; death < TRAINING_DEATHS; death++) {
          int reached = (STEPS - ROUND) * death / (TRAINING_DEATHS - 1);
          kill(killed, nanos * ROUND / STEPS, begun -> trainingHasReached(killed, begun, reached));
          assertThatWhatIsCompleteIsWhole(spark, killed);
        }
      } else {
        for (int death = 0; death < OTHER_DEATHS; death++) {
          kill(
              killed,
              nanos / 2,
              begun ->
                  Files.exists(killed.resolve(step + "/_started.json"))
                      || Files.exists(killed.resolve(step + "/_SUCCESS")));
          assertThatWhatIsCompleteIsWhole(spark, killed);
        }
      }
    }
    assertThat(cutOff).as("kills in the training").filteredOn(MODEL::equals).hasSizeGreaterThan(6);
    assertThat(Set.copyOf(cutOff)).as("steps in which kills fell").hasSizeGreaterThan(3);
    runToItsEnd(killed, "last.log");
    assertThatWhatIsCompleteIsWhole(spark, killed);

    for (String folder : FOLDERS) {
      assertThat(names(killed.resolve(folder)))
          .as(folder)
          .isEqualTo(names(calm.resolve(folder)))
          .noneMatch(name -> name.startsWith("_work") || name.startsWith("_started"));
    }
    assertThat(losses(killed.resolve(MODEL))).isEqualTo(losses(calm.resolve(MODEL)));
    for (int step : List.of(STEPS - ROUND, STEPS)) {
      assertThat(CheckpointContent.of(killed.resolve(MODEL), step))
          .as("checkpoint of step %d", step)
          .isNotEmpty()
          .containsExactlyEntriesOf(CheckpointContent.of(calm.resolve(MODEL), step));
    }
    for (String rows : ROWS) {
      assertThat(LauncherProcess.rows(spark, killed.resolve(rows)))
          .as(rows)
          .isEqualTo(LauncherProcess.rows(spark, calm.resolve(rows)));
    }
    for (String file : List.of("report.json", "report.html")) {
      assertThat(killed.resolve("report").resolve(file))
          .isNotEmptyFile()
          .hasSameBinaryContentAs(calm.resolve("report").resolve(file));
    }
  }

  /** When a run is ripe to be killed. */
  private interface Ripe {
    /**
     * @param begun when the run began
     */
    boolean since(Instant begun) throws IOException;
  }

  private void runToItsEnd(Path output, String log) throws Exception {
    endsWell(start(output, place.resolve(log)), place.resolve(log));
  }

  private static void endsWell(Process process, Path log) throws Exception {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(log.toString()).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  /** What the same command is told while another process runs it. */
  private static String refusal(Path output) {
    return Printed.onError(
            () -> assertThat(Main.run(words(output).toArray(String[]::new))).isEqualTo(2))
        .lines()
        .filter(line -> line.startsWith("netdiffus: "))
        .findFirst()
        .orElse("");
  }

  /** Kills a run a random while after it is ripe; not one that ends before that. */
  private void kill(Path output, long longestNanos, Ripe ripe) throws Exception {
    Instant begun = Instant.now();
    Process process = start(output, place.resolve("killed.log"));
    boolean ended = false;
    while (!ended && !ripe.since(begun)) {
      ended = process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    if (process.waitFor((long) (longestNanos * moments.nextDouble()), TimeUnit.NANOSECONDS)) {
      assertThat(process.exitValue()).as(Files.readString(place.resolve("killed.log"))).isZero();
      return;
    }
    process.destroyForcibly().waitFor();
    FOLDERS.stream()
        .filter(folder -> Files.exists(output.resolve(folder).resolve("_started.json")))
        .forEach(cutOff::add);
  }

  /** The page is written when the training is begun or taken up; checkpoints are its clock. */
  private static boolean trainingHasReached(Path output, Instant begun, int step)
      throws IOException {
    Path model = output.resolve(MODEL);
    if (Files.exists(model.resolve("_SUCCESS"))) {
      return true;
    }
    Path page = model.resolve("_work/training.html");
    Path checkpoints = model.resolve("_work/checkpoints");
    String wanted = CheckpointFolder.name(step / ROUND * ROUND);
    return Files.exists(page)
        && Files.getLastModifiedTime(page).toInstant().isAfter(begun)
        && (step < ROUND
            || (Files.exists(checkpoints)
                && names(checkpoints).stream().anyMatch(name -> name.compareTo(wanted) >= 0)));
  }

  /** How long the step took, its preparation left out. */
  private static long nanosOfWork(Path folder) throws IOException {
    JsonNode seconds =
        new ObjectMapper().readTree(folder.resolve("run.json").toFile()).path("seconds");
    return (long) (1e9 * (seconds.path("total").asDouble() - seconds.path("prepare").asDouble()));
  }

  /** Reads what a later step would read. */
  private void assertThatWhatIsCompleteIsWhole(SparkSession spark, Path output) throws IOException {
    for (String folder : FOLDERS) {
      Path place = output.resolve(folder);
      if (Files.exists(place.resolve("_SUCCESS"))) {
        // Its timings are those of the run that made it, so a step done over would differ.
        String record = Files.readString(place.resolve("run.json"));
        assertThat(record).isNotEmpty().isEqualTo(records.computeIfAbsent(folder, f -> record));
        if (ROWS.contains(folder)) {
          assertThat(LauncherProcess.rows(spark, place)).isNotEmpty();
        }
      }
    }
  }

  /** Step and loss of each line; the rate at which tiles went through differs. */
  private static List<String> losses(Path model) throws IOException {
    return Files.readAllLines(model.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceFirst(",\"tiles_per_second\":[^,}]*", ""))
        .toList();
  }

  private static Process start(Path output, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Dorg."))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1", // the second compiler would take half of a short life
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(words(output));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  private static List<String> words(Path output) {
    return SmallPipeline.words(
        "quickstart",
        List.of(
            "pipeline.output=" + output,
            "train.steps=" + STEPS,
            "train.averaging-frequency=" + ROUND,
            "train.checkpoint-every=" + ROUND));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
