package org.netdiffus.spark;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.netdiffus.settings.UserError;

/** Paths as users give them. */
final class StoragePath {
  /** A password in the address of a store, as old connectors took it. */
  private static final Pattern SECRET = Pattern.compile("(?<=://)[^/@]*:[^/@]*(?=@)");

  private StoragePath() {}

  /**
   * The path of a text.
   *
   * @throws UserError for one with a password in it: paths are printed and logged
   */
  static Path of(String text) {
    if (SECRET.matcher(text).find()) {
      throw UserError.settings(
          "the path " + SECRET.matcher(text).replaceFirst("…") + " holds a password",
          "put it into a credential file and name that by"
              + " spark.hadoop.hadoop.security.credential.provider.path");
    }
    return new Path(text);
  }

  /** A path as people write it: that of a local disk without its scheme. */
  static String shown(Path path) {
    return path.toUri().getScheme().equals("file") ? path.toUri().getPath() : path.toString();
  }
}
