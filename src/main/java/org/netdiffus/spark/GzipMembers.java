package org.netdiffus.spark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The content of the members of a gzip file (RFC 1952, section 2.2) one after the other. Bytes
 * behind the last one that are no member are told after all of the content was given.
 */
final class GzipMembers extends InputStream {
  private final BufferedInputStream stored;
  private GzipCompressorInputStream member;

  /**
   * @param stored stands at the first member, which is left without reading behind it
   */
  GzipMembers(BufferedInputStream stored) throws IOException {
    this.stored = stored;
    this.member = new GzipCompressorInputStream(stored, false);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read = member.read(bytes, offset, count);
    while (read < 0 && anotherMember()) {
      member = new GzipCompressorInputStream(stored, false);
      read = member.read(bytes, offset, count);
    }
    return read;
  }

  private boolean anotherMember() throws IOException {
    stored.mark(2);
    int first = stored.read();
    int second = stored.read();
    stored.reset();
    if (first >= 0 && (first != 0x1f || second != 0x8b)) {
      throw new ZipException("bytes behind the end of the gzip data");
    }
    return first >= 0;
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
