package org.netdiffus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.netdiffus.settings.UserError;

/**
 * The right of one run to write a folder.
 *
 * <pre>
 * _lock.json          who has it; made where there is none, in one step
 * _lock.TOKEN.beat    a number that its owner raises as long as it lives
 * _lock.TOKEN.gone    the lock of an owner that has ended, set aside by the run that found it so
 * </pre>
 *
 * A lock outlives an owner that was killed. On the owner's machine that is seen at once; from
 * another one the lock is watched, and taken over when the number has not changed for long. No
 * clock is compared with another.
 */
public final class RunLock implements AutoCloseable {
  private static final String PREFIX = "_lock.";
  private static final String NAME = "_lock.json";

  /** Who makes a lock has written its name into it long before that. */
  private static final Duration WRITING = Duration.ofMillis(200);

  /**
   * How often an owner shows that it lives, and how long another one waits for that.
   *
   * @param beat between two signs of life
   * @param patience without a sign, until the owner counts as dead
   */
  public record Timing(Duration beat, Duration patience) {
    /** Long enough for a driver that collects garbage, or waits for its file system. */
    public static final Timing USUAL = new Timing(Duration.ofSeconds(5), Duration.ofMinutes(1));
  }

  private final FileSystem files;
  private final Path folder;
  private final LockOwner owner;
  private final Thread beating;
  private volatile boolean closed;

  private RunLock(FileSystem files, Path folder, LockOwner owner, Timing timing) {
    this.files = files;
    this.folder = folder;
    this.owner = owner;
    this.beating = new Thread(() -> beat(timing.beat()), "lock of " + folder);
    beating.setDaemon(true);
  }

  /**
   * Takes the lock of a folder, which is made if need be.
   *
   * @param path the folder
   * @param owner who will have it
   * @param says told in a line when a lock is watched or taken over
   * @throws UserError when a living run has it, or the folder cannot be written
   */
  public static RunLock take(
      String path,
      Configuration configuration,
      LockOwner owner,
      Timing timing,
      Consumer<String> says) {
    Path folder = StoragePath.of(path);
    try {
      FileSystem files = folder.getFileSystem(configuration);
      files.setWriteChecksum(false);
      RunLock lock = new RunLock(files, files.makeQualified(folder), owner, timing);
      lock.makeFolder();
      while (!lock.create()) {
        lock.setAsideOrRefuse(timing, says);
        lock.makeFolder();
      }
      lock.begin();
      return lock;
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    }
  }

  private void makeFolder() throws IOException {
    if (!files.mkdirs(folder)) {
      throw new IOException("the folder cannot be made");
    }
  }

  private void begin() throws IOException {
    try {
      showLife(0);
    } catch (IOException e) {
      close();
      throw e;
    }
    beating.start();
  }

