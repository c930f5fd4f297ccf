package org.netdiffus.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.capture.CaptureIndex;
import org.netdiffus.capture.CaptureSplit;
import org.netdiffus.capture.CaptureSplits;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.settings.UserError;

/** Which files a scan reads, in which pieces. */
final class CapturePlan {
  /** Captures up to this size are walked by the planner where they are cut: it takes no time. */
  private static final long MOST_WALKED_BYTES = 8L << 20;

  /** What opening a file costs, in bytes that could be read in its stead. */
  private static final long OPENING_BYTES = 1L << 20;

  private static final int PCAPNG_MAGIC_BYTES = 4;

  private final CaptureOptions options;
  private final Configuration configuration;

  CapturePlan(CaptureOptions options, Configuration configuration) {
    this.options = options;
    this.configuration = configuration;
  }

  /**
   * The files at some paths: files, folders with all that is below them, patterns.
   *
   * @throws UserError when there is nothing at a path
   */
  List<FileStatus> files(List<String> paths) {
    List<FileStatus> files = new ArrayList<>();
    try {
      for (String text : paths) {
        Path path = new Path(text);
        FileSystem system = path.getFileSystem(configuration);
        FileStatus[] found = system.globStatus(path);
        if (found == null || found.length == 0) {
          throw UserError.input("there is nothing at " + text, "check the path");
        }
        for (FileStatus status : found) {
          add(files, system, status);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void add(List<FileStatus> files, FileSystem system, FileStatus status)
      throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus file : FileListing.below(system, status.getPath())) {
      String relative = status.getPath().toUri().relativize(file.getPath().toUri()).getPath();
      if (!InputFiles.isHidden(relative)) {
        found.add(file);
      }
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    files.addAll(found);
  }

  /** What the tasks of a reading read: large files in parts, small ones together. */
  List<CapturePartition> partitions(List<FileStatus> files) {
    List<CapturePartition> partitions = new ArrayList<>();
    List<CapturePiece> small = new ArrayList<>();
    long gathered = 0;
    for (FileStatus file : files) {
      List<CapturePiece> pieces = pieces(file);
      if (pieces.size() > 1 || file.getLen() >= options.splitBytes()) {
        pieces.forEach(
            piece -> partitions.add(new CapturePartition(List.of(piece), hosts(file, piece))));
        continue;
      }
      small.addAll(pieces);
      gathered += OPENING_BYTES + file.getLen();
      if (gathered >= options.splitBytes()) {
        partitions.add(new CapturePartition(List.copyOf(small), List.of()));
        small.clear();
        gathered = 0;
      }
    }
    if (!small.isEmpty()) {
      partitions.add(new CapturePartition(List.copyOf(small), List.of()));
    }
    return partitions;
  }

  private List<String> hosts(FileStatus file, CapturePiece piece) {
    long start = piece.part().start();
    try {
      BlockLocation[] blocks =
          file.getPath()
              .getFileSystem(configuration)
              .getFileBlockLocations(file, start, Math.max(1, piece.part().bytes()));
      return blocks == null || blocks.length == 0
          ? List.of()
          : Arrays.stream(blocks[0].getHosts()).filter(host -> !host.equals("localhost")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pieces of a file. */
  List<CapturePiece> pieces(FileStatus file) {
    String path = file.getPath().toString();
    long bytes = file.getLen();
    try {
      return parts(file, CaptureStore.of(path, bytes, configuration)).stream()
          .map(part -> new CapturePiece(path, bytes, part))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<CapturePiece.Part> parts(FileStatus status, CaptureStore file) throws IOException {
    if (file.length() <= options.splitBytes()) {
      return List.of(new CapturePiece.Whole(file.length()));
    }
    Optional<CaptureIndex> index = new CaptureIndexes(options.index(), configuration).of(status);
    if (index.isPresent()) {
      return exact(index.get().parts(options.splitBytes()), file.length());
    }
    byte[] start = file.start(PCAPNG_MAGIC_BYTES);
    if (UnpackedStream.Packing.of(start).isPresent()) {
      return List.of(new CapturePiece.Whole(file.length()));
    }
    boolean walked =
        file.length() <= MOST_WALKED_BYTES
            || options.boundaries() == CaptureOptions.Boundaries.EXACT
            || CaptureSplits.mustBeWalked(start);
    return walked ? exact(file) : between(file.length());
  }

  /** A file that is no capture is one piece, whose reading says so. */
  private List<CapturePiece.Part> exact(CaptureStore file) throws IOException {
    try (InputStream in = file.from(0)) {
      return exact(CaptureSplits.walked(in, options.splitBytes()), file.length());
    } catch (NotACaptureException noCapture) {
      return List.of(new CapturePiece.Whole(file.length()));
    }
  }

  private static List<CapturePiece.Part> exact(List<CaptureSplit> splits, long length) {
    List<CapturePiece.Part> parts = new ArrayList<>();
    for (CaptureSplit split : splits) {
      long end = Math.min(split.end(), length);
      parts.add(new CapturePiece.Exact(split, Math.max(0, end - split.start())));
    }
    return parts;
  }

  /** Parts of equal size; a rest that is less than a tenth of one belongs to the last. */
  private List<CapturePiece.Part> between(long length) {
    List<CapturePiece.Part> parts = new ArrayList<>();
    long size = options.splitBytes();
    long from = 0;
    while (from < length) {
      long left = length - from;
      long to = left < size + size / 10 ? length : from + size;
      parts.add(new CapturePiece.Between(from, to));
      from = to;
    }
    return parts;
  }
}
