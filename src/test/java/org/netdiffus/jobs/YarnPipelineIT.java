package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/**
 * The pipeline on Hadoop's own small clusters, YARN and HDFS: the driver and two executors in
 * containers, captures in many blocks, everything written to HDFS. {@code mvn -B -Pyarn verify}
 * runs it, and brings the part of Spark that talks to YARN.
 */
@EnabledIfSystemProperty(named = "spark-yarn.jar", matches = ".+")
@ExtendWith(LocalSpark.class)
class YarnPipelineIT {
  private static final int BLOCK_BYTES = 1 << 13;

  @TempDir private Path place;

  @Test
  void inClusterModeOnYarnAndHdfsTheRowsAreThoseOfOneProcess(SparkSession spark) throws Exception {
    // For spark-submit and for the containers; a Spark distribution has that part among its jars.
    LauncherProcess launcher =
        new LauncherProcess(
            place, Map.of("SPARK_DIST_CLASSPATH", System.getProperty("spark-yarn.jar")));
    Path local = place.resolve("local");
    Path captures = place.resolve("captures");

    try (MiniDFSCluster storage = storage();
        MiniYARNCluster cluster = cluster(storage)) {
      run(SmallPipeline.words("simulate-captures", List.of("simulate.output=" + captures)));
      FileSystem hdfs = storage.getFileSystem();
      org.apache.hadoop.fs.Path input = new org.apache.hadoop.fs.Path("/captures");
      copyInBlocks(captures.resolve("data"), hdfs, input);
      Path settings = place.resolve("my.conf");
      Files.writeString(settings, "pipeline.captures = \"" + hdfs.getUri() + input + "\"\n");

      String output = hdfs.getUri() + "/runs/there";
      LauncherProcess.Started started =
          launcher.pipeline(
              "run-pipeline", output, List.of(), options(hadoopSettings(cluster), settings));

      assertThat(started.end()).as(Files.readString(started.log()) + containers()).isZero();
      assertThat(closingLine().path("output").asText()).isEqualTo(output);
      assertThat(closingLine().path("steps")).hasSize(6);
      run(
          SmallPipeline.words(
              "run-pipeline",
              List.of("pipeline.captures=" + captures + "/data", "pipeline.output=" + local)));
      for (String rows : LauncherProcess.ROWS) {
        assertThat(LauncherProcess.rows(spark, output + "/" + rows))
            .as(rows)
            .isNotEmpty()
            .isEqualTo(LauncherProcess.rows(spark, local + "/" + rows));
      }
      assertThat(bytes(hdfs, output + "/report/report.json"))
          .isEqualTo(Files.readAllBytes(local.resolve("report/report.json")));
    }
  }

  private static void run(List<String> words) {
    assertThat(Main.run(words.toArray(String[]::new))).isZero();
  }

  private List<String> options(Path hadoop, Path settings) {
    List<String> options = new ArrayList<>();
    options.addAll(
        List.of(
            "--env",
            "yarn",
            "--spark-home",
            LauncherProcess.SPARK_HOME.toString(),
            "--hadoop-conf",
            hadoop.toString(),
            "--conf",
            settings.toString(),
            "--",
            "--deploy-mode",
            "cluster",
            "--driver-memory",
            "1g",
            "--num-executors",
            "2",
            "--executor-cores",
            "1",
            "--executor-memory",
            "640m",
            "--conf",
            "spark.executor.memoryOverhead=1g",
            "--conf",
            "spark.yarn.maxAppAttempts=1",
            "--conf",
            "spark.yarn.jars=local:" + LauncherProcess.SPARK_HOME + "/jars/*",
            "--conf",
            "spark.sql.shuffle.partitions=2",
            // Its filter for YARN's proxy is one more jar of a distribution.
            "--conf",
            "spark.ui.enabled=false"));
    // Containers start without this process's environment, and OpenBLAS would take other kernels.
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("OPENBLAS_")) {
                for (String place : List.of("spark.executorEnv.", "spark.yarn.appMasterEnv.")) {
                  options.addAll(List.of("--conf", place + name + "=" + value));
                }
              }
            });
    return options;
  }

  private MiniDFSCluster storage() throws IOException {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, place.resolve("hdfs").toString());
    settings.setInt("dfs.namenode.fs-limits.min-block-size", BLOCK_BYTES);
    settings.setInt("dfs.replication", 1);
    MiniDFSCluster storage = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    storage.waitActive();
    return storage;
  }

  private MiniYARNCluster cluster(MiniDFSCluster storage) {
    Configuration settings = new YarnConfiguration();
    settings.set("fs.defaultFS", storage.getURI().toString());
    settings.setInt("dfs.replication", 1);
    // What capacity-scheduler.xml says, which the mini cluster's jar lacks.
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
    settings.setInt("yarn.scheduler.capacity.maximum-am-resource-percent", 1);
    settings.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 8192);
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", 4);
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    settings.setInt("yarn.nodemanager.delete.debug-delay-sec", 600);
    // A disk that is nearly full is no reason to refuse a small run.
    settings.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    System.setProperty("test.build.data", place.resolve("yarn").toString());
    MiniYARNCluster cluster = new MiniYARNCluster("cluster", 1, 1, 1);
    cluster.init(settings);
    cluster.start();
    return cluster;
  }

  /** A folder for {@code --hadoop-conf}. */
  private Path hadoopSettings(MiniYARNCluster cluster) throws IOException {
    Path folder = Files.createDirectories(place.resolve("hadoop"));
    for (String name : List.of("core-site.xml", "yarn-site.xml")) {
      try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
        cluster.getConfig().writeXml(file);
      }
    }
    return folder;
  }

  /** Each capture in blocks that are far smaller than it. */
  private static void copyInBlocks(Path captures, FileSystem hdfs, org.apache.hadoop.fs.Path place)
      throws IOException {
    long largest = 0;
    try (Stream<Path> all = Files.walk(captures)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        org.apache.hadoop.fs.Path there =
            new org.apache.hadoop.fs.Path(place, captures.relativize(file).toString());
        try (OutputStream out = hdfs.create(there, true, 4096, (short) 1, BLOCK_BYTES)) {
          Files.copy(file, out);
        }
        FileStatus status = hdfs.getFileStatus(there);
        assertThat(status.getBlockSize()).isEqualTo(BLOCK_BYTES);
        largest = Math.max(largest, status.getLen());
      }
    }
    assertThat(largest).isGreaterThan(2 * BLOCK_BYTES);
  }

  private static byte[] bytes(FileSystem hdfs, String file) throws IOException {
    try (InputStream in = hdfs.open(new org.apache.hadoop.fs.Path(file))) {
      return in.readAllBytes();
    }
  }

  /** What the driver has printed last, in its container. */
  private JsonNode closingLine() throws IOException {
    for (Path log : logs("stdout")) {
      List<String> lines = Files.readAllLines(log);
      if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("{\"verb\"")) {
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
      }
    }
    throw new AssertionError("no container has printed a closing line" + containers());
  }

  private List<Path> logs(String name) throws IOException {
    try (Stream<Path> all = Files.walk(place.resolve("yarn"))) {
      return all.filter(file -> file.endsWith(name)).sorted().toList();
    }
  }

  /** The ends of what the containers have said. */
  private String containers() throws IOException {
    StringBuilder said = new StringBuilder();
    for (Path log : logs("stderr")) {
      String text = Files.readString(log);
      said.append("\n--- ").append(log).append('\n');
      said.append(text.substring(Math.max(0, text.length() - 20_000)));
    }
    return said.toString();
  }
}
