package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/**
 * Runs the pipeline through the launcher, once in one process from the build's classes and once
 * with the shaded jar on two executors of their own.
 */
@ExtendWith(LocalSpark.class)
class LocalClusterIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir private Path place;

  @Test
  void theShadedJarOnTwoExecutorsGivesTheRowsAndTheModelOfOneProcess(SparkSession spark)
      throws Exception {
    Path one = place.resolve("one");
    Path two = place.resolve("two");
    quickstart(one, "", "local[2]", List.of());
    FileTime since = Files.getLastModifiedTime(one);
    quickstart(
        two, PROJECT.resolve("target/spark-home").toString(), "local-cluster[2,1,1536]", gpus());

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

  private void quickstart(Path output, String sparkHome, String master, List<String> resources)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(PROJECT.resolve("submit/run").toString(), "quickstart"));
    for (String setting :
        List.of(
            "pipeline.output=" + output,
            "simulate.classes=web-news,iot-light",
            "simulate.traces-per-class=4",
            "extract.length=32",
            "render.size=8",
            "train.preset=test",
            "train.batch=4",
            "train.steps=4",
            "sample.per-class=3",
            "sample.steps=3",
            "evaluate.updates=4",
            "evaluate.seeds=1",
            "evaluate.forest-trees=2")) {
      command.addAll(List.of("--set", setting));
    }
    command.addAll(List.of("--", "--master", master, "--executor-memory", "1g"));
    resources.forEach(resource -> command.addAll(List.of("--conf", resource)));
    Path log = place.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    builder.environment().remove("SPARK_HOME");
    if (!sparkHome.isEmpty()) {
      builder.environment().put("SPARK_HOME", sparkHome);
    }
    int code = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
  }
}
