package org.netdiffus.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of pcapng (draft-ietf-opsawg-pcapng):
 *
 * <pre>
 *  0  type           section header 0x0a0d0d0a, interface 1, packet 2 (obsolete), simple packet 3,
 *                    enhanced packet 6; others are passed over
 *  4  length         of the whole block; some writers leave out the padding to a multiple of 4
 *  8  body
 * -4  length         again
 * </pre>
 *
 * <p>A section header says the byte order and forgets the interfaces. A block whose frame of
 * lengths is sound and whose content is not is left out. Where the lengths themselves are not
 * sound, the reading goes on at the next section header, whose magic number was made for that.
 */
final class PcapngScanner implements RecordScanner {
  static final int SECTION = 0x0a0d0d0a;
  static final int LEAST_SECTION_BYTES = 28;

  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  static final int LEAST_BLOCK_BYTES = 12;

  /** As Wireshark: the largest packet and 128 KiB of options. */
  static final int MOST_BLOCK_BYTES = MOST_LARGE_CAPTURED_BYTES + (128 << 10) + 32;

  private static final int MOST_INTERFACES = 1 << 16;
  private static final int INTERFACE_BYTES = 44; // with two options, as a preamble has it
  private static final int OPTION_RESOLUTION = 9;
  private static final int OPTION_OFFSET = 14;
  private static final int MICROSECONDS = 6;

  private final ByteWindow window;
  private final byte[] bytes;
  private final FrameView frame;
  private final List<CapturedInterface> interfaces = new ArrayList<>();

  private boolean bigEndian;
  private boolean lost;
  private long beyond;
  private Optional<Damage> damage = Optional.empty();

  PcapngScanner(ByteWindow window, FrameView frame) {
    this.window = window;
    this.bytes = window.bytes;
    this.frame = frame;
  }

  /** Whether a section header that can be read stands at the start, whole. */
  boolean startsWithSection() throws IOException {
    if (!section()) {
      return false;
    }
    return word(4) <= bytes.length - 3
        ? isWhole(padded(word(4)))
        : lose(Damage.Reason.IMPLAUSIBLE_LENGTH);
  }

  @Override
  public boolean advance(long end) throws IOException {
    while (true) {
      if (beyond > 0 && !passBlock()) {
        return false;
      }
      if (lost && !findSection(end)) {
        return false;
      }
      if (window.position() >= end) {
        return false;
      }
      if (!window.fill(LEAST_BLOCK_BYTES)) {
        if (!window.isEmpty()) {
          note(Damage.Reason.TRUNCATED_HEADER);
          window.next = window.limit;
        }
        return false;
      }
      int type = word(0);
      if (type == SECTION && !section()) {
        continue;
      }
      if (word(4) < LEAST_BLOCK_BYTES || word(4) > MOST_BLOCK_BYTES) {
        lose(Damage.Reason.IMPLAUSIBLE_LENGTH);
        continue;
      }
      int length = padded(word(4));
      if (!isWhole(length)) {
        continue;
      }
      if (read(type, length)) {
        return true;
      }
    }
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
    return !lost;
  }

  /** The section header and the interfaces since, each with what its packets need. */
  @Override
  public byte[] preamble() {
    ByteBuffer made =
        ByteBuffer.allocate(LEAST_SECTION_BYTES + INTERFACE_BYTES * interfaces.size())
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    made.putInt(SECTION).putInt(LEAST_SECTION_BYTES).putInt(BYTE_ORDER_MAGIC);
    made.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(LEAST_SECTION_BYTES);
    for (CapturedInterface described : interfaces) {
      made.putInt(INTERFACE).putInt(INTERFACE_BYTES);
      made.putShort((short) described.linkType()).putShort((short) 0);
      made.putInt(described.snapLength());
      made.putShort((short) OPTION_RESOLUTION).putShort((short) 1);
      made.put((byte) described.resolution()).put(new byte[3]);
      made.putShort((short) OPTION_OFFSET).putShort((short) 8).putLong(described.offsetSeconds());
      made.putInt(0).putInt(INTERFACE_BYTES);
    }
    return made.array();
  }

  /**
   * Whether the block is there and ends as it starts. Of one beyond the buffer it is the passing
   * that shows.
   */
  private boolean isWhole(int length) throws IOException {
    if (length > bytes.length) {
      if (!window.fill(bytes.length)) {
        return truncated();
      }
      return true;
    }
    if (!window.fill(length)) {
      return truncated();
    }
    return word(length - 4) == word(4) || lose(Damage.Reason.CONTRADICTORY_LENGTH);
  }

  /** Reads the block in the window and goes behind it; true when it is a packet. */
  private boolean read(int type, int length) {
    int visible = Math.min(length, bytes.length);
    boolean packet =
        switch (type) {
          case SECTION -> {
            interfaces.clear();
            yield false;
          }
          case INTERFACE -> describe(length, visible);
          case ENHANCED_PACKET -> enhanced(length);
          case OBSOLETE_PACKET -> obsolete(length);
          case SIMPLE_PACKET -> simple(length);
          default -> false;
        };
    window.next += visible;
    beyond = (long) length - visible;
    return packet;
  }

  /** Takes the byte order of a section header; false when it is none that can be read. */
  private boolean section() throws IOException {
    if (!window.fill(LEAST_SECTION_BYTES)) {
      return truncated();
    }
    if (!isOrdered()) {
      return lose(Damage.Reason.UNKNOWN_SECTION);
    }
    int length = word(4);
    if (length < LEAST_SECTION_BYTES) {
      return lose(Damage.Reason.IMPLAUSIBLE_LENGTH);
    }
    return isKnownVersion() || lose(Damage.Reason.UNKNOWN_SECTION);
  }

