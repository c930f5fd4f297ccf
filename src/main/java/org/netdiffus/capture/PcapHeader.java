package org.netdiffus.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.netdiffus.capture.NotACaptureException.Reason;

/**
 * What the header of a classic pcap file says about its records (draft-ietf-opsawg-pcap-05):
 *
 * <pre>
 *  0  magic number     0xa1b2c3d4 microseconds, 0xa1b23c4d nanoseconds, 0xa1b2cd34 microseconds and
 *                      longer record headers; its order is the file's
 *  4  major version    2; later ones are read as 2.4 is
 *  6  minor version    4; before 2.3 the two lengths of a record stand the other way round
 *  8  two unused words
 * 16  snap length      most bytes kept of a frame; often wrong, so nothing leans on it
 * 20  link type        in the lower 26 bits; above them what is known of frame checksums
 * 24  first record
 * </pre>
 *
 * @param order byte order of the file header and the record headers
 * @param tick unit of the sub-second part of a time: MICROSECONDS or NANOSECONDS
 * @param linkType what frames start with
 * @param lengthOrder which length of a record comes first
 * @param recordHeaderBytes 16, or 24 in the modified form of A. Kuznetzov, whose additional fields
 *     (interface, protocol, kind of packet) are passed over
 */
record PcapHeader(
    ByteOrder order, TimeUnit tick, int linkType, LengthOrder lengthOrder, int recordHeaderBytes) {
  static final int FILE_HEADER_BYTES = 24;
  static final int MICROSECOND_MAGIC = 0xa1b2c3d4;
  static final int NANOSECOND_MAGIC = 0xa1b23c4d;
  static final int RECORD_HEADER_BYTES = 16;

  private static final int MODIFIED_MAGIC = 0xa1b2cd34;
  private static final int MODIFIED_RECORD_HEADER_BYTES = 24;
  private static final int LINK_TYPE_MASK = 0x03ff_ffff;

  /** Which length of a record header comes first. */
  enum LengthOrder {
    CAPTURED_FIRST,
    ORIGINAL_FIRST,
    /** Both orders were written under this version; the lesser one is the captured length. */
    LESSER_IS_CAPTURED
  }

  /** Nanoseconds in one tick. */
  int nanosPerTick() {
    return Math.toIntExact(tick.toNanos(1));
  }

  /** Whether a file that starts with these four bytes, read in network order, is classic pcap. */
  static boolean startsWith(int magic) {
    return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
  }

  /**
   * Reads a file header.
   *
   * @param header the first 24 bytes of a file that {@link #startsWith} a magic number
   * @throws NotACaptureException when the version is not one that is known
   */
  static PcapHeader read(byte[] header) throws NotACaptureException {
    int magic = ByteBuffer.wrap(header).getInt();
    ByteOrder order = isMagic(magic) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int ordered = isMagic(magic) ? magic : Integer.reverseBytes(magic);
    ByteBuffer bytes = ByteBuffer.wrap(header).order(order);
    return new PcapHeader(
        order,
        ordered == NANOSECOND_MAGIC ? TimeUnit.NANOSECONDS : TimeUnit.MICROSECONDS,
        bytes.getInt(20) & LINK_TYPE_MASK,
        lengthOrder(bytes.getChar(4), bytes.getChar(6)),
        ordered == MODIFIED_MAGIC ? MODIFIED_RECORD_HEADER_BYTES : RECORD_HEADER_BYTES);
  }

  private static boolean isMagic(int magic) {
    return magic == MICROSECOND_MAGIC || magic == NANOSECOND_MAGIC || magic == MODIFIED_MAGIC;
  }

  private static LengthOrder lengthOrder(int major, int minor) throws NotACaptureException {
    if (major < 2) {
      throw new NotACaptureException(
          Reason.UNSUPPORTED_VERSION,
          Reason.UNSUPPORTED_VERSION.description() + ": " + major + "." + minor);
    }
    if (major > 2 || minor > 3) {
      return LengthOrder.CAPTURED_FIRST;
    }
    return minor == 3 ? LengthOrder.LESSER_IS_CAPTURED : LengthOrder.ORIGINAL_FIRST;
  }
}
