package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListingTest {
  @Test
  void theWalkOverTheLocalDiskFindsWhatHadoopsOwnListingFinds(@TempDir Path folder)
      throws IOException {
    for (String name : List.of("a", "b/c", "b/d/e.pcap", "b/d/00:1b.pcap", ".h/i", "_x")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    Files.createDirectories(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("b/d"));
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder.toUri());
    FileSystem system = root.getFileSystem(new Configuration());

    List<String> hadoops = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> listed = system.listFiles(root, true);
    while (listed.hasNext()) {
      LocatedFileStatus status = listed.next();
      hadoops.add(status.getPath() + " " + status.getLen());
    }

    assertThat(FileListing.below(system, root))
        .extracting(status -> status.getPath() + " " + status.getLen())
        .containsExactlyInAnyOrderElementsOf(hadoops)
        .hasSize(8);
    assertThat(FileListing.below(system, new org.apache.hadoop.fs.Path(root, "a"))).hasSize(1);
  }
}
