package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/**
 * Runs the pipeline through the launcher, once in one process from the build's classes and once
 * with the shaded jar on two executors of their own, one of which is killed while it trains.
 */
@ExtendWith(LocalSpark.class)
class LocalClusterIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir private Path place;

  @Test
  void theShadedJarOnTwoExecutorsOfWhichOneDiesGivesTheRowsOfOneProcess(SparkSession spark)
      throws Exception {
    Path one = place.resolve("one");
    Path two = place.resolve("two");
    endsWell(quickstart(one, "", "local[2]", List.of()));
    FileTime since = Files.getLastModifiedTime(one);
    String home = PROJECT.resolve("target/spark-home").toString();
    Process onExecutors = quickstart(two, home, "local-cluster[2,1,1536]", gpus());
    killAnExecutorInTheTraining(onExecutors, two.resolve("model"));
    endsWell(onExecutors);

    for (String folder : List.of("series", "tiles", "synthetic", "recovered")) {
      List<String> rows = LauncherProcess.rows(spark, two.resolve(folder));
      assertThat(rows)
          .as(folder)
          .isNotEmpty()
          .isEqualTo(LauncherProcess.rows(spark, one.resolve(folder)));
    }
    assertThat(Files.readString(two.resolve("model/run.json"))).contains("\"steps\" : 4");
    assertThat(two.resolve("report/report.html")).isNotEmptyFile();
    assertThat(executorLogs(since))
        .containsPattern(
            "computing on the CPU \\(Spark assigned GPU [67], but this build has no CUDA");
  }

  /** A machine with two GPUs, as far as Spark can tell. */
  private List<String> gpus() throws IOException {
    Path script = place.resolve("find-gpus");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"6\", \"7\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return List.of(
        "spark.worker.resource.gpu.amount=2",
        "spark.worker.resource.gpu.discoveryScript=" + script,
        "spark.executor.resource.gpu.amount=1",
        "spark.task.resource.gpu.amount=1");
  }

  /** What the executors that were started since then have logged. */
  private static String executorLogs(FileTime since) throws IOException {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("target/spark-home/work"))) {
      for (Path file : files.filter(path -> path.endsWith("stderr")).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(since) >= 0) {
          logs.append(Files.readString(file));
        }
      }
    }
    return logs.toString();
  }

  private void killAnExecutorInTheTraining(Process driver, Path model) throws Exception {
    while (!Files.exists(model.resolve("_started.json"))) {
      assertThat(driver.waitFor(20, TimeUnit.MILLISECONDS))
          .as(Files.readString(place.resolve("log")))
          .isFalse();
    }
    List<ProcessHandle> executors = LauncherProcess.executors(driver);
    assertThat(executors).hasSize(2);
    assertThat(executors.get(0).destroyForcibly()).isTrue();
    assertThat(model.resolve("_SUCCESS")).doesNotExist();
  }

  private void endsWell(Process process) throws Exception {
    int code = process.waitFor();
    assertThat(code).as(Files.readString(place.resolve("log"))).isZero();
  }

  private Process quickstart(Path output, String sparkHome, String master, List<String> resources)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(PROJECT.resolve("submit/run").toString()));
    command.addAll(SmallPipeline.words("quickstart", List.of("pipeline.output=" + output)));
    command.addAll(List.of("--", "--master", master, "--executor-memory", "1g"));
    resources.forEach(resource -> command.addAll(List.of("--conf", resource)));
    Path log = place.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    builder.environment().remove("SPARK_HOME");
    if (!sparkHome.isEmpty()) {
      builder.environment().put("SPARK_HOME", sparkHome);
    }
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
