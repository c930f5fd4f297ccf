package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

/** Verbs with input and output on HDFS, in blocks smaller than a capture. */
@ExtendWith(LocalSpark.class)
class HdfsPipelineTest {
  private static final int BLOCK_BYTES = 1 << 13;
  private static final RunLock.Timing SHORT =
      new RunLock.Timing(Duration.ofMillis(50), Duration.ofSeconds(1));

  @TempDir private Path folder;

  @Test
  void capturesBecomeTheTilesThereThatTheyBecomeOnALocalDisk(SparkSession spark)
      throws IOException {
    try (MiniDFSCluster cluster = cluster()) {
      cluster.waitActive();
      FileSystem hdfs = cluster.getFileSystem();
      String place = hdfs.getUri().resolve("/runs/all").toString();
      String local = folder.resolve("all").toString();

      for (String output : List.of(local, place)) {
        run(SmallPipeline.words("simulate-captures", List.of("simulate.output=" + output + "/c")));
        run(
            SmallPipeline.words(
                "extract-series",
                List.of("extract.input=" + output + "/c/data", "extract.output=" + output + "/s")));
        run(
            SmallPipeline.words(
                "render-tiles",
                List.of("render.input=" + output + "/s", "render.output=" + output + "/t")));
      }

      assertThat(largestCapture(hdfs, place + "/c/data")).isGreaterThan(2 * BLOCK_BYTES);
      assertThatTheRowsAreThoseOf(local, place, List.of("s", "t"), spark, hdfs);
      lock(hdfs, place + "/lock");
    }
  }

  /** By {@code mvn -B test -Dtest=HdfsPipelineTest -Dnetdiffus.long=true}. */
  @Test
  @EnabledIfSystemProperty(named = "netdiffus.long", matches = "true")
  void everyVerbGivesThereWhatItGivesOnALocalDisk(SparkSession spark) throws IOException {
    try (MiniDFSCluster cluster = cluster()) {
      cluster.waitActive();
      FileSystem hdfs = cluster.getFileSystem();
      String place = hdfs.getUri().resolve("/runs/all").toString();
      String local = folder.resolve("all").toString();

      for (String output : List.of(local, place)) {
        run(SmallPipeline.words("quickstart", List.of("pipeline.output=" + output)));
      }

      assertThat(largestCapture(hdfs, place + "/captures/data")).isGreaterThan(2 * BLOCK_BYTES);
      assertThatTheRowsAreThoseOf(local, place, LauncherProcess.ROWS, spark, hdfs);
    }
  }

  private static void run(List<String> words) {
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
  }

  /** And every run folder there is complete and free. */
  private static void assertThatTheRowsAreThoseOf(
      String local, String place, List<String> folders, SparkSession spark, FileSystem hdfs)
      throws IOException {
    for (String rows : folders) {
      assertThat(LauncherProcess.rows(spark, place + "/" + rows))
          .as(rows)
          .isNotEmpty()
          .isEqualTo(LauncherProcess.rows(spark, local + "/" + rows));
    }
    for (FileStatus step : hdfs.listStatus(path(place))) {
      assertThat(names(hdfs, step.getPath()))
          .as(step.getPath().toString())
          .contains("run.json", "_SUCCESS")
          .noneMatch(name -> name.startsWith("_lock"));
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

  private static org.apache.hadoop.fs.Path path(String text) {
    return new org.apache.hadoop.fs.Path(text);
  }
}
