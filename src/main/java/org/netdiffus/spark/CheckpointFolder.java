package org.netdiffus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of a model: one folder each, {@code step-NNNNNNNN}, written aside and renamed, so
 * that a checkpoint that can be seen is complete.
 */
public final class CheckpointFolder {
  private static final Pattern NAME = Pattern.compile("step-(\\d{8})");
  private static final String ASIDE = "_part";

  private final FileSystem files;
  private final Path folder;

  private CheckpointFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** A file of a checkpoint. */
  public interface Content {
    /** Writes the file; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A file of a checkpoint, by name.
   *
   * @param name its name in the checkpoint's folder
   * @param content what it holds
   */
  public record Part(String name, Content content) {}

  /** The checkpoints below a path, which need not exist yet. */
  public static CheckpointFolder at(Path folder, Configuration configuration) {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      files.setWriteChecksum(false);
      return new CheckpointFolder(files, files.makeQualified(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Steps that have a checkpoint; the last is the latest. */
  public NavigableSet<Integer> steps() {
    NavigableSet<Integer> steps = new TreeSet<>();
    try {
      for (FileStatus status : files.listStatus(folder)) {
        Matcher matcher = NAME.matcher(status.getPath().getName());
        if (matcher.matches()) {
          steps.add(Integer.valueOf(matcher.group(1)));
        }
      }
      return steps;
    } catch (FileNotFoundException e) {
      return steps; // no checkpoint was ever written
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Path of the checkpoint of a step, for people. */
  public String shown(int step) {
    return StoragePath.shown(folderOf(step));
  }

  /** Opens a file of the checkpoint of a step. */
  public InputStream open(int step, String name) {
    try {
      return files.open(new Path(folderOf(step), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the checkpoint of a step; one that stood there is replaced. */
  public void save(int step, List<Part> parts) {
    Path aside = new Path(folder, ASIDE);
    try {
      files.delete(aside, true);
      for (Part part : parts) {
        try (OutputStream out = files.create(new Path(aside, part.name()), true)) {
          part.content().writeTo(out);
        }
      }
      files.delete(folderOf(step), true);
      if (!files.rename(aside, folderOf(step))) {
        throw new IOException("cannot rename " + aside + " to " + folderOf(step));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes all but some checkpoints, and what a cut-off {@link #save} left.
   *
   * @param count how many of the last stay
   * @param best step of the one that stays besides
   */
  public void keep(int count, int best) {
    Integer[] all = steps().toArray(Integer[]::new);
    try {
      for (int step : Arrays.copyOf(all, Math.max(0, all.length - count))) {
        if (step != best) {
          files.delete(folderOf(step), true);
        }
      }
      files.delete(new Path(folder, ASIDE), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folderOf(int step) {
    return new Path(folder, name(step));
  }

  /** Name of the folder of a step. */
  public static String name(int step) {
    return String.format(Locale.ROOT, "step-%08d", step);
  }
}
