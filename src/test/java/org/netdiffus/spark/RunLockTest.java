package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.settings.UserError;

class RunLockTest {
  private static final RunLock.Timing SHORT =
      new RunLock.Timing(Duration.ofMillis(20), Duration.ofMillis(600));

  @TempDir private Path place;
  private final List<String> said = new ArrayList<>();

  @Test
  void aLockIsHeldByOneAndLeavesNothingBehind() throws IOException {
    try (RunLock first = take(owner("render-tiles", Instant.EPOCH))) {
      first.requireHeld();
      assertThatThrownBy(() -> take(owner("evaluate", Instant.EPOCH)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(
              "out is being written by another run (render-tiles, process "
                  + ProcessHandle.current().pid()
                  + " on ")
          .hasMessageContaining("since 1970-01-01T00:00:00Z, application app-1)");
      assertThat(said).isEmpty();
    }
    assertThat(place.resolve("out")).doesNotExist();

    Files.createDirectories(place.resolve("out"));
    Files.writeString(place.resolve("out/kept"), "");
    take(owner("evaluate", Instant.EPOCH)).close();
    assertThat(names()).containsExactly("kept");
  }

  @Test
  void theLockOfAKilledProcessIsTakenOverAtOnceAndThatOfALivingOneIsNot() throws Exception {
    Process other = holder();
    try {
      assertThatThrownBy(() -> take(owner("evaluate", Instant.EPOCH)))
          .hasMessageContaining("is being written by another run (other, process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(names()).contains("_lock.json");

    try (RunLock taken = take(owner("evaluate", Instant.EPOCH))) {
      taken.requireHeld();
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .contains("over from a run that has ended (other, process " + other.pid());
    assertThat(place.resolve("out")).doesNotExist();
  }

  @Test
  void aLockFromElsewhereIsWatchedAndTakenOverWhenItGivesNoSign() throws IOException {
    LockOwner far = elsewhere();
    Files.createDirectories(place.resolve("out"));
    Files.write(place.resolve("out/_lock.json"), far.toJson());
    Files.writeString(place.resolve("out/_lock." + far.token() + ".beat"), "7");

    try (RunLock taken = take(owner("evaluate", Instant.EPOCH))) {
      taken.requireHeld();
    }
    assertThat(said).hasSize(2);
    assertThat(said.get(0))
        .startsWith("waits for at most 0 s")
        .contains("process 1 on far.example");
    assertThat(said.get(1)).contains("over from a run that has ended");
    assertThat(place.resolve("out")).doesNotExist();
  }

  @Test
  void aLockFromElsewhereThatShowsLifeIsRespectedWhateverTheClocksSay() throws Exception {
    // Both clocks are wrong by decades, in either direction: nothing is compared with them.
    LockOwner far = elsewhere();
    RunLock living = take(far);
    try {
      assertThatThrownBy(() -> take(owner("evaluate", Instant.parse("1980-01-01T00:00:00Z"))))
          .hasMessageContaining(
              "is being written by another run (train-denoiser, process 1 on far");
    } finally {
      living.close();
    }
  }

  @Test
  void aLockThatIsJustBeingWrittenIsReadWhenItIs() throws IOException {
    Files.createDirectories(place.resolve("out"));
    Path lock = Files.createFile(place.resolve("out/_lock.json"));
    RunLock.Timing slow = new RunLock.Timing(Duration.ofMinutes(2), Duration.ofMinutes(4));

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(
                    () ->
                        RunLock.take(
                            out(),
                            new Configuration(),
                            owner("evaluate", Instant.EPOCH),
                            slow,
                            line -> writeLate(lock)))
                .hasMessageContaining("is being written by another run (render-tiles, "));
  }

  /** As its owner does, when another one has found it empty. */
  private static void writeLate(Path lock) {
    try {
      Files.write(lock, owner("render-tiles", Instant.EPOCH).toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void halfALockIsTakenOverAfterAWhile() throws IOException {
    Files.createDirectories(place.resolve("out"));
    Files.writeString(place.resolve("out/_lock.json"), "{ \"token\" : ");

    take(owner("evaluate", Instant.EPOCH)).close();

    assertThat(said).last().asString().contains("its lock names nobody");
    assertThat(place.resolve("out")).doesNotExist();
  }

  @Test
  void oneOfManyThatFindTheSameDeadLockHasIt() throws Exception {
    ProcessPlace own = ProcessPlace.own();
    ProcessPlace dead = new ProcessPlace(own.host(), own.space(), own.pid(), own.startTicks() + 1);
    for (int round = 0; round < 20; round++) {
      Files.createDirectories(place.resolve("out"));
      LockOwner ended = new LockOwner("dead-" + round, "evaluate", dead, "then", "app-0");
      Files.write(place.resolve("out/_lock.json"), ended.toJson());
      List<RunLock> taken = Collections.synchronizedList(new ArrayList<>());
      List<UserError> refused = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> takers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        LockOwner owner = owner("evaluate", Instant.EPOCH);
        Thread taker =
            new Thread(
                () -> {
                  try {
                    start.await();
                    taken.add(RunLock.take(out(), new Configuration(), owner, SHORT, line -> {}));
                  } catch (UserError other) {
                    refused.add(other);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        taker.start();
        takers.add(taker);
      }
      start.countDown();
      for (Thread taker : takers) {
        taker.join();
      }
      assertThat(taken).as("round " + round).hasSize(1);
      assertThat(refused).hasSize(5);
      taken.get(0).requireHeld();
      taken.get(0).close();
      assertThat(place.resolve("out")).doesNotExist();
    }
  }

  @Test
  void aRunWhoseLockWasTakenOrRemovedIsTold() throws IOException {
    try (RunLock first = take(owner("render-tiles", Instant.EPOCH))) {
      Files.write(place.resolve("out/_lock.json"), elsewhere().toJson());
      assertThat(first.isHeld()).isFalse();
      assertThatThrownBy(first::requireHeld)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("out was taken over while this run stood still (train-denoiser, ");
      Files.delete(place.resolve("out/_lock.json"));
      assertThat(first.isRemoved()).isTrue();
      assertThatThrownBy(first::requireHeld)
          .hasMessageContaining("out was removed while it was being written");
    }
  }

  @Test
  void aFolderWithALockAloneHoldsNoRun() throws IOException {
    try (RunLock lock = take(owner("render-tiles", Instant.EPOCH))) {
      assertThat(RunFolder.at(out(), new Configuration()).state())
          .isEqualTo(RunFolder.State.ABSENT);
      lock.requireHeld();
    }
  }

  @Test
  void aPathWithAPasswordIsRefusedWithoutSayingIt() {
    assertThatThrownBy(() -> RunFolder.at("s3a://key:hush@bucket/out", new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the path s3a://…@bucket/out holds a password")
        .hasMessageNotContaining("hush");
    assertThat(RunFolder.at(place + "/a:b@c", new Configuration()).state())
        .isEqualTo(RunFolder.State.ABSENT);
  }

  /** Holds the lock of the folder that it is given until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      RunLock.take(
          arguments[0],
          new Configuration(),
          LockOwner.self("other", "app-2", Clock.systemUTC()),
          SHORT,
          line -> {});
      System.out.println("held");
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  private Process holder() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                out())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("held");
    return process;
  }

  private static LockOwner elsewhere() {
    return new LockOwner(
        "t-0",
        "train-denoiser",
        new ProcessPlace("far.example", "another boot", 1, 77),
        "2051-01-01T00:00:00Z",
        "app-9");
  }

  private static LockOwner owner(String verb, Instant now) {
    return LockOwner.self(verb, "app-1", Clock.fixed(now, ZoneOffset.UTC));
  }

  private RunLock take(LockOwner owner) {
    return RunLock.take(out(), new Configuration(), owner, SHORT, said::add);
  }

  private String out() {
    return place.resolve("out").toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> children = Files.list(place.resolve("out"))) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