  /** Whether a file of a folder belongs to its lock and not to its content. */
  static boolean isPartOf(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * Makes sure that what this run has written is its own.
   *
   * @throws UserError when the folder was taken over by another run, or removed
   */
  public void requireHeld() {
    try {
      Optional<LockOwner> holder = holder();
      if (holder.isEmpty() || !holder.get().token().equals(owner.token())) {
        throw holder
            .map(
                other ->
                    UserError.settings(
                        shown() + " was taken over while this run stood still (" + other + ")",
                        "let that run end; nothing of this one was published"))
            .orElseGet(
                () ->
                    UserError.settings(
                        shown() + " was removed while it was being written",
                        "see who did that, and give the same command again"));
      }
    } catch (IOException e) {
      throw WriteFailure.of(shown(), e);
    }
  }

  /** Whether the lock stands as this run has made it. */
  public boolean isHeld() {
    try {
      return holder().map(LockOwner::token).filter(owner.token()::equals).isPresent();
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Whether there is no lock at all: somebody has removed the folder, or what was in it. */
  public boolean isRemoved() {
    try {
      return !files.exists(new Path(folder, NAME));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Gives the lock back; a folder with nothing else in it goes too. */
  @Override
  public void close() {
    closed = true;
    beating.interrupt();
    try {
      beating.join(TimeUnit.SECONDS.toMillis(10));
      if (!isHeld()) {
        return;
      }
      FileStatus[] all = files.listStatus(folder);
      int others = 0;
      for (FileStatus status : all) {
        String name = status.getPath().getName();
        if (!isPartOf(name)) {
          others++;
        } else if (!name.equals(NAME)) {
          files.delete(status.getPath(), false);
        }
      }
      files.delete(new Path(folder, NAME), false);
      if (others == 0) {
        files.delete(folder, false);
      }
    } catch (IOException stays) {
      // The next run finds that its owner has ended. What this one came to is not hidden by that.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the lock; false when there is one. */
  private boolean create() throws IOException {
    Path lock = new Path(folder, NAME);
    OutputStream opened;
    try {
      // Hadoop's local file system looks first and makes then; Java's makes in one step.
      opened =
          isLocal()
              ? Files.newOutputStream(local(NAME), StandardOpenOption.CREATE_NEW)
              : files.create(lock, false);
    } catch (NoSuchFileException gone) {
      return false; // the run before has just taken its empty folder away
    } catch (IOException e) {
      // HDFS says in several ways that another one is there, or is being made.
      if (files.exists(lock)) {
        return false;
      }
      throw e;
    }
    try (OutputStream out = opened) {
      out.write(owner.toJson());
    } catch (IOException notWhole) {
      files.delete(lock, false);
      throw notWhole;
    }
    return true;
  }

  private boolean isLocal() {
    return folder.toUri().getScheme().equals("file");
  }

  private java.nio.file.Path local(String name) {
    return java.nio.file.Path.of(new Path(folder, name).toUri().getPath());
  }

  private void setAsideOrRefuse(Timing timing, Consumer<String> says) throws IOException {
    byte[] content = content();
    if (content.length == 0 && !files.exists(new Path(folder, NAME))) {
      return; // given back just now
    }
    Optional<LockOwner> holder = LockOwner.fromJson(content);
    String name = holder.map(LockOwner::toString).orElse("its lock names nobody");
    switch (stateOf(holder, content, timing, says)) {
      case LIVES ->
          throw UserError.settings(
              shown() + " is being written by another run (" + name + ")",
              "let it end, or name another output");
      case ENDED -> {
        String token = holder.map(LockOwner::token).orElseGet(() -> UUID.randomUUID().toString());
        if (isLocal() ? setAsideAlone(content, token) : setAside(token)) {
          says.accept("takes " + shown() + " over from a run that has ended (" + name + ")");
        }
      }
      case CHANGED -> {} // it is looked at anew
    }
  }

  /**
   * As {@link #setAside}, but a local disk's renaming replaces what is there, so that a second run
   * could set the first one's new lock aside: one at a time, and only the lock that was judged.
   */
  private boolean setAsideAlone(byte[] judged, String token) throws IOException {
    try (FileChannel guard =
            FileChannel.open(
                local(PREFIX + "taking"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock alone = guard.lock()) {
      return alone.isValid() && Arrays.equals(content(), judged) && setAside(token);
    } catch (OverlappingFileLockException another) {
      return false; // in this very process
    }
  }

  /**
   * One of several runs that find the same can do this, for its name for the lock is then there.
   */
  private boolean setAside(String token) throws IOException {
    try {
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(
              new Path(folder, NAME),
              new Path(folder, PREFIX + token + ".gone"),
              Options.Rename.NONE);
      return true;
    } catch (FileNotFoundException | FileAlreadyExistsException another) {
      return false;
    }
  }

  /** What became of a lock and its owner. */
  private enum Found {
    LIVES,
    ENDED,
    CHANGED
  }

  private Found stateOf(
      Optional<LockOwner> holder, byte[] content, Timing timing, Consumer<String> says)
      throws IOException {
    ProcessPlace.Life life =
        holder.map(known -> known.process().life()).orElse(ProcessPlace.Life.OUT_OF_SIGHT);
    return switch (life) {
      case RUNS -> Found.LIVES;
      case GONE -> Arrays.equals(content(), content) ? Found.ENDED : Found.CHANGED;
      case OUT_OF_SIGHT -> watched(holder, content, timing, says);
    };
  }

  /** Watches a lock whose owner cannot be seen, for as long as it gives no sign of life. */
  private Found watched(
      Optional<LockOwner> holder, byte[] content, Timing timing, Consumer<String> says)
      throws IOException {
    Duration interval = holder.isPresent() ? timing.beat() : WRITING;
    if (holder.isEmpty()) {
      pause(interval);
      if (!Arrays.equals(content(), content)) {
        return Found.CHANGED; // it was just being made
      }
    }
    says.accept(
        "waits for at most %d s to see whether another run lives (%s)"
            .formatted(
                timing.patience().toSeconds(),
                holder.map(LockOwner::toString).orElse("its lock names nobody")));
    String token = holder.map(LockOwner::token).orElse("");
    byte[] first = signOfLife(token);
    long began = System.nanoTime();
    while (System.nanoTime() - began < timing.patience().toNanos()) {
      pause(interval);
      if (!Arrays.equals(content(), content)) {
        return Found.CHANGED;
      }
      if (!Arrays.equals(signOfLife(token), first)) {
        return Found.LIVES;
      }
    }
    return Found.ENDED;
  }

  private void beat(Duration interval) {
    for (long number = 1; !closed; number++) {
      try {
        Thread.sleep(interval.toMillis());
        if (!closed && isHeld()) {
          showLife(number);
        }
      } catch (IOException missed) {
        // The next one may come through; without any, another run waits its patience out.
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private void showLife(long number) throws IOException {
    try (OutputStream out = files.create(beatOf(owner.token()), true)) {
      out.write(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private byte[] signOfLife(String token) throws IOException {
    return read(beatOf(token));
  }

  private Path beatOf(String token) {
    return new Path(folder, PREFIX + token + ".beat");
  }

  private Optional<LockOwner> holder() throws IOException {
    return LockOwner.fromJson(content());
  }

  private byte[] content() throws IOException {
    return read(new Path(folder, NAME));
  }

  /** Empty where there is no such file. */
  private byte[] read(Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException none) {
      return new byte[0];
    }
  }

  private String shown() {
    return StoragePath.shown(folder);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another run was watched", e);
    }
  }
}
