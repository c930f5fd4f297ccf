package org.netdiffus.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where records of a capture start, so that it can be cut into exact parts without walking it
 * again: one record in each mebibyte, with what a reader must know of the bytes before.
 *
 * <p>As bytes, numbers with the highest byte first: the text {@code netdiffus index 1} and a line
 * feed; size and time of change of the capture, 8 bytes each; number of parts, 4 bytes; for each
 * part its start, 8 bytes, the length of its preamble, 4 bytes (-1: that of the part before), and
 * the preamble; SHA-256 of all that.
 *
 * @param bytes size of the capture
 * @param modifiedMillis when the capture was last changed, in milliseconds since 1970-01-01 UTC
 * @param parts one at least, the last one without an end
 */
public record CaptureIndex(long bytes, long modifiedMillis, List<CaptureSplit> parts) {
  private static final byte[] HEAD = "netdiffus index 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 32;
  private static final long PART_BYTES = 1L << 20;

  /** Keeps a copy of the list. */
  public CaptureIndex {
    parts = List.copyOf(parts);
  }

  /**
   * Walks a capture.
   *
   * @param in the capture from its start; not closed
   * @throws NotACaptureException when the stream holds no capture that can be read
   * @throws IOException when the stream cannot be read
   */
  public static CaptureIndex walk(InputStream in, long bytes, long modifiedMillis)
      throws IOException, NotACaptureException {
    return walk(in, bytes, modifiedMillis, PART_BYTES);
  }

  static CaptureIndex walk(InputStream in, long bytes, long modifiedMillis, long partBytes)
      throws IOException, NotACaptureException {
    return new CaptureIndex(bytes, modifiedMillis, CaptureSplits.walked(in, partBytes));
  }

  /** Whether this is the index of a capture of this size that was last changed then. */
  public boolean isOf(long captureBytes, long captureModifiedMillis) {
    return bytes == captureBytes && modifiedMillis == captureModifiedMillis;
  }

  /**
   * Parts of about a size: each starts at the first known record at or after a multiple of it.
   *
   * @param splitBytes wanted size, at least 1
   */
  public List<CaptureSplit> parts(long splitBytes) {
    List<CaptureSplit> wanted = new ArrayList<>();
    long cut = 0;
    for (CaptureSplit part : parts) {
      if (part.start() >= cut) {
        wanted.add(part);
        cut = (part.start() / splitBytes + 1) * splitBytes;
      }
    }
    List<CaptureSplit> joined = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      CaptureSplit part = wanted.get(i);
      long end = i + 1 < wanted.size() ? wanted.get(i + 1).start() : Long.MAX_VALUE;
      joined.add(new CaptureSplit(part.preamble(), part.start(), end));
    }
    return joined;
  }

  /** The index as bytes of a file. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytesOut = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytesOut)) {
      out.write(HEAD);
      out.writeLong(bytes);
      out.writeLong(modifiedMillis);
      out.writeInt(parts.size());
      byte[] before = new byte[0];
      for (CaptureSplit part : parts) {
        out.writeLong(part.start());
        boolean same = Arrays.equals(before, part.preamble());
        out.writeInt(same ? -1 : part.preamble().length);
        out.write(part.preamble(), 0, same ? 0 : part.preamble().length);
        before = part.preamble();
      }
      out.write(checksum(bytesOut.toByteArray(), bytesOut.size()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // nothing but memory is written to
    }
    return bytesOut.toByteArray();
  }

  /** Reads an index; empty when the bytes are none, or were changed since. */
  public static Optional<CaptureIndex> read(byte[] bytes) {
    int content = bytes.length - CHECKSUM_BYTES;
    boolean whole =
        content > HEAD.length
            && Arrays.equals(HEAD, 0, HEAD.length, bytes, 0, HEAD.length)
            && Arrays.equals(
                checksum(bytes, content), Arrays.copyOfRange(bytes, content, bytes.length));
    if (!whole) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, HEAD.length, content - HEAD.length))) {
      long captureBytes = in.readLong();
      long modified = in.readLong();
      int count = in.readInt();
      long[] starts = new long[count];
      byte[][] preambles = new byte[count][];
      byte[] preamble = new byte[0];
      for (int i = 0; i < count; i++) {
        starts[i] = in.readLong();
        int length = in.readInt();
        preamble = length < 0 ? preamble : in.readNBytes(length);
        preambles[i] = preamble;
      }
      List<CaptureSplit> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long end = i + 1 < count ? starts[i + 1] : Long.MAX_VALUE;
        parts.add(new CaptureSplit(preambles[i], starts[i], end));
      }
      return Optional.of(new CaptureIndex(captureBytes, modified, parts));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the checksum says that this was written whole
    }
  }

  private static byte[] checksum(byte[] bytes, int count) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, count);
      return digest.digest();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
