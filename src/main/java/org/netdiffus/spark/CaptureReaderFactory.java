package org.netdiffus.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the readers of a scan's tasks. */
final class CaptureReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final CaptureOptions options;
  private final StructType schema;
  private final PacketSelection selection;

  CaptureReaderFactory(
      Broadcast<SerializableConfiguration> hadoop,
      CaptureOptions options,
      StructType schema,
      PacketSelection selection) {
    this.hadoop = hadoop;
    this.options = options;
    this.schema = schema;
    this.selection = selection;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("captures are read in columns");
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    return new CaptureBatchReader(
        ((CapturePartition) partition).pieces().iterator(),
        hadoop.value().value(),
        options,
        new CaptureBatch(schema, options.snap()),
        selection);
  }
}
