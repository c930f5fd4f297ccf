package org.netdiffus.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.capture.AddressRule;

/** Makes the readers of a scan's tasks. */
final class CaptureReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final CaptureOptions options;
  private final StructType schema;
  private final PacketSelection selection;
  private final AddressRule addresses;

  CaptureReaderFactory(
      Broadcast<SerializableConfiguration> hadoop,
      CaptureOptions options,
      StructType schema,
      PacketSelection selection,
      AddressRule addresses) {
    this.hadoop = hadoop;
    this.options = options;
    this.schema = schema;
    this.selection = selection;
    this.addresses = addresses;
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
        new CaptureBatch(schema, options.snap(), addresses.names()),
        selection);
  }
}
