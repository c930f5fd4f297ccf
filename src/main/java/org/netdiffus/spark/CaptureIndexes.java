package org.netdiffus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.capture.CaptureIndex;

/**
 * Where the indexes of captures stand: beside each, or all in one folder.
 *
 * @param folder the folder, empty for beside
 * @param configuration how to reach file systems
 */
record CaptureIndexes(String folder, Configuration configuration) {
  /** An index has 12 bytes for each mebibyte: that of any capture is far smaller. */
  private static final int MOST_BYTES = 256 << 20;

  private static final String ENDING = ".index";

  /** The place of a capture's index. */
  Path place(Path capture) {
    // Hadoop makes no path of a name with a colon.
    String name = capture.getName().replace(":", "%3A");
    if (folder.isEmpty()) {
      // Names that start like this are passed over where captures are listed.
      return new Path(capture.getParent(), "_" + name + ENDING);
    }
    String path = capture.toUri().getPath();
    String hash = InputIdentity.of(path, path.getBytes(StandardCharsets.UTF_8)).sha256();
    return new Path(folder, name + "-" + hash.substring(0, 16) + ENDING);
  }

  /** The index of a capture as it stands; empty when there is none that holds for it. */
  Optional<CaptureIndex> of(FileStatus capture) throws IOException {
    Path place = place(capture.getPath());
    FileSystem system = place.getFileSystem(configuration);
    try (InputStream in = system.open(place)) {
      return CaptureIndex.read(in.readNBytes(MOST_BYTES))
          .filter(index -> index.isOf(capture.getLen(), capture.getModificationTime()));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }

  /** Writes an index. */
  void write(Path capture, CaptureIndex index) throws IOException {
    Path place = place(capture);
    FileSystem system = place.getFileSystem(configuration);
    // Checksum files beside ours would be noise, and the index has its own checksum.
    system.setWriteChecksum(false);
    system.mkdirs(place.getParent());
    WholeFile.write(system, place, index.toBytes());
  }
}
