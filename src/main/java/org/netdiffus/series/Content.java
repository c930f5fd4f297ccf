package org.netdiffus.series;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The content of a file. Where it was packed and the packed data are damaged, its stream throws an
 * {@link EOFException} or a {@link ZipException}; the content ends there, and {@link #damage} says
 * so in the words of that exception. Other exceptions are errors of the storage and are thrown.
 */
final class Content extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final BufferedInputStream content;
  private Optional<String> damage = Optional.empty();

  private Content(BufferedInputStream content) {
    this.content = content;
  }

  static Content of(InputStream unpacked) {
    return new Content(new BufferedInputStream(unpacked, BUFFER_BYTES));
  }

  /** What ended the packed data early, if anything did. */
  Optional<String> damage() {
    return damage;
  }

  /** The first bytes, at most {@code most} and fewer than a buffer, without reading past them. */
  byte[] start(int most) throws IOException {
    content.mark(most);
    byte[] bytes = new byte[most];
    int count = 0;
    for (int read = 0; read >= 0 && count < most; count += Math.max(0, read)) {
      read = read(bytes, count, most - count);
    }
    content.reset();
    return Arrays.copyOf(bytes, count);
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
      damage = Optional.of(Optional.ofNullable(damaged.getMessage()).orElse("data cut short"));
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
