package org.netdiffus.spark;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Files whose name never stands for half of one: written beside their place and renamed. */
final class WholeFile {
  private WholeFile() {}

  /** Writes a small file; one that stands there is replaced. */
  static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    Path aside = aside(path);
    try (OutputStream out = files.create(aside, true)) {
      out.write(bytes);
    }
    move(files, aside, path);
  }

  /** Renames a file or folder; one that stands there is replaced. */
  static void move(FileSystem files, Path from, Path to) throws IOException {
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(from, to, Options.Rename.OVERWRITE);
  }

  /** Where a file is written before it has its name. */
  static Path aside(Path path) {
    return new Path(path.getParent(), "_" + path.getName() + ".part");
  }
}
