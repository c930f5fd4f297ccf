package org.netdiffus.spark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.netdiffus.capture.AddressNames;
import org.netdiffus.capture.InternetAddress;
import org.netdiffus.capture.MacAddress;
import org.netdiffus.capture.Packet;

/**
 * A batch of packets as columns of primitive values: what was asked for and nothing else. Nothing
 * is allocated per packet, but for the columns of text and bytes.
 */
final class CaptureBatch implements AutoCloseable {
  static final int MOST_PACKETS = 4096;

  private static final int MOST_BYTES = 4 << 20;

  private final CaptureColumn[] columns;
  private final WritableColumnVector[] vectors;
  private final ConstantColumnVector path =
      new ConstantColumnVector(MOST_PACKETS, DataTypes.StringType);
  private final ColumnarBatch batch;
  private final int snap;
  private final AddressNames names;
  private final boolean asCaptured;

  private int packets;
  private int bytes;

  /**
   * @param schema the columns asked for
   * @param snap most bytes of a frame or payload
   * @param names what addresses are called
   */
  CaptureBatch(StructType schema, int snap, AddressNames names) {
    this.snap = snap;
    this.names = names;
    this.asCaptured = names.equals(AddressNames.AS_CAPTURED);
    List<CaptureColumn> written = new ArrayList<>();
    List<WritableColumnVector> writable = new ArrayList<>();
    List<ColumnVector> all = new ArrayList<>();
    List<CaptureColumn> asked = CaptureColumn.of(schema);
    for (int i = 0; i < asked.size(); i++) {
      StructField field = schema.fields()[i];
      if (asked.get(i) == CaptureColumn.PATH) {
        all.add(path);
      } else {
        WritableColumnVector vector = new OnHeapColumnVector(MOST_PACKETS, field.dataType());
        written.add(asked.get(i));
        writable.add(vector);
        all.add(vector);
      }
    }
    this.columns = written.toArray(new CaptureColumn[0]);
    this.vectors = writable.toArray(new WritableColumnVector[0]);
    this.batch = new ColumnarBatch(all.toArray(new ColumnVector[0]));
  }

  /** Forgets the packets, and starts a batch of those of one file. */
  void start(String file) {
    packets = 0;
    bytes = 0;
    path.setUtf8String(UTF8String.fromString(file));
    for (WritableColumnVector vector : vectors) {
      vector.reset();
    }
  }

  boolean isEmpty() {
    return packets == 0;
  }

  boolean isFull() {
    return packets == MOST_PACKETS || bytes > MOST_BYTES;
  }

  /** The packets so far. */
  ColumnarBatch columns() {
    batch.setNumRows(packets);
    return batch;
  }

  void add(Packet packet) {
    int row = packets++;
    for (int i = 0; i < columns.length; i++) {
      write(columns[i], vectors[i], row, packet);
    }
  }

  private void write(CaptureColumn column, WritableColumnVector vector, int row, Packet packet) {
    switch (column) {
      case PATH -> throw new IllegalStateException("the path is not written");
      case POSITION -> vector.putLong(row, packet.position());
      case TIME_NS -> putLong(vector, row, packet.hasTime(), packet.timeNanos());
      case ORIGINAL_LENGTH -> vector.putLong(row, packet.originalLength());
      case CAPTURED_LENGTH -> vector.putLong(row, packet.capturedLength());
      case LINK_TYPE -> vector.putInt(row, packet.linkType());
      case INTERFACE -> vector.putInt(row, packet.interfaceNumber());
      case SRC_MAC -> putMac(vector, row, packet.hasSourceMac(), packet.sourceMac());
      case DST_MAC -> putMac(vector, row, packet.hasMacAddresses(), packet.destinationMac());
      case VLAN -> putInt(vector, row, packet.hasVlan(), packet.vlan());
      case IP_VERSION -> putInt(vector, row, packet.ipVersion() != 0, packet.ipVersion());
      case SRC ->
          putAddress(vector, row, packet, packet.sourceAddressHigh(), packet.sourceAddressLow());
      case DST ->
          putAddress(
              vector, row, packet, packet.destinationAddressHigh(), packet.destinationAddressLow());
      case SRC_HIGH ->
          putHigh(vector, row, packet, packet.sourceAddressHigh(), packet.sourceAddressLow());
      case SRC_LOW ->
          putLow(vector, row, packet, packet.sourceAddressHigh(), packet.sourceAddressLow());
      case DST_HIGH ->
          putHigh(
              vector, row, packet, packet.destinationAddressHigh(), packet.destinationAddressLow());
      case DST_LOW ->
          putLow(
              vector, row, packet, packet.destinationAddressHigh(), packet.destinationAddressLow());
      case PROTOCOL -> putInt(vector, row, packet.ipVersion() != 0, packet.protocol());
      case SRC_PORT -> putInt(vector, row, packet.hasPorts(), packet.sourcePort());
      case DST_PORT -> putInt(vector, row, packet.hasPorts(), packet.destinationPort());
      case TCP_FLAGS -> putInt(vector, row, packet.hasTcpFlags(), packet.tcpFlags());
      case IP_LENGTH -> putLong(vector, row, packet.ipVersion() != 0, packet.ipLength());
      case OFFLOADED -> putBoolean(vector, row, packet.ipVersion() != 0, packet.isOffloaded());
      case FRAGMENT -> putInt(vector, row, packet.isFragment(), packet.fragmentOffset());
      case PAYLOAD -> putBytes(vector, row, packet.hasPayload(), packet.payload(snap));
      case FRAME -> putBytes(vector, row, true, packet.frame(snap));
    }
  }

  private static void putLong(WritableColumnVector vector, int row, boolean there, long value) {
    if (there) {
      vector.putLong(row, value);
    } else {
      vector.putNull(row);
    }
  }

  private static void putInt(WritableColumnVector vector, int row, boolean there, int value) {
    if (there) {
      vector.putInt(row, value);
    } else {
      vector.putNull(row);
    }
  }

  private static void putBoolean(
      WritableColumnVector vector, int row, boolean there, boolean value) {
    if (there) {
      vector.putBoolean(row, value);
    } else {
      vector.putNull(row);
    }
  }

  private void putBytes(WritableColumnVector vector, int row, boolean there, byte[] value) {
    if (there) {
      vector.putByteArray(row, value);
      bytes += value.length;
    } else {
      vector.putNull(row);
    }
  }

  private void putMac(WritableColumnVector vector, int row, boolean there, long address) {
    putBytes(vector, row, there, text(there ? MacAddress.text(names.ofMac(address)) : ""));
  }

  private void putHigh(WritableColumnVector vector, int row, Packet packet, long high, long low) {
    boolean there = packet.ipVersion() != 0;
    putLong(vector, row, there, there && !asCaptured ? name(high, low).high() : high);
  }

  private void putLow(WritableColumnVector vector, int row, Packet packet, long high, long low) {
    boolean there = packet.ipVersion() != 0;
    putLong(vector, row, there, there && !asCaptured ? name(high, low).low() : low);
  }

  private InternetAddress name(long high, long low) {
    return names.of(new InternetAddress(high, low));
  }

  private void putAddress(
      WritableColumnVector vector, int row, Packet packet, long high, long low) {
    boolean there = packet.ipVersion() != 0;
    putBytes(vector, row, there, text(there ? name(high, low).toString() : ""));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    batch.close();
  }
}
