package org.netdiffus.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cuts captures into parts that can be read by themselves. A part owns every record whose header
 * starts inside it, so that all parts together give every packet exactly once.
 */
public final class CaptureSplits {
  private CaptureSplits() {}

  /**
   * Walks a capture once and cuts it at the first record at or after each multiple of a size. This
   * is exact for every capture: behind damage that ends the reading there is no part.
   *
   * @param in the capture from its start; not closed
   * @param splitBytes wanted size of a part, at least 1
   * @return one part at least; the last one has no end
   * @throws NotACaptureException when the stream holds no capture that can be read
   * @throws IOException when the stream cannot be read
   */
  public static List<CaptureSplit> walked(InputStream in, long splitBytes)
      throws IOException, NotACaptureException {
    CaptureReader reader = CaptureReader.open(in);
    List<CaptureSplit> splits = new ArrayList<>();
    byte[] preamble = reader.preamble();
    long start = reader.position();
    long cut = splitBytes;
    while (true) {
      reader.advanceTo(cut);
      long position = reader.position();
      if (position < cut) {
        splits.add(new CaptureSplit(preamble, start, Long.MAX_VALUE));
        return splits;
      }
      if (position > start && reader.standsAtRecord()) {
        splits.add(new CaptureSplit(preamble, start, position));
        preamble = reader.preamble();
        start = position;
      }
      cut = (position / splitBytes + 1) * splitBytes;
    }
  }

  /**
   * Whether a capture that starts like this has parts that only a walk can tell: pcapng, whose
   * packets mean nothing without the interfaces described before them.
   *
   * @param start the first four bytes, or all there are
   */
  public static boolean mustBeWalked(byte[] start) {
    return start.length < 4 || !PcapHeader.startsWith(Bytes.i32(start, 0));
  }

  /**
   * The part of a classic pcap file between two places, its first record found from the bytes
   * around it. Where they do not tell, the file is walked from its start.
   *
   * @param capture a classic pcap file
   * @param from the part's first byte
   * @param to the first byte of the next part
   * @return nothing when no record starts in the part
   * @throws NotACaptureException when the file is no classic pcap
   * @throws IOException when the file cannot be read
   */
  public static Optional<CaptureSplit> guessed(CaptureBytes capture, long from, long to)
      throws IOException, NotACaptureException {
    byte[] start = start(capture);
    byte[] header = Arrays.copyOf(start, PcapHeader.FILE_HEADER_BYTES);
    if (start.length < PcapHeader.FILE_HEADER_BYTES + 4) {
      boolean first = from <= header.length && header.length < to;
      return first ? Optional.of(new CaptureSplit(header, header.length, to)) : Optional.empty();
    }
    return guessed(capture, header, from, to, new BoundaryGuess(shape(start)));
  }

  static Optional<CaptureSplit> guessed(
      CaptureBytes capture, byte[] header, long from, long to, BoundaryGuess guess)
      throws IOException, NotACaptureException {
    OptionalLong told = boundary(capture, header.length, from, guess);
    OptionalLong start = told.isPresent() ? told : walkedBoundary(capture, header, from);
    return start.isPresent() && start.getAsLong() < to
        ? Optional.of(new CaptureSplit(header, start.getAsLong(), to))
        : Optional.empty();
  }

  /** The file header and that of the first record. */
  static byte[] start(CaptureBytes capture) throws IOException {
    try (InputStream in = capture.from(0)) {
      return in.readNBytes(PcapHeader.FILE_HEADER_BYTES + PcapHeader.RECORD_HEADER_BYTES);
    }
  }

  static PcapShape shape(byte[] start) throws NotACaptureException {
    return new PcapShape(
        PcapHeader.read(start),
        Arrays.copyOfRange(start, PcapHeader.FILE_HEADER_BYTES, start.length));
  }

  /**
   * The first record at or after a place, from the bytes around it; empty where they do not tell,
   * as near the start, which is soon walked.
   */
  static OptionalLong boundary(
      CaptureBytes capture, int headerBytes, long from, BoundaryGuess guess) throws IOException {
    if (from <= headerBytes) {
      return OptionalLong.of(headerBytes);
    }
    long position = from - guess.bytesBefore();
    if (position < headerBytes) {
      return OptionalLong.empty();
    }
    int wanted = guess.bytesBefore() + guess.bytesAfter();
    int bytes = (int) Math.min(wanted, capture.length() - position);
    try (InputStream in = capture.from(position)) {
      byte[] around = in.readNBytes(Math.max(0, bytes));
      return guess.find(around, around.length, position, around.length < wanted);
    }
  }

  /** The first record at or after a place, by walking; empty when the capture ends before. */
  static OptionalLong walkedBoundary(CaptureBytes capture, byte[] header, long from)
      throws IOException, NotACaptureException {
    CaptureSplit whole = new CaptureSplit(header, header.length, Long.MAX_VALUE);
    try (CaptureReader reader =
        CaptureReader.open(whole, capture.from(header.length), Tunnel.OUTER)) {
      reader.advanceTo(from);
      return reader.position() < from || reader.damage().isPresent()
          ? OptionalLong.empty()
          : OptionalLong.of(reader.position());
    }
  }

  /** A capture in memory. */
  static CaptureBytes of(byte[] bytes) {
    return new CaptureBytes() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream from(long position) {
        int at = (int) Math.min(position, bytes.length);
        return new ByteArrayInputStream(bytes, at, bytes.length - at);
      }
    };
  }
}
