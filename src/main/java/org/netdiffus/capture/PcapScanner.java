package org.netdiffus.capture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The records of classic pcap:
 *
 * <pre>
 *  0  seconds since 1970-01-01 UTC, unsigned
 *  4  microseconds or nanoseconds within the second; a second or more is carried
 *  8  captured length: bytes of the frame that follow
 * 12  original length of the frame
 * 16  frame (24 in the modified form)
 * </pre>
 *
 * <p>At damage the reading ends: nothing after it tells where a record starts.
 */
final class PcapScanner implements RecordScanner {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final byte[] fileHeader;
  private final ByteWindow window;
  private final byte[] bytes;
  private final FrameView frame;
  private final boolean bigEndian;
  private final int nanosPerTick;
  private final int headerBytes;
  private final PcapHeader.LengthOrder lengthOrder;
  private final int mostCaptured;

  /** Bytes of the current frame beyond the buffer. */
  private long beyond;

  private Optional<Damage> damage = Optional.empty();

  PcapScanner(ByteWindow window, FrameView frame, byte[] fileHeader, PcapHeader header) {
    this.fileHeader = fileHeader.clone();
    this.window = window;
    this.bytes = window.bytes;
    this.frame = frame;
    this.bigEndian = header.order().equals(ByteOrder.BIG_ENDIAN);
    this.nanosPerTick = header.nanosPerTick();
    this.headerBytes = header.recordHeaderBytes();
    this.lengthOrder = header.lengthOrder();
    this.mostCaptured = RecordScanner.mostCaptured(header.linkType());
    frame.moveTo(0, header.linkType());
  }

  @Override
  public boolean advance(long end) throws IOException {
    if (damage.isPresent() || (beyond > 0 && !passFrame())) {
      return false;
    }
    if (window.position() >= end) {
      return false;
    }
    if (!window.fill(headerBytes)) {
      return window.isEmpty() ? false : stop(Damage.Reason.TRUNCATED_HEADER);
    }
    int captured = capturedLength();
    if (Integer.compareUnsigned(captured, mostCaptured) > 0) {
      return stop(Damage.Reason.IMPLAUSIBLE_LENGTH);
    }
    int visible = Math.min(captured, MOST_CAPTURED_BYTES);
    if (!window.fill(headerBytes + visible)) {
      return stop(Damage.Reason.TRUNCATED_RECORD);
    }
    long seconds = Integer.toUnsignedLong(word(0));
    long ticks = Integer.toUnsignedLong(word(4));
    int original = captured == word(8) ? word(12) : word(8);
    frame.moveTo(
        window.position(),
        window.next + headerBytes,
        visible,
        captured,
        Integer.toUnsignedLong(original));
    frame.captureAt(seconds * NANOS_PER_SECOND + ticks * nanosPerTick);
    window.next += headerBytes + visible;
    beyond = (long) captured - visible;
    return true;
  }

  @Override
  public Optional<Damage> damage() {
    return damage;
  }

  @Override
  public long position() {
    return window.position() + beyond;
  }

  @Override
  public boolean standsAtRecord() {
    return damage.isEmpty();
  }

  @Override
  public byte[] preamble() {
    return fileHeader.clone();
  }

  private boolean passFrame() throws IOException {
    boolean passed = window.skip(beyond);
    beyond = 0;
    return passed || stop(Damage.Reason.TRUNCATED_RECORD);
  }

  private boolean stop(Damage.Reason reason) {
    damage = Optional.of(new Damage(reason, window.position()));
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
    int value = Bytes.littleI32(bytes, window.next + offset);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }
}
