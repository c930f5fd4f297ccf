package org.netdiffus.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files below a folder on any Hadoop file system. */
final class FileListing {
  private FileListing() {}

  /** All files below a folder, or the file itself, in no order. */
  static List<FileStatus> below(FileSystem system, Path root) throws IOException {
    // Of the local disk it starts a process for each file, to learn who owns it.
    return system.getUri().getScheme().equals("file") ? walked(system, root) : listed(system, root);
  }

  private static List<FileStatus> listed(FileSystem system, Path root) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
    while (found.hasNext()) {
      files.add(found.next());
    }
    return files;
  }

  private static List<FileStatus> walked(FileSystem system, Path root) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(root));
    while (!folders.isEmpty()) {
      for (FileStatus status : system.listStatus(folders.remove())) {
        if (status.isDirectory()) {
          folders.add(status.getPath());
        } else {
          files.add(status);
        }
      }
    }
    return files;
  }
}
