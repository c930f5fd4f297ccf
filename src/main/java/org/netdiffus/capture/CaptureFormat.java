package org.netdiffus.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.netdiffus.capture.NotACaptureException.Reason;

/**
 * What the header of a classic pcap file says about its records (draft-ietf-opsawg-pcap-05):
 *
 * <pre>
 *  0  magic number     0xa1b2c3d4 microseconds, 0xa1b23c4d nanoseconds; its order is the file's
 *  4  major version    2; later ones are read as 2.4 is
 *  6  minor version    4; before 2.3 the two lengths of a record stand the other way round
 *  8  two unused words
 * 16  snap length      most bytes kept of a frame
 * 20  link type        in the lower 26 bits; above them what is known of frame checksums
 * 24  first record
 * </pre>
 *
 * @param order byte order of the file header and the record headers
 * @param tick unit of the sub-second part of a time: MICROSECONDS or NANOSECONDS
 * @param linkType what frames start with
 * @param lengthOrder which length of a record comes first
 */
record CaptureFormat(ByteOrder order, TimeUnit tick, LinkType linkType, LengthOrder lengthOrder) {
  static final int FILE_HEADER_BYTES = 24;
  static final int MICROSECOND_MAGIC = 0xa1b2c3d4;
  static final int NANOSECOND_MAGIC = 0xa1b23c4d;

  private static final int MODIFIED_MAGIC = 0xa1b2cd34;
  private static final int PCAPNG_MAGIC = 0x0a0d0d0a;
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

  /**
   * Reads a file header.
   *
   * @param header the first 24 bytes of a file, or all that it has
   * @throws NotACaptureException when these are not the first bytes of a capture that can be read
   */
  static CaptureFormat read(byte[] header) throws NotACaptureException {
    if (header.length == 0) {
      throw new NotACaptureException(Reason.EMPTY);
    }
    if (header.length < 4) {
      throw new NotACaptureException(Reason.UNKNOWN_FORMAT);
    }
    int magic = ByteBuffer.wrap(header).getInt();
    Optional<Reason> other = otherFormat(magic);
    if (other.isPresent()) {
      throw new NotACaptureException(other.get());
    }
    ByteOrder order = isPcap(magic) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int ordered = isPcap(magic) ? magic : Integer.reverseBytes(magic);
    if (!isPcap(ordered)) {
      throw new NotACaptureException(
          Reason.UNKNOWN_FORMAT,
          String.format("%s: 0x%08x", Reason.UNKNOWN_FORMAT.description(), magic));
    }
    if (header.length < FILE_HEADER_BYTES) {
      throw new NotACaptureException(Reason.TRUNCATED_FILE_HEADER);
    }
    ByteBuffer bytes = ByteBuffer.wrap(header).order(order);
    TimeUnit tick = ordered == NANOSECOND_MAGIC ? TimeUnit.NANOSECONDS : TimeUnit.MICROSECONDS;
    LengthOrder lengthOrder = lengthOrder(bytes.getChar(4), bytes.getChar(6));
    return new CaptureFormat(order, tick, linkType(bytes.getInt(20)), lengthOrder);
  }

  private static boolean isPcap(int magic) {
    return magic == MICROSECOND_MAGIC || magic == NANOSECOND_MAGIC;
  }

  private static Optional<Reason> otherFormat(int magic) {
    if (magic == PCAPNG_MAGIC) {
      return Optional.of(Reason.PCAPNG);
    }
    if (magic == MODIFIED_MAGIC || Integer.reverseBytes(magic) == MODIFIED_MAGIC) {
      return Optional.of(Reason.MODIFIED_PCAP);
    }
    boolean compressed =
        magic >>> 16 == 0x1f8b // gzip
            || magic >>> 8 == 0x425a68 // bzip2
            || magic == 0xfd377a58 // xz
            || magic == 0x28b52ffd // zstd
            || magic == 0x04224d18; // lz4
    return compressed ? Optional.of(Reason.COMPRESSED) : Optional.empty();
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

  private static LinkType linkType(int word) throws NotACaptureException {
    int number = word & LINK_TYPE_MASK;
    return LinkType.ofNumber(number)
        .orElseThrow(
            () ->
                new NotACaptureException(
                    Reason.UNSUPPORTED_LINK_TYPE,
                    Reason.UNSUPPORTED_LINK_TYPE.description() + ": " + number));
  }
}
