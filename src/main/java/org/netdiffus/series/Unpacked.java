package org.netdiffus.series;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The content of a file that may be gzip (RFC 1952), told by its magic number and not by its name.
 * Packed data that are damaged end the stream there; {@link #damage} then says so. Errors of the
 * storage are not damage and are thrown.
 */
final class Unpacked extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FIRST_MAGIC_BYTE = 0x1f;
  private static final int SECOND_MAGIC_BYTE = 0x8b;

  private final BufferedInputStream content;
  private Optional<String> damage = Optional.empty();

  private Unpacked(BufferedInputStream content) {
    this.content = content;
  }

  static Unpacked open(InputStream in) throws IOException {
    BufferedInputStream stored = new BufferedInputStream(in, BUFFER_BYTES);
    byte[] magic;
    try {
      magic = start(stored, 2);
    } catch (EOFException | ZipException damaged) {
      return damaged(stored, damaged);
    }
    boolean packed =
        magic.length == 2
            && (magic[0] & 0xff) == FIRST_MAGIC_BYTE
            && (magic[1] & 0xff) == SECOND_MAGIC_BYTE;
    if (!packed) {
      return new Unpacked(stored);
    }
    try {
      return new Unpacked(
          new BufferedInputStream(new GZIPInputStream(stored, BUFFER_BYTES), BUFFER_BYTES));
    } catch (EOFException | ZipException damaged) {
      return damaged(stored, damaged);
    }
  }

  private static Unpacked damaged(InputStream stored, IOException damaged) throws IOException {
    stored.close();
    Unpacked empty = new Unpacked(new BufferedInputStream(InputStream.nullInputStream()));
    empty.damage = Optional.of(describe(damaged));
    return empty;
  }

  /** What ended the packed data early, if anything did. */
  Optional<String> damage() {
    return damage;
  }

  /** The first bytes, at most {@code most} and fewer than a buffer, without reading past them. */
  byte[] start(int most) throws IOException {
    try {
      return start(content, most);
    } catch (EOFException | ZipException damaged) {
      damage = Optional.of(describe(damaged));
      return new byte[0];
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (damage.isPresent()) {
      return -1;
    }
    try {
      return content.read(bytes, offset, count);
    } catch (EOFException | ZipException damaged) {
      damage = Optional.of(describe(damaged));
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static byte[] start(BufferedInputStream stream, int most) throws IOException {
    stream.mark(most);
    byte[] bytes = new byte[most];
    int count = stream.readNBytes(bytes, 0, most);
    stream.reset();
    return Arrays.copyOf(bytes, count);
  }

  private static String describe(IOException damaged) {
    String message = String.valueOf(damaged.getMessage());
    // Streams that are unpacked before they come here say themselves what is wrong.
    if (message.endsWith(" data cut short") || message.endsWith(" data corrupt")) {
      return message;
    }
    return damaged instanceof EOFException ? "gzip data cut short" : "gzip data corrupt";
  }
}
