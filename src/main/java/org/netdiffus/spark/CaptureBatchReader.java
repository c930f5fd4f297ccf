package org.netdiffus.spark;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.netdiffus.capture.Packet;

/** The packets of some pieces, in batches that do not go over the end of one. */
final class CaptureBatchReader implements PartitionReader<ColumnarBatch> {
  private final Iterator<CapturePiece> pieces;
  private final Configuration configuration;
  private final CaptureOptions options;
  private final CaptureBatch batch;
  private final PacketSelection selection;
  private Optional<OpenPiece> current = Optional.empty();

  CaptureBatchReader(
      Iterator<CapturePiece> pieces,
      Configuration configuration,
      CaptureOptions options,
      CaptureBatch batch,
      PacketSelection selection) {
    this.pieces = pieces;
    this.configuration = configuration;
    this.options = options;
    this.batch = batch;
    this.selection = selection;
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      if (current.isEmpty()) {
        if (!pieces.hasNext()) {
          return false;
        }
        current = Optional.of(OpenPiece.open(pieces.next(), options.tunnel(), configuration));
      }
      OpenPiece piece = current.get();
      batch.start(piece.path());
      fill(piece);
      if (!batch.isEmpty()) {
        return true;
      }
      finish(piece);
    }
  }

  private void fill(OpenPiece piece) throws IOException {
    boolean every = selection.takesEveryPacket();
    while (!batch.isFull() && piece.advance()) {
      Packet packet = piece.packet();
      if (every || selection.takes(packet)) {
        batch.add(packet);
      }
    }
  }

  private void finish(OpenPiece piece) throws IOException {
    piece.close();
    current = Optional.empty();
    Optional<String> fault = piece.fault();
    if (fault.isPresent() && options.mode() == CaptureOptions.Mode.STRICT) {
      throw new IOException(piece.path() + ": " + fault.get());
    }
  }

  @Override
  public ColumnarBatch get() {
    return batch.columns();
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      current.get().close();
    }
    batch.close();
  }
}
