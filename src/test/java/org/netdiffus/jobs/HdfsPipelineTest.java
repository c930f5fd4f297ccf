package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.LockOwner;
import org.netdiffus.spark.RunLock;
import org.netdiffus.testing.LocalSpark;

/**
 * The whole pipeline with input and output on HDFS, in blocks smaller than a capture. It is run by
 * {@code mvn -B test -Dtest=HdfsPipelineTest -Dnetdiffus.long=true}.
 */
@EnabledIfSystemProperty(named = "netdiffus.long", matches = "true")
@ExtendWith(LocalSpark.class)
class HdfsPipelineTest {
  private static final int BLOCK_BYTES = 1 << 13;
  private static final RunLock.Timing SHORT =
      new RunLock.Timing(Duration.ofMillis(50), Duration.ofSeconds(1));

  @TempDir private Path folder;

  @Test
  void everyVerbGivesThereWhatItGivesOnALocalDisk(SparkSession spark) throws IOException {
    try (MiniDFSCluster cluster = cluster()) {
      cluster.waitActive();
      FileSystem hdfs = cluster.getFileSystem();
      URI place = hdfs.getUri().resolve("/runs/all");
      Path local = folder.resolve("all");

      quickstart(local.toString());
      quickstart(place.toString());

      assertThat(largestCapture(hdfs, place + "/captures/data")).isGreaterThan(2 * BLOCK_BYTES);
      for (String rows : LauncherProcess.ROWS) {
        assertThat(rows(spark, place + "/" + rows))
            .as(rows)
            .isNotEmpty()
            .isEqualTo(rows(spark, local.resolve(rows).toString()));
      }
      for (FileStatus step : hdfs.listStatus(path(place + ""))) {
        assertThat(names(hdfs, step.getPath()))
            .as(step.getPath().toString())
            .contains("run.json", "_SUCCESS")
            .noneMatch(name -> name.startsWith("_lock"));
      }
      lock(hdfs, place + "/lock");
    }
  }

  private static void lock(FileSystem hdfs, String place) throws IOException {
    List<String> said = new ArrayList<>();
    RunLock first = RunLock.take(place, hdfs.getConf(), owner("first"), SHORT, said::add);
    assertThatThrownBy(() -> RunLock.take(place, hdfs.getConf(), owner("second"), SHORT, said::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("/runs/all/lock is being written by another run (first, ");
    first.requireHeld();
    first.close();
    assertThat(hdfs.exists(path(place))).isFalse();
    assertThat(said).isEmpty();

    hdfs.create(path(place + "/_lock.json"), false).close();
    RunLock.take(place, hdfs.getConf(), owner("third"), SHORT, said::add).close();
    assertThat(said).last().asString().contains("over from a run that has ended");
    assertThat(hdfs.exists(path(place))).isFalse();
  }

  private static LockOwner owner(String verb) {
    return LockOwner.self(verb, "app-1", Clock.systemUTC());
  }

  private MiniDFSCluster cluster() throws IOException {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    settings.setInt("dfs.namenode.fs-limits.min-block-size", BLOCK_BYTES);
    settings.setInt("dfs.blocksize", BLOCK_BYTES);
    settings.setInt("dfs.replication", 1);
    return new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
  }

  private static void quickstart(String output) {
    List<String> words = new ArrayList<>(List.of("quickstart"));
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
            "train.averaging-frequency=2",
            "train.preview-every=0",
            "sample.per-class=3",
            "sample.steps=3",
            "evaluate.updates=4",
            "evaluate.seeds=1",
            "evaluate.forest-trees=2")) {
      words.addAll(List.of("--set", setting));
    }
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
  }

  private static long largestCapture(FileSystem hdfs, String captures) throws IOException {
    long largest = 0;
    for (FileStatus label : hdfs.listStatus(path(captures))) {
      if (label.isDirectory()) {
        for (FileStatus file : hdfs.listStatus(label.getPath())) {
          assertThat(file.getBlockSize()).isEqualTo(BLOCK_BYTES);
          largest = Math.max(largest, file.getLen());
        }
      }
    }
    return largest;
  }

  private static List<String> names(FileSystem hdfs, org.apache.hadoop.fs.Path place)
      throws IOException {
    return Arrays.stream(hdfs.listStatus(place)).map(status -> status.getPath().getName()).toList();
  }

  private static List<String> rows(SparkSession spark, String place) {
    return spark.read().parquet(place + "/data").toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private static org.apache.hadoop.fs.Path path(String text) {
    return new org.apache.hadoop.fs.Path(text);
  }
}
