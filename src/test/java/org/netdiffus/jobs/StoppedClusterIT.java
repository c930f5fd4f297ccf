package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/**
 * Stops a standalone cluster of {@code submit/cluster} while it trains. The short form of {@link
 * KilledExecutorsIT}: one worker and one verb.
 */
@ExtendWith(LocalSpark.class)
class StoppedClusterIT {
  /** So many that a cluster which is told to stop is gone before they are done. */
  /**
   * More than are done before the driver is ended: a worker on its way out may start an executor
   * once more, which trains on without it.
   */
  private static final int STEPS = 200;

  private static final String CLUSTER =
      LauncherProcess.PROJECT.resolve("submit/cluster").toString();

  private static final List<String> START =
      List.of(CLUSTER, "start", "--workers", "1", "--cores", "2", "--memory", "1g");

  @TempDir private Path place;

  @Test
  void aTrainingGoesOnToTheSameBitsWhenItsClusterRunsAgain(SparkSession spark) throws Exception {
    TileFolder.write(spark, place.resolve("tiles"), "render-tiles", TileFolder.real(6, 1), 2);
    assertThat(Main.run(words("calm").toArray(String[]::new))).isZero();
    LauncherProcess launcher = new LauncherProcess(place);
    try {
      launcher.start("cluster.log", START).endsWell();
      launcher.start("cluster.log", List.of(CLUSTER, "status")).endsWell();
      assertThat(Files.readString(place.resolve("cluster.log")))
          .contains("worker-1   runs as process", "master:    spark://127.0.0.1:");
      LauncherProcess.Started run = launcher.start("stopped.log", onCluster());
      run.writes(place.resolve("stopped/_work/checkpoints/step-00000004"));
      launcher.start("cluster.log", List.of(CLUSTER, "stop")).endsWell();
      run.endsWithItsCluster();
      assertThat(place.resolve("stopped/_SUCCESS")).doesNotExist();

      launcher.start("cluster.log", START).endsWell();
      launcher.start("stopped.log", onCluster()).endsWell();
      assertThat(Files.readString(run.log())).contains("went on from the checkpoint of step ");
      assertThat(CheckpointContent.of(place.resolve("stopped"), STEPS))
          .isNotEmpty()
          .containsExactlyEntriesOf(CheckpointContent.of(place.resolve("calm"), STEPS));
    } finally {
      launcher.start("cluster.log", List.of(CLUSTER, "stop")).endsWell();
    }
    assertThat(launcher.start("cluster.log", List.of(CLUSTER, "status")).end()).isEqualTo(1);
  }

  private List<String> onCluster() {
    List<String> command =
        new ArrayList<>(List.of(LauncherProcess.PROJECT.resolve("submit/run").toString()));
    command.addAll(words("stopped"));
    command.addAll(List.of("--env", "standalone", "--", "--executor-memory", "640m"));
    return command;
  }

  private List<String> words(String output) {
    List<String> words = new ArrayList<>(List.of("train-denoiser"));
    for (String setting :
        List.of(
            "train.input=" + place.resolve("tiles"),
            "train.output=" + place.resolve(output),
            "train.preset=test",
            "train.batch=4",
            "train.averaging-frequency=2",
            "train.steps=" + STEPS,
            "train.checkpoint-every=4",
            "train.preview-every=0")) {
      words.addAll(List.of("--set", setting));
    }
    return words;
  }
}
