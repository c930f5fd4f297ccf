package org.netdiffus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.netdiffus.settings.UserError;

/**
 * A folder that one job writes, whole or not at all.
 *
 * <pre>
 * data/          rows in Parquet          (other names for models and reports)
 * run.json       what was done            written when all the rest is in place
 * _SUCCESS       the mark of completeness, written last
 * _started.json  the mark of a run under way, also beside a complete one that it will replace
 * _work/         what the run under way has written so far
 * _ready/        the same when all is written and only the moves to its place remain
 * _lock.json     who writes here now, see {@link RunLock}
 * </pre>
 *
 * What is written stands under {@code _work} and is moved to its place when it is complete, so a
 * reader that looks for {@code _SUCCESS} never meets half of anything.
 */
public final class RunFolder {
  /** Name of the folder of rows. */
  public static final String DATA = "data";

  static final String RUN = "run.json";
  private static final String SUCCESS = "_SUCCESS";
  private static final String STARTED = "_started.json";
  private static final String WORK = "_work";
  private static final String READY = "_ready";

  /** What stands at the place of a run folder. */
  public enum State {
    /** Nothing, or an empty folder. */
    ABSENT,
    /** The work of a run that did not come to its end. */
    UNFINISHED,
    /** A complete run. */
    COMPLETE,
    /** A complete run, but for a record that cannot be read. */
    DAMAGED,
    /** Something that this program did not write. */
    FOREIGN
  }

  private final FileSystem files;
  private final Path folder;

  private RunFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The run folder at a path of any file system that Hadoop knows. */
  public static RunFolder at(String path, Configuration configuration) {
    try {
      Path folder = StoragePath.of(path);
      FileSystem files = folder.getFileSystem(configuration);
      // Checksum files beside ours would be noise to other readers of the folder.
      files.setWriteChecksum(false);
      return new RunFolder(files, files.makeQualified(folder));
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.settings("path " + path + " (" + e.getMessage() + ")", "give a valid path");
    }
  }

  /** Opens the complete run folder that a job reads, or says which verb has to make it. */
  public static RunFolder completed(String path, String verb, Configuration configuration) {
    RunFolder folder = at(path, configuration);
    State state = folder.state();
    if (state != State.COMPLETE) {
      throw switch (state) {
        case ABSENT -> missing("there is nothing at " + path, verb);
        case UNFINISHED -> missing(path + " is not complete", verb);
        case DAMAGED -> UserError.input(folder.damage(), "move " + path + " away and make it anew");
        case FOREIGN, COMPLETE -> missing(path + " was not written by netdiffus", verb);
      };
    }
    String actual = folder.record().verb();
    if (!verb.contains(actual)) {
      throw UserError.input(
          path + " was written by " + actual, "give a folder that " + verb + " has written");
    }
    return folder;
  }

  private static UserError missing(String problem, String verb) {
    return UserError.input(problem, "let " + verb + " write it first");
  }

