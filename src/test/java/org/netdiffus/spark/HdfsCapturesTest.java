package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.Feature;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.PacketFilter;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.TableColumns;
import org.netdiffus.series.TimeScale;
import org.netdiffus.series.TraceColumn;
import org.netdiffus.series.TraceFormat;
import org.netdiffus.series.TraceRule;
import org.netdiffus.testing.LocalSpark;
import org.netdiffus.testing.MadeCapture;

/** A capture on Hadoop's own small cluster, in blocks that are far smaller than the file. */
@ExtendWith(LocalSpark.class)
class HdfsCapturesTest {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int PACKETS = 60_000;

  @TempDir private Path folder;

  @Test
  void blocksOfHdfsGiveTheSeriesOfTheLocalDiskAndTasksGoWhereTheyAre(SparkSession spark)
      throws IOException {
    Path local = MadeCapture.write(folder.resolve("a.pcap"), PACKETS);
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    settings.setInt("dfs.blocksize", BLOCK_BYTES);
    settings.setInt("dfs.replication", 1);
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(settings)
            .numDataNodes(2)
            .hosts(new String[] {"one.example", "two.example"})
            .build()) {
      cluster.waitActive();
      FileSystem hdfs = cluster.getFileSystem();
      URI place = hdfs.getUri().resolve("/captures/a.pcap");
      hdfs.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(place));
      FileStatus status = hdfs.getFileStatus(new org.apache.hadoop.fs.Path(place));
      assertThat(status.getLen() / status.getBlockSize()).isGreaterThanOrEqualTo(9);

      for (String trace : List.of("file", "flow/window:20s")) {
        List<String> there = rows(spark, place.toString(), trace);
        assertThat(there).isEqualTo(rows(spark, local.toUri().toString(), trace));
        assertThat(there).hasSizeGreaterThanOrEqualTo(trace.equals("file") ? 3 : 900);
      }
      assertThat(spark.read().format("capture").option("splitSize", "1m").load(place.toString()))
          .satisfies(packets -> assertThat(packets.count()).isEqualTo(PACKETS));

      CapturePlan plan =
          new CapturePlan(
              CaptureOptions.of(new CaseInsensitiveStringMap(Map.of("splitSize", "1m"))), settings);
      List<CapturePartition> partitions = plan.partitions(List.of(status));
      assertThat(partitions).hasSizeGreaterThanOrEqualTo(9);
      for (CapturePartition partition : partitions) {
        long start = partition.pieces().get(0).part().start();
        assertThat(partition.preferredLocations())
            .isNotEmpty()
            .isEqualTo(hdfs.getFileBlockLocations(status, start, 1)[0].getHosts());
      }
    }
  }

  private static List<String> rows(SparkSession spark, String path, String trace) {
    ReadRules rules = rules(trace);
    Dataset<Row> read =
        TraceFiles.read(
                spark,
                new InputFiles(
                    "", List.of(new InputFiles.File(path, "a/a.pcap", length(spark, path)))),
                rules,
                new TraceFiles.Grouping(Pattern.compile(""), 1),
                Map.of("splitSize", "1m"))
            .persist();
    List<String> rows =
        new ArrayList<>(
            read.where("trace_id is not null").collectAsList().stream()
                .map(row -> row.getString(0) + Arrays.toString(FloatRows.floats(row, "values")))
                .sorted()
                .toList());
    TraceFiles.files(read).collectAsList().forEach(row -> rows.add(row.json()));
    return rows;
  }

  private static long length(SparkSession spark, String path) {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    try {
      return file.getFileSystem(spark.sparkContext().hadoopConfiguration())
          .getFileStatus(file)
          .getLen();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static ReadRules rules(String trace) {
    return new ReadRules(
        TraceFormat.AUTO,
        PacketFilter.IP,
        Tunnel.OUTER,
        TraceRule.FILES.with(trace).orElseThrow(),
        new ClientSide.FirstSender(),
        new LabelRule.None(),
        new TraceColumn.Auto(),
        TableColumns.COMMON,
        TimeScale.SECONDS,
        new SeriesShape(List.of(Feature.BYTES_DOWN, Feature.BYTES_UP), 1_000_000_000L, 0, 20),
        AddressRule.AS_CAPTURED);
  }
}
