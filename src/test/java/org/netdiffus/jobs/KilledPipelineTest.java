package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** Kills a real process of the whole pipeline at seeded moments and lets it come to its end. */
@ExtendWith(LocalSpark.class)
class KilledPipelineTest {
  private static final long SEED = 20;
  private static final List<String> FOLDERS =
      List.of("captures", "series", "tiles", "model", "synthetic", "recovered", "report");
  private static final List<String> ROWS = List.of("series", "tiles", "synthetic", "recovered");

  @Test
  void aPipelineKilledTenTimesEndsAsAnUndisturbedOne(SparkSession spark, @TempDir Path place)
      throws Exception {
    Path calm = place.resolve("calm");
    long started = System.nanoTime();
    assertThat(start(calm, place.resolve("calm.log")).waitFor(5, TimeUnit.MINUTES)).isTrue();
    long nanos = System.nanoTime() - started;

    Path killed = place.resolve("killed");
    Random moments = new Random(SEED);
    Set<String> cutOff = new TreeSet<>();
    for (int deaths = 0; deaths < 10; ) {
      Process process = start(killed, place.resolve("killed.log"));
      // Later runs begin where the killed one ended; after one that came to its end all is to do.
      long moment = (long) (nanos * (0.2 + 0.5 * moments.nextDouble()));
      if (process.waitFor(moment, TimeUnit.NANOSECONDS)) {
        assertThat(process.exitValue()).as(Files.readString(place.resolve("killed.log"))).isZero();
        delete(killed);
      } else {
        process.destroyForcibly().waitFor();
        deaths++;
        FOLDERS.stream()
            .filter(folder -> Files.exists(killed.resolve(folder).resolve("_started.json")))
            .forEach(cutOff::add);
      }
      assertThatWhatIsCompleteIsWhole(spark, killed);
    }
    assertThat(cutOff).as("steps in which the kills fell").hasSizeGreaterThanOrEqualTo(3);
    Process last = start(killed, place.resolve("last.log"));
    assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(place.resolve("last.log"))).isZero();

    for (String folder : FOLDERS) {
      assertThat(names(killed.resolve(folder)))
          .as(folder)
          .isEqualTo(names(calm.resolve(folder)))
          .noneMatch(name -> name.startsWith("_work") || name.startsWith("_started"));
    }
    assertThat(losses(killed.resolve("model"))).isEqualTo(losses(calm.resolve("model")));
    for (String rows : ROWS) {
      assertThat(rows(spark, killed.resolve(rows)))
          .as(rows)
          .isEqualTo(rows(spark, calm.resolve(rows)));
    }
  }

  /** Reads what a later step would read. */
  private static void assertThatWhatIsCompleteIsWhole(SparkSession spark, Path output) {
    for (String folder : FOLDERS) {
      Path place = output.resolve(folder);
      if (Files.exists(place.resolve("_SUCCESS"))) {
        assertThat(place.resolve("run.json")).isNotEmptyFile();
        if (ROWS.contains(folder)) {
          assertThat(rows(spark, place)).isNotEmpty();
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
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
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "quickstart"));
    for (String setting :
        List.of(
            "pipeline.output=" + output,
            "simulate.classes=web-news,iot-light",
            "simulate.traces-per-class=6",
            "extract.length=32",
            "render.size=8",
            "train.preset=test",
            "train.batch=4",
            "train.steps=40",
            "train.checkpoint-every=10",
            "sample.per-class=4",
            "sample.steps=5",
            "evaluate.updates=10",
            "evaluate.seeds=1",
            "evaluate.forest-trees=5")) {
      command.addAll(List.of("--set", setting));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rows(SparkSession spark, Path folder) {
    return spark.read().parquet(folder.resolve("data").toString()).toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }
}
