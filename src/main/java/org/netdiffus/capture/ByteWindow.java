package org.netdiffus.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stretch of a stream in a buffer of fixed size, whatever the stream says of itself. {@link
 * #next} is where the reading stands in {@link #bytes}, {@link #limit} where what is there ends.
 */
final class ByteWindow implements Closeable {
  final byte[] bytes;
  int next;
  int limit;

  private final InputStream in;

  /** Offset of the buffer's first byte in the capture. */
  private long bufferPosition;

  /**
   * @param position offset in the capture of the first byte that the stream gives
   * @param capacity size of the buffer in bytes
   */
  ByteWindow(InputStream in, long position, int capacity) {
    this.in = in;
    this.bufferPosition = position;
    this.bytes = new byte[capacity];
  }

  /** Offset of the next byte in the capture. */
  long position() {
    return bufferPosition + next;
  }

  /** Whether all that was read of the stream is consumed; says nothing about what follows. */
  boolean isEmpty() {
    return limit == next;
  }

  /**
   * Reads until this many bytes are there from {@link #next} on; false when the stream ends before.
   *
   * @param count at most the capacity
   */
  boolean fill(int count) throws IOException {
    return limit - next >= count || read(count);
  }

  private boolean read(int count) throws IOException {
    System.arraycopy(bytes, next, bytes, 0, limit - next);
    bufferPosition += next;
    limit -= next;
    next = 0;
    while (limit < count) {
      int read = in.read(bytes, limit, bytes.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  /** Goes on by this many bytes; false when the stream ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > limit - next) {
      left -= limit - next;
      next = limit;
      if (!fill(1)) {
        return false;
      }
    }
    next += (int) left;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
