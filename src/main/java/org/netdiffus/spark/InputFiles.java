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
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
  private static final int TASKS_A_CORE = 4;

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

  /**
   * Size and SHA-256 of every file, computed on the executors, in the order of the paths. Of a file
   * above 64 MiB it is the SHA-256 of those of its parts of 64 MiB one after the other, a dash and
   * their number, so that its parts are read side by side.
   */
  public List<InputIdentity> identities(JavaSparkContext spark) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<Part> parts = files.stream().flatMap(Part::of).toList();
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    int tasks = Math.min(parts.size(), TASKS_A_CORE * spark.defaultParallelism());
    Iterator<byte[]> digests =
        spark
            .parallelize(parts, tasks)
            .map(part -> part.digest(hadoop.value().value()))
            .collect()
            .iterator();
    return files.stream().map(file -> identity(file, digests)).toList();
  }

  private static InputIdentity identity(File file, Iterator<byte[]> digests) {
    byte[] first = digests.next();
    if (file.bytes() <= Part.BYTES) {
      return new InputIdentity(file.relative(), file.bytes(), HexFormat.of().formatHex(first));
    }
    MessageDigest whole = sha256();
    whole.update(first);
    long parts = Part.count(file);
    for (long i = 1; i < parts; i++) {
      whole.update(digests.next());
    }
    String hash = HexFormat.of().formatHex(whole.digest()) + "-" + parts;
    return new InputIdentity(file.relative(), file.bytes(), hash);
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Bytes of a file from {@code start} on, {@link #BYTES} or up to its end. */
  private record Part(File file, long start) implements Serializable {
    private static final long BYTES = 64L << 20;

    /** The parts of a file in their order; an empty file has one. */
    static Stream<Part> of(File file) {
      return LongStream.range(0, count(file)).mapToObj(i -> new Part(file, i * BYTES));
    }

    static long count(File file) {
      return Math.max(1, (file.bytes() + BYTES - 1) / BYTES);
    }

    byte[] digest(Configuration configuration) throws IOException {
      MessageDigest digest = sha256();
      try (InputStream in =
          CaptureStore.of(file.path(), file.bytes(), configuration).from(start)) {
        byte[] buffer = new byte[1 << 16];
        long left = BYTES;
        for (int n = in.read(buffer);
            n >= 0 && left > 0;
            n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) {
          digest.update(buffer, 0, n);
          left -= n;
        }
      }
      return digest.digest();
    }
  }
}
