package org.netdiffus.capture;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.netdiffus.capture.NotACaptureException.Reason;

/**
 * Reads the packets of a capture one after the other: classic pcap and pcapng, told by their magic
 * numbers.
 *
 * <p>Memory is one buffer of 512 KiB, and the interfaces of one pcapng section, whatever the file
 * says; nothing is allocated per packet. Not for use by several threads.
 */
public final class CaptureReader implements Closeable {
  private static final int BUFFER_BYTES = 2 * RecordScanner.MOST_CAPTURED_BYTES;

  private final ByteWindow window;
  private final FrameView frame;
  private final RecordScanner scanner;
  private final CaptureFormat format;
  private final long end;

  private CaptureReader(
      ByteWindow window, FrameView frame, RecordScanner scanner, CaptureFormat format, long end) {
    this.window = window;
    this.frame = frame;
    this.scanner = scanner;
    this.format = format;
    this.end = end;
  }

  /** Reads a whole capture, tunnels by their outer header. */
  public static CaptureReader open(InputStream in) throws IOException, NotACaptureException {
    return open(in, Tunnel.OUTER);
  }

  /**
   * Reads a whole capture. The stream is read in large pieces, so it needs no buffer of its own; it
   * is closed with the reader, and stays the caller's when this method throws.
   *
   * @throws NotACaptureException when the stream holds no capture that can be read
   * @throws IOException when the stream cannot be read
   */
  public static CaptureReader open(InputStream in, Tunnel tunnel)
      throws IOException, NotACaptureException {
    byte[] start = in.readNBytes(PcapHeader.FILE_HEADER_BYTES);
    int magic = magic(start);
    if (magic == PcapngScanner.SECTION) {
      return pcapng(
          new SequenceInputStream(new ByteArrayInputStream(start), in), 0, Long.MAX_VALUE, tunnel);
    }
    if (start.length < PcapHeader.FILE_HEADER_BYTES) {
      throw new NotACaptureException(Reason.TRUNCATED_FILE_HEADER);
    }
    return pcap(start, in, start.length, Long.MAX_VALUE, tunnel);
  }

  /**
   * Reads the packets of a part of a capture: those whose records start in it.
   *
   * @param split the part, whose start is the start of a record
   * @param in the capture from there on
   * @throws NotACaptureException when the part's preamble is none
   * @throws IOException when the stream cannot be read
   */
  public static CaptureReader open(CaptureSplit split, InputStream in, Tunnel tunnel)
      throws IOException, NotACaptureException {
    byte[] preamble = split.preamble();
    if (magic(preamble) == PcapngScanner.SECTION) {
      return pcapng(
          new SequenceInputStream(new ByteArrayInputStream(preamble), in),
          split.start() - preamble.length,
          split.end(),
          tunnel);
    }
    return pcap(preamble, in, split.start(), split.end(), tunnel);
  }

  private static CaptureReader pcap(
      byte[] start, InputStream in, long position, long end, Tunnel tunnel)
      throws NotACaptureException {
    PcapHeader header = PcapHeader.read(start);
    ByteWindow window = new ByteWindow(in, position, BUFFER_BYTES);
    FrameView frame = new FrameView(window.bytes, tunnel);
    CaptureFormat format =
        header.recordHeaderBytes() != PcapHeader.RECORD_HEADER_BYTES
            ? CaptureFormat.MODIFIED_PCAP
            : header.tick() == TimeUnit.NANOSECONDS
                ? CaptureFormat.NANOSECOND_PCAP
                : CaptureFormat.PCAP;
    return new CaptureReader(
        window, frame, new PcapScanner(window, frame, start, header), format, end);
  }

  private static CaptureReader pcapng(InputStream in, long position, long end, Tunnel tunnel)
      throws IOException, NotACaptureException {
    ByteWindow window = new ByteWindow(in, position, BUFFER_BYTES);
    FrameView frame = new FrameView(window.bytes, tunnel);
    PcapngScanner scanner = new PcapngScanner(window, frame);
    if (!scanner.startsWithSection()) {
      throw new NotACaptureException(
          Reason.UNKNOWN_SECTION,
          Reason.UNKNOWN_SECTION.description()
              + ": "
              + scanner.damage().map(damage -> damage.reason().description()).orElse("no section"));
    }
    return new CaptureReader(window, frame, scanner, CaptureFormat.PCAPNG, end);
  }

  /** The magic number, of classic pcap or of a pcapng section. */
  private static int magic(byte[] start) throws NotACaptureException {
    if (start.length == 0) {
      throw new NotACaptureException(Reason.EMPTY);
    }
    if (start.length < 4) {
      throw new NotACaptureException(Reason.UNKNOWN_FORMAT);
    }
    int magic = ByteBuffer.wrap(start).getInt();
    if (magic == PcapngScanner.SECTION || PcapHeader.startsWith(magic)) {
      return magic;
    }
    if (isCompressed(magic)) {
      throw new NotACaptureException(Reason.COMPRESSED);
    }
    throw new NotACaptureException(
        Reason.UNKNOWN_FORMAT,
        String.format("%s: 0x%08x", Reason.UNKNOWN_FORMAT.description(), magic));
  }

  private static boolean isCompressed(int magic) {
    return magic >>> 16 == 0x1f8b // gzip
        || magic >>> 8 == 0x425a68 // bzip2
        || magic == 0xfd377a58 // xz
        || magic == 0x28b52ffd // zstd
        || magic == 0x04224d18; // lz4
  }

  /** The kind of capture. */
  public CaptureFormat format() {
    return format;
  }

  /**
   * Goes to the next packet.
   *
   * @return false at the end of the capture or split, and at damage that cannot be passed, which
   *     {@link #damage} tells apart
   * @throws IOException when the stream cannot be read
   */
  public boolean advance() throws IOException {
    return scanner.advance(end);
  }

  /**
   * The packet that the last {@link #advance} went to: always the same object, whose values hold
   * until the next call.
   */
  public Packet packet() {
    return frame;
  }

  /** The first thing that is wrong with what was read so far, if anything is. */
  public Optional<Damage> damage() {
    return scanner.damage();
  }

  /** Where the next record starts, in bytes from the start of the capture. */
  public long position() {
    return scanner.position();
  }

  /** Goes past all records that start before this place. */
  void advanceTo(long place) throws IOException {
    boolean more = true;
    while (more) {
      more = scanner.advance(place);
    }
  }

  /** Whether a record is known to start at {@link #position}, unless the capture ends there. */
  boolean standsAtRecord() {
    return scanner.standsAtRecord();
  }

  /** What has to be known to read on from {@link #position}. */
  byte[] preamble() {
    return scanner.preamble();
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    window.close();
  }
}
