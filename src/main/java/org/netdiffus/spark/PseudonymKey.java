package org.netdiffus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.settings.UserError;

/** The file that holds the key of the pseudonyms of addresses. What is in it is told nowhere. */
public final class PseudonymKey {
  private static final int MOST_BYTES = 4096;
  private static final String REMEDY =
      "give a file of 32 secret bytes or 64 hexadecimal digits, such as openssl rand -hex 32 makes";

  private PseudonymKey() {}

  /**
   * Reads a key.
   *
   * @param name what the path was given by, such as {@code extract.pseudonyms}
   * @param path of the file; empty for addresses as captured
   * @throws UserError when there is no key at the path
   */
  public static AddressRule read(String name, String path, Configuration configuration) {
    if (path.isEmpty()) {
      return AddressRule.AS_CAPTURED;
    }
    try {
      return AddressRule.Keyed.of(bytes(new Path(path), configuration));
    } catch (FileNotFoundException missing) {
      throw refused(name, path, "there is no such file");
    } catch (IOException unreadable) {
      throw refused(name, path, "it cannot be read");
    } catch (IllegalArgumentException unusable) {
      throw refused(name, path, String.valueOf(unusable.getMessage()));
    }
  }

  private static byte[] bytes(Path path, Configuration configuration) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    FileStatus status = system.getFileStatus(path);
    if (!status.isFile()) {
      throw new IllegalArgumentException("it is a folder");
    }
    // A pipe has no length, and opening one waits for its writer.
    if (status.getLen() == 0 || status.getLen() > MOST_BYTES) {
      throw new IllegalArgumentException("it has " + status.getLen() + " bytes");
    }
    try (InputStream in = system.open(path)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static UserError refused(String name, String path, String problem) {
    return UserError.settings(
        name + " = " + path + " names no key of pseudonyms (" + problem + ")", REMEDY);
  }
}
