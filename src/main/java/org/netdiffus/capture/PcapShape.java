package org.netdiffus.capture;

import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * Records of classic pcap that hold something, were not made longer by their capture, and have a
 * time within their second and within some years of the capture's first. Without the years, bytes
 * four behind each true header look like a header too: where both lengths are the same, the second
 * one leads four behind the next header.
 */
final class PcapShape implements RecordShape {
  private static final int MOST_SECONDS_APART = 320_000_000; // ten years
  private static final int MOST_ORIGINAL_BYTES = 1 << 24;

  private final boolean bigEndian;
  private final int ticksPerSecond;
  private final int headerBytes;
  private final boolean originalFirst;
  private final boolean anyOrder;
  private final long firstSeconds;

  /**
   * @param firstRecord the first record's header, at least its first four bytes
   */
  PcapShape(PcapHeader header, byte[] firstRecord) {
    this.bigEndian = header.order().equals(ByteOrder.BIG_ENDIAN);
    this.ticksPerSecond = header.tick() == TimeUnit.NANOSECONDS ? 1_000_000_000 : 1_000_000;
    this.headerBytes = header.recordHeaderBytes();
    this.originalFirst = header.lengthOrder() == PcapHeader.LengthOrder.ORIGINAL_FIRST;
    this.anyOrder = header.lengthOrder() == PcapHeader.LengthOrder.LESSER_IS_CAPTURED;
    this.firstSeconds = Integer.toUnsignedLong(word(firstRecord, 0));
  }

  @Override
  public int mostBytes() {
    return headerBytes + RecordScanner.MOST_CAPTURED_BYTES;
  }

  @Override
  public int alignment() {
    return 1;
  }

  @Override
  public int lengthAt(byte[] bytes, int at, int limit) {
    if (limit - at < headerBytes) {
      return CUT;
    }
    int first = word(bytes, at + 8);
    int second = word(bytes, at + 12);
    boolean swapped = originalFirst || (anyOrder && Integer.compareUnsigned(first, second) > 0);
    int captured = swapped ? second : first;
    int original = swapped ? first : second;
    boolean plausible =
        captured > 0
            && captured <= RecordScanner.MOST_CAPTURED_BYTES
            && captured <= original
            && original <= MOST_ORIGINAL_BYTES
            && Integer.compareUnsigned(word(bytes, at + 4), ticksPerSecond) < 0
            && Math.abs(Integer.toUnsignedLong(word(bytes, at)) - firstSeconds)
                < MOST_SECONDS_APART;
    return plausible ? headerBytes + captured : NONE;
  }

  private int word(byte[] bytes, int at) {
    int value = Bytes.littleI32(bytes, at);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }
}
