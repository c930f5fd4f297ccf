package org.netdiffus.spark;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.capture.CaptureBytes;

/**
 * A file on any Hadoop file system, read from any place.
 *
 * @param system where it is
 * @param path its qualified path
 * @param length its length in bytes
 */
record CaptureStore(FileSystem system, Path path, long length) implements CaptureBytes {
  static CaptureStore of(String path, long length, Configuration configuration) throws IOException {
    return of(new Path(path), length, configuration);
  }

  static CaptureStore of(Path path, long length, Configuration configuration) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    // The names of checksum files of the local disk may hold no colon, captures' names often do.
    return new CaptureStore(
        system instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : system,
        path,
        length);
  }

  @Override
  public InputStream from(long position) throws IOException {
    // A pipe has no length, and opening one waits for its writer.
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    FSDataInputStream in = system.open(path);
    try {
      in.seek(position);
      return in;
    } catch (IOException failed) {
      in.close();
      throw failed;
    }
  }

  /** The first bytes, at most {@code most}. */
  byte[] start(int most) throws IOException {
    try (InputStream in = from(0)) {
      return in.readNBytes(most);
    }
  }
}