  /** Takes the byte order from the magic number of a section header. */
  private boolean isOrdered() {
    int magic = Bytes.i32(bytes, window.next + 8);
    if (magic == BYTE_ORDER_MAGIC || magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
      bigEndian = magic == BYTE_ORDER_MAGIC;
      return true;
    }
    return false;
  }

  private boolean isKnownVersion() {
    int major = half(12);
    int minor = half(14);
    return major == 1 && (minor == 0 || minor == 2); // 1.2 was written for 1.0
  }

  private boolean describe(int length, int visible) {
    if (length < 20 || interfaces.size() == MOST_INTERFACES) {
      note(Damage.Reason.MALFORMED_BLOCK);
      return false;
    }
    int resolution = MICROSECONDS;
    long offset = 0;
    int at = 16;
    int optionsEnd = Math.min(length - 4, visible);
    while (at + 4 <= optionsEnd) {
      int code = half(at);
      int size = half(at + 2);
      if (code == 0 || at + 4 + size > optionsEnd) {
        break;
      }
      if (code == OPTION_RESOLUTION && size >= 1) {
        resolution = Bytes.u8(bytes, window.next + at + 4);
      } else if (code == OPTION_OFFSET && size >= 8) {
        offset =
            bigEndian
                ? Bytes.i64(bytes, window.next + at + 4)
                : Long.reverseBytes(Bytes.i64(bytes, window.next + at + 4));
      }
      at += 4 + ((size + 3) & ~3);
    }
    interfaces.add(new CapturedInterface(half(8), word(12), resolution, offset));
    return false;
  }

  private boolean enhanced(int length) {
    if (length < 32) {
      return malformed();
    }
    return packet(word(8), 12, word(20), word(24), 28, length);
  }

  private boolean obsolete(int length) {
    if (length < 32) {
      return malformed();
    }
    return packet(half(8), 12, word(20), word(24), 28, length);
  }

  private boolean packet(
      int interfaceNumber, int timeAt, int captured, int original, int dataAt, int length) {
    if (Integer.compareUnsigned(interfaceNumber, interfaces.size()) >= 0) {
      return malformed();
    }
    CapturedInterface from = interfaces.get(interfaceNumber);
    boolean fits =
        Integer.compareUnsigned(captured, RecordScanner.mostCaptured(from.linkType())) <= 0
            && captured <= length - dataAt - 4;
    if (!fits) {
      return malformed();
    }
    show(interfaceNumber, from, captured, original, dataAt);
    long units =
        Integer.toUnsignedLong(word(timeAt)) << 32 | Integer.toUnsignedLong(word(timeAt + 4));
    frame.captureAt(from.nanos(units));
    return true;
  }

  /** A simple packet has no time, and belongs to the first interface. */
  private boolean simple(int length) {
    if (length < 16 || interfaces.isEmpty()) {
      return malformed();
    }
    CapturedInterface from = interfaces.get(0);
    int original = word(8);
    int captured = Integer.compareUnsigned(original, length - 16) < 0 ? original : length - 16;
    if (from.snapLength() != 0 && Integer.compareUnsigned(from.snapLength(), captured) < 0) {
      captured = from.snapLength();
    }
    if (captured > RecordScanner.mostCaptured(from.linkType())) {
      return malformed();
    }
    show(0, from, captured, original, 12);
    return true;
  }

  private void show(
      int interfaceNumber, CapturedInterface from, int captured, int original, int dataAt) {
    frame.moveTo(interfaceNumber, from.linkType());
    frame.moveTo(
        window.position(),
        window.next + dataAt,
        Math.min(captured, MOST_CAPTURED_BYTES),
        captured,
        Integer.toUnsignedLong(original));
  }

  /** Goes to the end of a block that is larger than the buffer. */
  private boolean passBlock() throws IOException {
    int length = bytes.length + (int) beyond;
    long last = beyond - 4;
    beyond = 0;
    if (!window.skip(last) || !window.fill(4)) {
      return truncated();
    }
    if (padded(word(0)) != length) {
      lose(Damage.Reason.CONTRADICTORY_LENGTH);
      return true;
    }
    window.next += 4;
    return true;
  }

  /**
   * Looks for a section header that is whole, from the next byte on. The search ends where the
   * split does.
   */
  private boolean findSection(long end) throws IOException {
    while (window.position() < end && window.fill(LEAST_SECTION_BYTES)) {
      boolean starts = Bytes.i32(bytes, window.next) == SECTION && isOrdered();
      if (starts && isKnownVersion()) {
        int length = word(4);
        boolean plausible = length >= LEAST_SECTION_BYTES && length <= MOST_CAPTURED_BYTES;
        if (plausible && window.fill(padded(length)) && word(padded(length) - 4) == length) {
          lost = false;
          return true;
        }
      }
      window.next++;
    }
    return false;
  }

  private boolean malformed() {
    note(Damage.Reason.MALFORMED_BLOCK);
    return false;
  }

  private boolean truncated() {
    note(Damage.Reason.TRUNCATED_RECORD);
    lost = true;
    window.next++;
    return false;
  }

  private boolean lose(Damage.Reason reason) {
    note(reason);
    lost = true;
    window.next++;
    return false;
  }

  private void note(Damage.Reason reason) {
    if (damage.isEmpty()) {
      damage = Optional.of(new Damage(reason, window.position()));
    }
  }

  static int padded(int length) {
    return (length + 3) & ~3;
  }

  private int half(int offset) {
    int at = window.next + offset;
    return bigEndian ? Bytes.u16(bytes, at) : Bytes.littleU16(bytes, at);
  }

  private int word(int offset) {
    int value = Bytes.littleI32(bytes, window.next + offset);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }
}