  /** What stands at this place. */
  public State state() {
    try {
      if (!files.exists(folder) || isEmptyFolder()) {
        return State.ABSENT;
      }
      Optional<RunRecord> record = parse(child(RUN));
      if (record.isPresent() && files.exists(child(SUCCESS)) && isWhole(record.get())) {
        return State.COMPLETE;
      }
      boolean ours =
          record.isPresent()
              || files.exists(child(STARTED))
              || files.exists(WholeFile.aside(child(STARTED)));
      return ours ? State.UNFINISHED : isDamaged() ? State.DAMAGED : State.FOREIGN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another program's record would be whole, so this is one of ours that a disk has lost. */
  private boolean isDamaged() throws IOException {
    return files.exists(child(SUCCESS))
        && files.exists(child(RUN))
        && !RunRecord.isJson(read(child(RUN)));
  }

  /** What a person is told of a complete run whose record cannot be read. */
  public String damage() {
    return "run.json in " + this + " is damaged";
  }

  /**
   * Whether a run stands complete here and none is under way beside it: then nothing has to be
   * written to know it.
   */
  public boolean isSettled() {
    try {
      return state() == State.COMPLETE
          && !files.exists(child(STARTED))
          && !files.exists(child(READY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all that the run wrote is still there. */
  private boolean isWhole(RunRecord record) throws IOException {
    for (String name : record.files()) {
      if (!files.exists(child(name))) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the folders lies in the other, or they are the same. */
  public boolean overlaps(RunFolder other) {
    String mine = folder + "/";
    String theirs = other.folder + "/";
    return mine.startsWith(theirs) || theirs.startsWith(mine);
  }

  /** The record of a complete run. */
  public RunRecord record() {
    return parse(child(RUN))
        .orElseThrow(() -> new IllegalStateException("no record of a run in " + folder));
  }

  /** The record with which the run under way, or the one that was cut off, began. */
  public Optional<RunRecord> startedRecord() {
    return parse(child(STARTED));
  }

  /** A file or folder of the complete run. */
  public Path path(String name) {
    return child(name);
  }

  /** Path of the rows, for Spark. */
  public String data() {
    return child(DATA).toString();
  }

  /**
   * SHA-256 of the record of the run without its timings: the identity of all that is in the
   * folder. A run made again from the same input with the same settings has the same.
   */
  public InputIdentity identity() {
    return InputIdentity.of(RUN, record().withoutTimings().toJson());
  }

  /** Bytes of a small file of the folder. */
  public byte[] read(String name) {
    return read(child(name));
  }

  /**
   * Marks the folder as a run under way and clears what an earlier unfinished run left; what is not
   * of this program stays.
   *
   * @param record what is going to be done
   */
  public void begin(RunRecord record) {
    try {
      boolean unfinished = state() == State.UNFINISHED;
      // Before the new mark: under it, work of another run would be gone on with.
      files.delete(child(WORK), true);
      if (unfinished) {
        files.delete(child(READY), true);
      }
      write(child(STARTED), record.toJson());
      if (unfinished) {
        deleteOldRun();
      }
      files.mkdirs(child(WORK));
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Marks the folder as a run under way and keeps what an earlier unfinished run left for this one.
   */
  public void resume(RunRecord record) {
    try {
      write(child(STARTED), record.toJson());
      files.mkdirs(child(WORK));
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Marks the folder as a run under way that begins with files of the complete one, which stands
   * until this one is published.
   *
   * @param carried names of those files and folders; ones that are not there are left out
   */
  public void beginWith(RunRecord record, Set<String> carried) {
    try {
      // The mark comes last: under it, half of a copy would be gone on with.
      files.delete(child(STARTED), false);
      files.delete(child(WORK), true);
      files.mkdirs(child(WORK));
      for (String name : carried) {
        if (files.exists(child(name))) {
          copy(name);
        }
      }
      write(child(STARTED), record.toJson());
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private void copy(String name) throws IOException {
    if (!FileUtil.copy(files, child(name), files, workPath(name), false, files.getConf())) {
      throw new IOException("cannot copy " + child(name) + " to " + workPath(name));
    }
  }

  /** Takes the run under way back: what stood complete before it stays, nothing else does. */
  public void discard() {
    try {
      files.delete(child(WORK), true);
      files.delete(child(STARTED), false);
      if (files.exists(folder) && files.listStatus(folder).length == 0) {
        files.delete(folder, false);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Where the run under way writes the file or folder of this name. */
  public Path workPath(String name) {
    return new Path(child(WORK), name);
  }

  /** Whether the run under way has written something by this name. */
  public boolean hasWork(String name) {
    try {
      return files.exists(workPath(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a small file of the run under way. */
  public void writeWork(String name, byte[] bytes) {
    try {
      write(workPath(name), bytes);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Moves all that the run under way has written to its place and marks it complete. Of what stood
   * there, the files of the run before go; others stay.
   */
  public void publish(RunRecord record) {
    try {
      List<String> names = new ArrayList<>();
      for (FileStatus status : files.listStatus(child(WORK))) {
        if (!status.getPath().getName().equals(RUN)) {
          names.add(status.getPath().getName());
        }
      }
      Collections.sort(names);
      write(workPath(RUN), record.withFiles(names).toJson());
      deleteOldRun();
      WholeFile.move(files, child(WORK), child(READY));
      finishPublishing();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Brings a publication that was cut off to its end; does nothing when there is none. */
  public void finishPublishing() {
    try {
      // Without the mark of a run of ours, a folder of that name is somebody else's.
      if (!files.exists(child(READY)) || !files.exists(child(STARTED))) {
        return;
      }
      for (FileStatus status : files.listStatus(child(READY))) {
        Path place = child(status.getPath().getName());
        files.delete(place, true);
        WholeFile.move(files, status.getPath(), place);
      }
      write(child(SUCCESS), new byte[0]);
      files.delete(child(READY), true);
      files.delete(child(STARTED), false);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** The mark of completeness first, the record that names the rest last. */
  private void deleteOldRun() throws IOException {
    files.delete(child(SUCCESS), false);
    Optional<RunRecord> old = parse(child(RUN));
    if (old.isPresent()) {
      for (String name : old.get().files()) {
        files.delete(child(name), true);
      }
      files.delete(child(RUN), false);
    }
  }

  @Override
  public String toString() {
    return StoragePath.shown(folder);
  }

  private Path child(String name) {
    return new Path(folder, name);
  }

  private boolean isEmptyFolder() throws IOException {
    return files.getFileStatus(folder).isDirectory()
        && Arrays.stream(files.listStatus(folder))
            .allMatch(status -> RunLock.isPartOf(status.getPath().getName()));
  }

  private void write(Path path, byte[] bytes) throws IOException {
    WholeFile.write(files, path, bytes);
  }

  private byte[] read(Path path) {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<RunRecord> parse(Path path) {
    try (InputStream in = files.open(path)) {
      return RunRecord.fromJson(in.readAllBytes());
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UserError cannotWrite(IOException cause) {
    return WriteFailure.of(toString(), cause);
  }
}
