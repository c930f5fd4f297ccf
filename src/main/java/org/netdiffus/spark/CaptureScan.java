package org.netdiffus.spark;

import java.util.List;
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
import org.netdiffus.capture.AddressRule;

/** One reading of captures: plans the tasks, and gives them what they need. */
final class CaptureScan implements Scan, Batch {
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
    CapturePlan plan = new CapturePlan(options, context().hadoopConfiguration());
    List<FileStatus> files =
        plan.files(paths).stream()
            .filter(file -> selection.takesPath(file.getPath().toString()))
            .toList();
    return plan.partitions(files).toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    Broadcast<SerializableConfiguration> hadoop =
        JavaSparkContext.fromSparkContext(context())
            .broadcast(new SerializableConfiguration(context().hadoopConfiguration()));
    AddressRule addresses =
        PseudonymKey.read(
            "option " + CaptureOptions.PSEUDONYMS,
            options.pseudonyms(),
            context().hadoopConfiguration());
    return new CaptureReaderFactory(hadoop, options, schema, selection, addresses);
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
