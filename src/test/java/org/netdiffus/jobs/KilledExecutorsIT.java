package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/**
 * Kills the executors of a pipeline, one in every step, and stops a whole cluster while it trains;
 * what comes out is what comes out of one undisturbed process. Takes minutes, so it is run by
 * {@code mvn -B verify -Dit.test=KilledExecutorsIT -Dnetdiffus.long=true}.
 */
@EnabledIfSystemProperty(named = "netdiffus.long", matches = "true")
@ExtendWith(LocalSpark.class)
class KilledExecutorsIT {
  private static final long SEED = 12;

  /** So many that a cluster which is told to stop is gone before they are done. */
  private static final int STEPS = 60;

  private static final List<String> VERBS =
      List.of("captures", "series", "tiles", "model", "synthetic", "recovered", "report");

  private static final List<String> STEPS_SET = List.of("train.steps=" + STEPS);

  @TempDir private static Path once;
  @TempDir private Path place;

  @BeforeAll
  static void undisturbed() throws Exception {
    new LauncherProcess(once)
        .quickstart(once.resolve("calm"), STEPS_SET, List.of("--", "--master", "local[2]"))
        .endsWell();
  }

  @Test
  void anExecutorKilledInEveryStepChangesNoBit(SparkSession spark) throws Exception {
    LauncherProcess launcher = new LauncherProcess(place);
    Path killed = place.resolve("killed");
    List<String> deaths = killExecutors(launcher, killed);
    assertThat(deaths).as("steps in which an executor was killed").contains("model");
    assertThat(deaths).hasSizeGreaterThanOrEqualTo(4);
    assertThatNothingDiffers(spark, killed);
  }

  @Test
  void aClusterStoppedInTheTrainingChangesNoBit(SparkSession spark) throws Exception {
    LauncherProcess launcher = new LauncherProcess(place);
    Path stopped = place.resolve("stopped");
    String cluster = LauncherProcess.PROJECT.resolve("submit/cluster").toString();
    List<String> start =
        List.of(cluster, "start", "--workers", "3", "--cores", "1", "--memory", "1g");
    List<String> onCluster =
        List.of(
            "--env",
            "standalone",
            "--",
            "--executor-memory",
            "640m",
            "--total-executor-cores",
            "3");
    try {
      launcher.start("cluster.log", start).endsWell();
      launcher.start("cluster.log", List.of(cluster, "status")).endsWell();
      assertThat(Files.readString(place.resolve("cluster.log")))
          .contains("worker-3   runs as process")
          .contains("master:    spark://127.0.0.1:");
      LauncherProcess.Started run = launcher.quickstart(stopped, STEPS_SET, onCluster);
      run.writes(stopped.resolve("model/_work/checkpoints/step-00000004"));
      launcher.start("cluster.log", List.of(cluster, "stop")).endsWell();
      run.endsWithItsCluster();
      assertThat(stopped.resolve("model/_SUCCESS")).doesNotExist();

      launcher.start("cluster.log", start).endsWell();
      launcher.quickstart(stopped, STEPS_SET, onCluster).endsWell();
      assertThat(Files.readString(run.log())).contains("went on from the checkpoint of step ");
      assertThatNothingDiffers(spark, stopped);
    } finally {
      launcher.start("cluster.log", List.of(cluster, "stop")).endsWell();
    }
    assertThat(launcher.start("cluster.log", List.of(cluster, "status")).end()).isEqualTo(1);
  }

  /** Kills an executor a seeded while after each step has begun, and says in which it did. */
  private static List<String> killExecutors(LauncherProcess launcher, Path output)
      throws Exception {
    Random moments = new Random(SEED);
    List<String> deaths = new ArrayList<>();
    LauncherProcess.Started run =
        launcher.quickstart(
            output,
            STEPS_SET,
            List.of("--", "--master", "local-cluster[2,1,1536]", "--executor-memory", "1g"));
    for (String step : VERBS) {
      Path begun = output.resolve(step).resolve("_started.json");
      Path complete = output.resolve(step).resolve("_SUCCESS");
      while (run.process().isAlive() && !Files.exists(begun) && !Files.exists(complete)) {
        run.process().waitFor(2, TimeUnit.MILLISECONDS);
      }
      run.process()
          .waitFor(moments.nextInt(step.equals("model") ? 800 : 150), TimeUnit.MILLISECONDS);
      List<ProcessHandle> executors = LauncherProcess.executors(run.process());
      if (!executors.isEmpty() && !Files.exists(complete)) {
        executors.get(moments.nextInt(executors.size())).destroyForcibly();
        deaths.add(step);
      }
    }
    run.endsWell();
    return deaths;
  }

  private static void assertThatNothingDiffers(SparkSession spark, Path one) throws IOException {
    Path other = once.resolve("calm");
    for (String folder : LauncherProcess.ROWS) {
      assertThat(LauncherProcess.rows(spark, one.resolve(folder)))
          .as(one + " " + folder)
          .isNotEmpty()
          .isEqualTo(LauncherProcess.rows(spark, other.resolve(folder)));
    }
    assertThat(CheckpointContent.of(one.resolve("model"), STEPS))
        .isNotEmpty()
        .containsExactlyEntriesOf(CheckpointContent.of(other.resolve("model"), STEPS));
    assertThat(Files.readString(one.resolve("report/report.json")))
        .isEqualTo(Files.readString(other.resolve("report/report.json")));
  }
}
