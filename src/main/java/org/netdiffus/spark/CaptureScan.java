package org.netdiffus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One reading of captures: plans the tasks, and gives them what they need. */
final class CaptureScan implements Scan, Batch {
  /** What opening a file costs, in bytes that could be read in its stead. */
  private static final long OPENING_BYTES = 1L << 20;

  private final List<String> paths;
  private final CaptureOptions options;
  private final StructType schema;
  private final PacketSelection selection;

  CaptureScan(
      List<String> paths, CaptureOptions options, StructType schema, PacketSelection selection) {
    this.paths = paths;
    this.options = options;
    this.schema = schema;
    this.selection = selection;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "capture " + paths + " " + options + " " + selection;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    Configuration configuration = context().hadoopConfiguration();
    CapturePlan plan = new CapturePlan(options, configuration);
    List<InputPartition> partitions = new ArrayList<>();
    List<CapturePiece> small = new ArrayList<>();
    long gathered = 0;
    for (FileStatus file : plan.files(paths)) {
      if (!selection.takesPath(file.getPath().toString())) {
        continue;
      }
      List<CapturePiece> pieces = plan.pieces(file);
      if (pieces.size() > 1 || file.getLen() >= options.splitBytes()) {
        pieces.forEach(
            piece -> partitions.add(new CapturePartition(List.of(piece), hosts(file, piece))));
        continue;
      }
      small.addAll(pieces);
      gathered += OPENING_BYTES + file.getLen();
      if (gathered >= options.splitBytes()) {
        partitions.add(new CapturePartition(List.copyOf(small), List.of()));
        small.clear();
        gathered = 0;
      }
    }
    if (!small.isEmpty()) {
      partitions.add(new CapturePartition(List.copyOf(small), List.of()));
    }
    return partitions.toArray(new InputPartition[0]);
  }

  private static List<String> hosts(FileStatus file, CapturePiece piece) {
    long start = piece.part().start();
    try {
      BlockLocation[] blocks =
          file.getPath()
              .getFileSystem(context().hadoopConfiguration())
              .getFileBlockLocations(file, start, Math.max(1, piece.part().bytes()));
      return blocks == null || blocks.length == 0
          ? List.of()
          : Arrays.stream(blocks[0].getHosts()).filter(host -> !host.equals("localhost")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    Broadcast<SerializableConfiguration> hadoop =
        JavaSparkContext.fromSparkContext(context())
            .broadcast(new SerializableConfiguration(context().hadoopConfiguration()));
    return new CaptureReaderFactory(hadoop, options, schema, selection);
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
