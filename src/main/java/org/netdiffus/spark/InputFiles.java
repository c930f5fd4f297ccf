package org.netdiffus.spark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
      for (FileStatus status : FileListing.below(system, root)) {
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
   * The files but for some.
   *
   * @param known paths relative to the root
   */
  public InputFiles without(Set<String> known) {
    return new InputFiles(
        root, files.stream().filter(file -> !known.contains(file.relative())).toList());
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
    int tasks = Math.min(parts.size(), TraceFiles.TASKS_A_CORE * spark.defaultParallelism());
    // Dealt out like cards, so that the parts of one large file do not fall to one task.
    List<Integer> dealt =
        IntStream.range(0, parts.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> place % tasks))
            .toList();
    List<byte[]> digests =
        spark
            .parallelize(dealt.stream().map(parts::get).toList(), tasks)
            .map(part -> part.digest(hadoop.value().value()))
            .collect();
    byte[][] inOrder = new byte[parts.size()][];
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[dealt.get(i)] = digests.get(i);
    }
    Iterator<byte[]> each = Arrays.asList(inOrder).iterator();
    return files.stream().map(file -> identity(file, each)).toList();
  }

  private static InputIdentity identity(File file, Iterator<byte[]> digests) {
    long parts = Part.count(file);
    List<byte[]> own = Stream.generate(digests::next).limit(parts).toList();
    if (own.stream().anyMatch(digest -> digest.length == 0)) {
      throw UserError.input(
          file.relative() + " became shorter while it was read", "wait until it is complete");
    }
    String hash = HexFormat.of().formatHex(parts == 1 ? own.get(0) : sha256(own));
    return new InputIdentity(file.relative(), file.bytes(), parts == 1 ? hash : hash + "-" + parts);
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

  private static byte[] sha256(List<byte[]> contents) {
    MessageDigest digest = sha256();
    contents.forEach(digest::update);
    return digest.digest();
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

    /** SHA-256 of the part; nothing when the file has become too short to have it whole. */
    byte[] digest(Configuration configuration) throws IOException {
      MessageDigest digest = sha256();
      long left = Math.min(BYTES, file.bytes() - start);
      try (InputStream in = CaptureStore.of(file.path(), file.bytes(), configuration).from(start)) {
        byte[] buffer = new byte[1 << 16];
        int read = 0;
        while (left > 0 && read >= 0) {
          read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          digest.update(buffer, 0, Math.max(read, 0));
          left -= Math.max(read, 0);
        }
      } catch (EOFException e) {
        // Some file systems find it out as soon as the place is sought.
        return new byte[0];
      }
      return left > 0 ? new byte[0] : digest.digest();
    }
  }
}
