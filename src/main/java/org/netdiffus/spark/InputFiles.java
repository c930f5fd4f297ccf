package org.netdiffus.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.settings.UserError;

/**
 * The files below an input folder, in the order of their paths.
 *
 * @param root the folder (or the single file), qualified
 * @param files every file whose name, and whose folders' names, start with neither {@code .} nor
 *     {@code _}
 */
public record InputFiles(String root, List<File> files) implements Serializable {
  /**
   * One file.
   *
   * @param path qualified path, for Hadoop
   * @param relative path relative to the root, with {@code /}
   * @param bytes size
   */
  public record File(String path, String relative, long bytes) implements Serializable {}

  /**
   * Lists what is below a path.
   *
   * @throws UserError when there is nothing at the path, or no file below it
   */
  public static InputFiles below(String input, Configuration configuration) {
    try {
      Path path = StoragePath.of(input);
      FileSystem system = path.getFileSystem(configuration);
      if (!system.exists(path)) {
        throw UserError.input("there is nothing at " + input, "check the path");
      }
      Path root = system.resolvePath(path);
      List<File> files = new ArrayList<>();
      Path base = system.getFileStatus(root).isDirectory() ? root : root.getParent();
      RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
      while (found.hasNext()) {
        LocatedFileStatus status = found.next();
        String relative = base.toUri().relativize(status.getPath().toUri()).getPath();
        if (!isHidden(relative)) {
          files.add(new File(status.getPath().toString(), relative, status.getLen()));
        }
      }
      if (files.isEmpty()) {
        throw UserError.input("there is no file below " + input, "check the path");
      }
      files.sort(Comparator.comparing(File::relative));
      return new InputFiles(root.toString(), List.copyOf(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Size and SHA-256 of every file, computed on the executors, in the order of the paths. */
  public List<InputIdentity> identities(JavaSparkContext spark) {
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    int tasks = Math.max(1, Math.min(files.size(), 4 * spark.defaultParallelism()));
    List<String> hashes =
        spark.parallelize(files, tasks).map(file -> sha256(file, hadoop.value().value())).collect();
    List<InputIdentity> identities = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      File file = files.get(i);
      identities.add(new InputIdentity(file.relative(), file.bytes(), hashes.get(i)));
    }
    return identities;
  }

  /** Size of every file, and nothing of its content, in the order of the paths. */
  public List<InputIdentity> listed() {
    return files.stream().map(file -> InputIdentity.listed(file.relative(), file.bytes())).toList();
  }

  static boolean isHidden(String relative) {
    return relative.startsWith(".")
        || relative.startsWith("_")
        || relative.contains("/.")
        || relative.contains("/_");
  }

  private static String sha256(File file, Configuration configuration) throws IOException {
    try (InputStream in = CaptureStore.of(file.path(), file.bytes(), configuration).from(0)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
