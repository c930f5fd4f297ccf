package org.netdiffus.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.netdiffus.forecast.InputSample;
import org.netdiffus.series.FileRead;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.TraceFile;
import org.netdiffus.series.TraceFormat;

/** The first bytes of some of many files, read as all of them would be. */
public final class SampledFiles {
  /** At most a hundredth of the input is read. */
  private static final long SHARE = 100;

  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_FILES = 64;

  /** Of one packed file, which may hold a thousand times its own bytes. */
  private static final int MOST_UNPACKED = 64 << 20;

  /** From so few bytes of a file something can be told. */
  private static final long FILE_BYTES = 16L << 10;

  private SampledFiles() {}

  /**
   * Looks into files that lie evenly among all. Every file is read as a whole trace, or as a table
   * of them; what is cut off at the end of the bytes is left out.
   */
  public static InputSample of(InputFiles input, ReadRules rules, Configuration configuration) {
    List<InputFiles.File> files = input.files();
    long all = files.stream().mapToLong(InputFiles.File::bytes).sum();
    long budget = Math.min(all / SHARE, MOST_BYTES);
    int looks =
        (int) Math.min(files.size(), Math.min(MOST_FILES, Math.max(1, budget / FILE_BYTES)));
    Look look = new Look(rules, configuration);
    for (int i = 0; i < looks; i++) {
      InputFiles.File file = files.get((int) ((2L * i + 1) * files.size() / (2L * looks)));
      look.into(file, (int) Math.min(file.bytes(), budget / looks));
    }
    return look.sample();
  }

  /** What has been seen so far. */
  private static final class Look {
    private final ReadRules rules;
    private final Configuration configuration;
    private final Set<String> labels = new HashSet<>();
    private long files;
    private long bytes;
    private long unpacked;
    private long traces;
    private long packets;
    private long captures;
    private boolean shared;

    private Look(ReadRules rules, Configuration configuration) {
      this.rules = rules;
      this.configuration = configuration;
    }

    private void into(InputFiles.File file, int most) {
      try {
        Path path = new Path(file.path());
        FileSystem system = path.getFileSystem(configuration);
        byte[] start = CaptureStore.of(path, file.bytes(), configuration).start(most);
        Counted content = new Counted(content(start));
        FileRead read =
            TraceFile.read(
                content,
                file.relative(),
                TraceFiles.neighbours(system, path.getParent()),
                rules,
                series -> labels.add(series.label()));
        files++;
        bytes += start.length;
        unpacked += content.bytes;
        traces += read.counts().traces();
        packets += read.counts().packets();
        boolean table = read.format().isEmpty() || TraceFormat.named(read.format()).isPresent();
        captures += table ? 0 : 1;
        shared = shared || read.counts().traces() > 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The beginning of a packed file ends somewhere, and is not damaged for that. */
    private static InputStream content(byte[] start) throws IOException {
      if (!UnpackedStream.Packing.of(start)
          .filter(UnpackedStream.Packing.GZIP::equals)
          .isPresent()) {
        return UnpackedStream.open(new ByteArrayInputStream(start));
      }
      ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(start))) {
        byte[] some = new byte[1 << 12];
        for (int n = in.read(some); n >= 0 && unpacked.size() < MOST_UNPACKED; n = in.read(some)) {
          unpacked.write(some, 0, n);
        }
      } catch (EOFException | ZipException end) {
        // So far and no further.
      }
      return new ByteArrayInputStream(unpacked.toByteArray());
    }

    private InputSample sample() {
      return new InputSample(
          files, bytes, unpacked, traces, packets, labels.size(), shared, 2 * captures > files);
    }
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    private Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int read = super.read(target, offset, count);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
