package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code submit/run} as a user does. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("submit/run").toAbsolutePath();

  private record Result(int code, String out, String err) {}

  @TempDir Path folder;

  @Test
  void everyVerbStandsInItsHelp() throws Exception {
    List<String> verbs =
        Stream.concat(
                Verb.ALL.stream().map(Verb::name),
                Stream.concat(
                    Stream.of(PipelineVerb.values()).map(PipelineVerb::verb),
                    Stream.of(
                        RunExperiment.NAME,
                        DescribeCaptures.NAME,
                        IndexCaptures.NAME,
                        VerifySplits.NAME)))
            .toList();
    Result help = run(List.of(LAUNCHER.toString()));
    assertThat(help.code()).isZero();
    assertThat(
            Pattern.compile("(?m)^  ([a-z]+(-[a-z]+)?)  +\\w.*$")
                .matcher(help.out())
                .results()
                .map((MatchResult found) -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(verbs);
  }

  @Test
  void itStartsFromAnotherFolderThroughALinkAndGivesItsExitCodeBack() throws Exception {
    Path link = Files.createDirectory(folder.resolve("my links")).resolve("net diffus");
    Files.createSymbolicLink(link, LAUNCHER);
    Result done = run(List.of(link.toString(), "run-pipeline", "--explain"));
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("pipeline.captures =");
    Result mistake = run(List.of(link.toString(), "run-pipeline", "--set", "render.sise=3"));
    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).contains("did you mean render.size?");
  }

  @Test
  void theCommandThatADryRunPrintsIsTheOneThatRuns() throws Exception {
    Result dry = run(List.of(LAUNCHER.toString(), "run-pipeline", "--explain", "--dry-run"));
    assertThat(dry.code()).as(dry.err()).isZero();
    String command = dry.out().substring(0, dry.out().indexOf("pipeline.captures ="));
    assertThat(command).contains("bin/spark-submit").doesNotContain("--dry-run");
    Result pasted = run(List.of("bash", "-c", command));
    assertThat(pasted.code()).as(pasted.err()).isZero();
    assertThat(pasted.out()).contains("pipeline.captures =");
  }

  @Test
  void theCommandThatTheDagBuildsRuns() throws Exception {
    SchedulerFilesTest.assumePython();
    Result simulated =
        run(
            List.of(
                LAUNCHER.toString(),
                "simulate-captures",
                "--set",
                "simulate.output=" + folder.resolve("simulated"),
                "--set",
                "simulate.classes=web-news,iot-light",
                "--set",
                "simulate.traces-per-class=2"));
    assertThat(simulated.code()).as(simulated.err()).isZero();
    Files.createSymbolicLink(folder.resolve("captures"), folder.resolve("simulated/data"));

    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    for (JsonNode task :
        SchedulerFilesTest.tasks(folder.toString(), Path.of("jobs/settings").toAbsolutePath())) {
      JsonNode arguments = task.get("arguments");
      if (arguments.get("task_id").asText().equals("extract-series")) {
        arguments.get("application_args").forEach(word -> command.add(word.asText()));
      }
    }
    Result extracted = run(command);

    assertThat(extracted.code()).as(extracted.err()).isZero();
    assertThat(folder.resolve("output/series/_SUCCESS")).exists();
  }

  @Test
  void executorsAreBoundedByTheirHeapAndOverheadTogether() throws Exception {
    Result dry =
        run(
            List.of(
                LAUNCHER.toString(),
                "run-pipeline",
                "--explain",
                "--dry-run",
                "--env",
                "standalone",
                "--",
                "--master",
                "spark://nowhere:7077",
                "--executor-memory",
                "2g",
                "--conf",
                "spark.executor.memoryOverhead=1536",
                "--conf",
                "spark.executor.extraJavaOptions=-Dmine=1"));
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.err())
        .contains("each executor: heap 2g, outside it 1536, whole process at most 3360m");
    assertThat(dry.out())
        .contains("spark.executor.memoryOverhead=1536")
        .contains(
            "'spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxphysicalbytes=3360m"
                + " -Dmine=1'");
  }

  @Test
  void whatTheEnvironmentMaySayCanBeGivenAsAnOption() throws Exception {
    Path events = folder.resolve("event logs");
    Result dry =
        run(
            List.of(
                LAUNCHER.toString(),
                "run-pipeline",
                "--explain",
                "--dry-run",
                "--threads",
                "3",
                "--events",
                events.toString(),
                "--",
                "--master",
                "local[5]"));
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .startsWith("OMP_NUM_THREADS=3 ")
        .contains("spark.eventLog.dir=file://" + events)
        .contains("forecast.cores = 5    (argument --set forecast.cores)");
    assertThat(events).isDirectory();
    Result spark = run(List.of(LAUNCHER.toString(), "quickstart", "--spark-home", "/nowhere"));
    assertThat(spark.code()).isEqualTo(2);
    assertThat(spark.err()).startsWith("netdiffus: SPARK_HOME=/nowhere holds no Spark 3.5");
    Result java = run(List.of(LAUNCHER.toString(), "quickstart", "--java-home=/nowhere"));
    assertThat(java.code()).isEqualTo(2);
    assertThat(java.err()).startsWith("netdiffus: no Java found (/nowhere/bin/java)");
    Result threads = run(List.of(LAUNCHER.toString(), "quickstart", "--threads", "many"));
    assertThat(threads.err()).isEqualTo("netdiffus: --threads many: give a whole number from 1.\n");
  }

  @Test
  void whatKubernetesWouldRefuseLaterIsRefusedAtOnceInOneLine() throws Exception {
    String master = "k8s://https://127.0.0.1:6443";
    assertThat(kubernetes("--master", "https://127.0.0.1:6443"))
        .startsWith("netdiffus: --env k8s with the master https://127.0.0.1:6443: give the API");
    assertThat(kubernetes()).contains("the master (none)");
    assertThat(kubernetes("--master", master, "--conf", "spark.kubernetes.container.image=Not An"))
        .contains("spark.kubernetes.container.image = Not An is no name of an image");
    assertThat(kubernetes("--master", master, "--conf", "spark.kubernetes.namespace=My_Space"))
        .contains("spark.kubernetes.namespace = My_Space is no name of a namespace");
    assertThat(kubernetes("--master", master, "--deploy-mode", "cluster"))
        .contains("leaves the jar and the settings files on this machine");
    assertThat(kubernetes("--master", master)).contains("needs a Spark distribution");
  }

  private String kubernetes(String... sparkOptions) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(LAUNCHER.toString(), "quickstart", "--env", "k8s", "--"));
    command.addAll(List.of(sparkOptions));
    Result refused = run(command);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
    return refused.err();
  }

  @Test
  void everyBenchInItsHelpHasAClass() throws Exception {
    Path bench = LAUNCHER.resolveSibling("bench");
    Result help = run(List.of(bench.toString(), "--help"));
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("train ", "sample ", "memory ");
    List<String> classes =
        Pattern.compile("(?m)^[a-z]+ +(org\\.netdiffus\\.\\S+) ")
            .matcher(Files.readString(bench))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(classes).hasSizeGreaterThanOrEqualTo(3);
    assertThat(classes)
        .allSatisfy(
            name -> assertThat(Path.of("src/jmh/java", name.replace('.', '/') + ".java")).exists());
    Result mistake = run(List.of(bench.toString(), "nothing"));
    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err())
        .startsWith("netdiffus: no bench is called nothing: give one of train");
  }

  @Test
  void mistakesOfTheLaunchersOwnAreOneLineAndEndWithTwo() throws Exception {
    Result where = run(List.of(LAUNCHER.toString(), "run-pipeline", "--env", "moon"));
    assertThat(where.code()).isEqualTo(2);
    Result what = run(List.of(LAUNCHER.toString(), "frobnicate"));
    assertThat(what.code()).isEqualTo(2);
    assertThat(what.err())
        .isEqualTo("netdiffus: there is no verb frobnicate: submit/run alone lists them.\n");
    assertThat(where.err())
        .isEqualTo("netdiffus: --env moon is unknown: give local, standalone, yarn, k8s or gpu.\n");
  }

  @Test
  void keysOfAStoreAreNotPrintedWithTheCommand() throws Exception {
    Result dry =
        run(
            List.of(
                LAUNCHER.toString(),
                "run-pipeline",
                "--explain",
                "--dry-run",
                "--",
                "--conf",
                "spark.hadoop.fs.s3a.secret.key=hush"));
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out() + dry.err())
        .contains("spark.hadoop.fs.s3a.secret.key=NOT-SHOWN")
        .doesNotContain("hush");
  }

  @Test
  void mistakesInTheSizesOfAClusterAreOneLineAndStartNothing() throws Exception {
    String cluster = LAUNCHER.resolveSibling("cluster").toString();
    for (String[] wrong :
        new String[][] {
          {"--memory", "lots"}, {"--memory", "2"}, {"--cores", "0"}, {"--workers", "100"}
        }) {
      Result mistake = run(List.of(cluster, "start", wrong[0], wrong[1]));
      assertThat(mistake.code()).isEqualTo(2);
      assertThat(mistake.err()).startsWith("netdiffus: " + wrong[0] + " " + wrong[1] + ": give a ");
    }
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Result(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
