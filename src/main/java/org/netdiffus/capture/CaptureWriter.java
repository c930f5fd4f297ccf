package org.netdiffus.capture;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** Writes frames as a classic pcap file of version 2.4, with the layout that is read here. */
public final class CaptureWriter implements Closeable {
  private static final int RECORD_HEADER_BYTES = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MOST_SECONDS = 0xffff_ffffL;
  private static final PcapHeader COMMON =
      new PcapHeader(
          ByteOrder.LITTLE_ENDIAN,
          TimeUnit.MICROSECONDS,
          LinkTypes.ETHERNET,
          PcapHeader.LengthOrder.CAPTURED_FIRST,
          RECORD_HEADER_BYTES);

  private final OutputStream out;
  private final int snapLength;
  private final int nanosPerTick;
  private final ByteBuffer header;

  private CaptureWriter(OutputStream out, PcapHeader format, int snapLength) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.snapLength = snapLength;
    this.nanosPerTick = format.nanosPerTick();
    this.header = ByteBuffer.allocate(RECORD_HEADER_BYTES).order(format.order());
  }

  /**
   * Writes the header of a little-endian file of Ethernet frames with times in microseconds.
   *
   * @param out where the file goes; closed with the writer
   * @param snapLength most bytes kept of a frame, 1 to 262144
   * @throws IOException when the stream cannot be written
   */
  public static CaptureWriter open(OutputStream out, int snapLength) throws IOException {
    return open(out, COMMON, snapLength);
  }

  static CaptureWriter open(OutputStream out, PcapHeader format, int snapLength)
      throws IOException {
    if (snapLength < 1 || snapLength > RecordScanner.MOST_CAPTURED_BYTES) {
      throw new IllegalArgumentException("snap length " + snapLength + " is outside 1..262144");
    }
    CaptureWriter writer = new CaptureWriter(out, format, snapLength);
    ByteBuffer header =
        ByteBuffer.allocate(PcapHeader.FILE_HEADER_BYTES)
            .order(format.order())
            .putInt(
                format.tick() == TimeUnit.NANOSECONDS
                    ? PcapHeader.NANOSECOND_MAGIC
                    : PcapHeader.MICROSECOND_MAGIC)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(snapLength)
            .putInt(format.linkType());
    writer.out.write(header.array());
    return writer;
  }

  /**
   * Writes one frame, cut at the snap length; its original length is kept.
   *
   * @param timeNanos time in nanoseconds since 1970-01-01 UTC, up to the year 2106; what is below
   *     the file's precision is dropped
   * @param frame the frame in its first {@code length} bytes, which are copied
   * @param length bytes of the frame on the wire
   * @throws IOException when the stream cannot be written
   */
  public void write(long timeNanos, byte[] frame, int length) throws IOException {
    long seconds = Math.floorDiv(timeNanos, NANOS_PER_SECOND);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("time " + timeNanos + " ns does not fit into a capture");
    }
    int captured = Math.min(length, snapLength);
    header
        .clear()
        .putInt((int) seconds)
        .putInt((int) (Math.floorMod(timeNanos, NANOS_PER_SECOND) / nanosPerTick))
        .putInt(captured)
        .putInt(length);
    out.write(header.array());
    out.write(frame, 0, captured);
  }

  /** Writes what is buffered and closes the stream. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
