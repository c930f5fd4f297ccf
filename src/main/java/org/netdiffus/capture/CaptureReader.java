package org.netdiffus.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads the packets of a classic pcap file from its start, one after the other: both byte orders,
 * times in microseconds or nanoseconds, the link types of {@link LinkType}.
 *
 * <pre>
 *  0  seconds since 1970-01-01 UTC, unsigned
 *  4  microseconds or nanoseconds within the second
 *  8  captured length: bytes of the frame that follow
 * 12  original length of the frame
 * 16  frame
 * </pre>
 *
 * <p>Memory is one buffer of 512 KiB, whatever the file says; nothing is allocated per packet. A
 * sub-second part of a second or more is carried into the seconds. Not for use by several threads.
 */
public final class CaptureReader implements Closeable {
  /**
   * The longest captured length that is believed: the largest snap length of the programs that
   * write captures (MAXIMUM_SNAPLEN of libpcap).
   */
  static final int MOST_CAPTURED_BYTES = 262_144;

  private static final int RECORD_HEADER_BYTES = 16;
  private static final int BUFFER_BYTES = 2 * MOST_CAPTURED_BYTES;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final boolean bigEndian;
  private final int nanosPerTick;
  private final CaptureFormat.LengthOrder lengthOrder;
  private final FrameView frame;

  /** Offset in the file of the buffer's first byte. */
  private long bufferPosition = CaptureFormat.FILE_HEADER_BYTES;

  /** Where the next record starts in the buffer. */
  private int next;

  /** Where the bytes read so far end in the buffer. */
  private int limit;

  private Optional<Damage> damage = Optional.empty();

  private CaptureReader(InputStream in, CaptureFormat format) {
    this.in = in;
    this.bigEndian = format.order().equals(ByteOrder.BIG_ENDIAN);
    this.nanosPerTick = format.nanosPerTick();
    this.lengthOrder = format.lengthOrder();
    this.frame = new FrameView(buffer, format.linkType());
  }

  /**
   * Reads the file header. The stream is read in large pieces, so it needs no buffer of its own; it
   * is closed with the reader, and stays the caller's when this method throws.
   *
   * @throws NotACaptureException when the stream holds no capture that can be read
   * @throws IOException when the stream cannot be read
   */
  public static CaptureReader open(InputStream in) throws IOException, NotACaptureException {
    CaptureFormat format = CaptureFormat.read(in.readNBytes(CaptureFormat.FILE_HEADER_BYTES));
    return new CaptureReader(in, format);
  }

  /**
   * Goes to the next packet.
   *
   * @return false at the end of the file and at damage, which {@link #damage} tells apart
   * @throws IOException when the stream cannot be read
   */
  public boolean advance() throws IOException {
    if (damage.isPresent()) {
      return false;
    }
    if (!fill(RECORD_HEADER_BYTES)) {
      return limit == next ? false : stop(Damage.Reason.TRUNCATED_HEADER);
    }
    int captured = capturedLength();
    if (Integer.compareUnsigned(captured, MOST_CAPTURED_BYTES) > 0) {
      return stop(Damage.Reason.IMPLAUSIBLE_LENGTH);
    }
    if (!fill(RECORD_HEADER_BYTES + captured)) {
      return stop(Damage.Reason.TRUNCATED_RECORD);
    }
    long seconds = Integer.toUnsignedLong(word(0));
    long ticks = Integer.toUnsignedLong(word(4));
    int original = captured == word(8) ? word(12) : word(8);
    frame.moveTo(
        next + RECORD_HEADER_BYTES,
        captured,
        Integer.toUnsignedLong(original),
        seconds * NANOS_PER_SECOND + ticks * nanosPerTick);
    next += RECORD_HEADER_BYTES + captured;
    return true;
  }

  /**
   * The packet that the last {@link #advance} went to: always the same object, whose values hold
   * until the next call.
   */
  public Packet packet() {
    return frame;
  }

  /** What ended the reading before the end of the file, if anything did. */
  public Optional<Damage> damage() {
    return damage;
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean stop(Damage.Reason reason) {
    damage = Optional.of(new Damage(reason, bufferPosition + next));
    return false;
  }

  private int capturedLength() {
    int first = word(8);
    int second = word(12);
    return switch (lengthOrder) {
      case CAPTURED_FIRST -> first;
      case ORIGINAL_FIRST -> second;
      case LESSER_IS_CAPTURED -> Integer.compareUnsigned(first, second) > 0 ? second : first;
    };
  }

  /** The word at this offset in the header of the next record. */
  private int word(int offset) {
    int value = (int) LITTLE_INT.get(buffer, next + offset);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }

  /** Reads until this many bytes of the next record are in the buffer; false when the file ends. */
  private boolean fill(int bytes) throws IOException {
    if (limit - next >= bytes) {
      return true;
    }
    System.arraycopy(buffer, next, buffer, 0, limit - next);
    bufferPosition += next;
    limit -= next;
    next = 0;
    while (limit < bytes) {
      int read = in.read(buffer, limit, BUFFER_BYTES - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }
}
