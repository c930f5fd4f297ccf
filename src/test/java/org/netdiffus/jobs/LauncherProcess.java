package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * The commands below {@code submit/} as processes, on a quickstart that takes a minute.
 *
 * @param folder where they are started, and their lines are kept
 * @param environment what they find in it beside the usual
 */
record LauncherProcess(Path folder, Map<String, String> environment) {
  static final Path PROJECT = Path.of("").toAbsolutePath();

  /** The build's own Spark, as a cluster would have it: the shaded jar is sent to executors. */
  static final Path SPARK_HOME = PROJECT.resolve("target/spark-home");

  static final List<String> ROWS = List.of("series", "tiles", "synthetic", "recovered");

  LauncherProcess(Path folder) {
    this(folder, Map.of());
  }

  /** A process whose lines go to a file. */
  record Started(Process process, Path log) {
    /** Waits for its end and returns its exit code. */
    int end() throws InterruptedException {
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("%s ended", log).isTrue();
      return process.exitValue();
    }

    /** Waits until the process has written a file. */
    void writes(Path file) throws IOException, InterruptedException {
      while (!Files.exists(file)) {
        assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as(Files.readString(log)).isFalse();
      }
    }

    /**
     * Ends a driver whose cluster is gone as a user would. One that is told of lost executors in
     * time ends by itself; one whose master goes first says that it waits for it, and does so for
     * ever.
     */
    void endsWithItsCluster() throws IOException, InterruptedException {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        assertThat(Files.readString(log)).contains("Waiting for reconnection");
        process.destroyForcibly();
      }
      assertThat(end()).as(Files.readString(log)).isNotZero();
    }

    void endsWell() throws IOException, InterruptedException {
      int code = end();
      assertThat(code).as(Files.readString(log)).isZero();
    }
  }

  /** The pipeline from simulated captures to a report, through the shaded jar. */
  Started quickstart(Path output, List<String> settings, List<String> options) throws IOException {
    return pipeline("quickstart", output.toString(), settings, options);
  }

  /** The pipeline through the shaded jar; its lines go to a file called as its output. */
  Started pipeline(String verb, String output, List<String> settings, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(PROJECT.resolve("submit/run").toString()));
    command.addAll(SmallPipeline.words(verb, settings));
    command.addAll(List.of("--set", "pipeline.output=" + output));
    command.addAll(options);
    return start(output.substring(output.lastIndexOf('/') + 1) + ".log", command);
  }

  /** A command of the project's with its words. */
  Started start(String log, List<String> command) throws IOException {
    Path lines = folder.resolve(log);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", SPARK_HOME.toString());
    // Of processes that live for a minute, the second compiler takes half.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(lines.toFile()));
    return new Started(builder.start(), lines);
  }

  /** The executors that a driver has started on this machine. */
  static List<ProcessHandle> executors(Process driver) {
    return driver
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** The rows of a run folder as sorted JSON. */
  static List<String> rows(SparkSession spark, Path folder) {
    return rows(spark, folder.toString());
  }

  /** The rows of a run folder on any file system as sorted JSON. */
  static List<String> rows(SparkSession spark, String folder) {
    return spark.read().parquet(folder + "/data").toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }
}
