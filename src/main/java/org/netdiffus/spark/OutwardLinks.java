package org.netdiffus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.netdiffus.settings.UserError;

/**
 * Symbolic links in an input folder that lead out of it. Of the file systems here only local ones
 * have them.
 */
public final class OutwardLinks {
  private OutwardLinks() {}

  /**
   * Makes sure that every file lies below the root when all links are followed.
   *
   * @param setting the setting that asks for it, for the message
   * @throws UserError that names the first file that lies elsewhere
   */
  public static void refuse(InputFiles input, String setting) {
    try {
      Path root = real(input.root());
      for (InputFiles.File file : input.files()) {
        if (isLocal(file.path()) && !real(file.path()).startsWith(root)) {
          throw UserError.input(
              file.relative() + " leads out of " + root + " by a link",
              "take it away, or give " + setting + " = true to read it");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLocal(String path) {
    return "file".equals(new org.apache.hadoop.fs.Path(path).toUri().getScheme());
  }

  private static Path real(String path) throws IOException {
    URI uri = new org.apache.hadoop.fs.Path(path).toUri();
    return Path.of(uri.getPath()).toRealPath();
  }
}
