package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** The commands below {@code submit/} as processes, on a quickstart that takes a minute. */
record LauncherProcess(Path folder) {
  static final Path PROJECT = Path.of("").toAbsolutePath();

  /** The build's own Spark, as a cluster would have it: the shaded jar is sent to executors. */
  static final Path SPARK_HOME = PROJECT.resolve("target/spark-home");

  static final List<String> ROWS = List.of("series", "tiles", "synthetic", "recovered");

  private static final List<String> SMALL =
      List.of(
          "simulate.classes=web-news,iot-light",
          "simulate.traces-per-class=4",
          "extract.length=32",
          "render.size=8",
          "train.preset=test",
          "train.batch=4",
          "train.averaging-frequency=2",
          "train.checkpoint-every=2",
          "sample.per-class=3",
          "sample.steps=3",
          "evaluate.updates=4",
          "evaluate.seeds=1",
          "evaluate.forest-trees=2");

  /** A process whose lines go to a file. */
  record Started(Process process, Path log) {
    /** Waits for its end and returns its exit code. */
    int end() throws InterruptedException {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("%s ended", log).isTrue();
      return process.exitValue();
    }

    void endsWell() throws IOException, InterruptedException {
      int code = end();
      assertThat(code).as(Files.readString(log)).isZero();
    }
  }

  /** The pipeline from simulated captures to a report, through the shaded jar. */
  Started quickstart(Path output, List<String> settings, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(PROJECT.resolve("submit/run").toString(), "quickstart"));
    command.addAll(List.of("--set", "pipeline.output=" + output));
    SMALL.forEach(setting -> command.addAll(List.of("--set", setting)));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    command.addAll(options);
    return start(output.getFileName() + ".log", command);
  }

  /** A command of the project's with its words. */
  Started start(String log, List<String> command) throws IOException {
    Path lines = folder.resolve(log);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", SPARK_HOME.toString());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(lines.toFile()));
    return new Started(builder.start(), lines);
  }

  /** The rows of a run folder as sorted JSON. */
  static List<String> rows(SparkSession spark, Path folder) {
    return spark.read().parquet(folder.resolve("data").toString()).toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }
}
