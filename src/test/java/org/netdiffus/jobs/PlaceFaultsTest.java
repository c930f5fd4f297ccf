package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.netdiffus.testing.LocalSpark;

/** Outputs on a small file system of their own, which takes the right to mount one. */
@ExtendWith(LocalSpark.class)
class PlaceFaultsTest {
  @TempDir private Path place;
  private Path disk;

  @BeforeEach
  void aSmallDisk(SparkSession spark) throws Exception {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    disk = Files.createDirectory(place.resolve("disk"));
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()),
        "no right to mount a file system here: full and read-only disks are not tried");
  }

  @AfterEach
  void takenAway() throws Exception {
    done("umount", "-l", disk.toString());
  }

  @Test
  void aFullDiskIsOneLineAndWithRoomTheSameCommandEndsWell() throws Exception {
    String line = mistake("simulate.traces-per-class=20");

    assertThat(line)
        .contains("cannot write to " + disk.resolve("out"))
        .contains("No space left on device")
        .contains("give the same command again");
    assertThat(disk.resolve("out/_SUCCESS")).doesNotExist();
    assertThat(disk.resolve("out/data")).doesNotExist();

    assertThat(done("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
    assertThat(simulate("simulate.traces-per-class=20")).isZero();
    assertThat(names("out")).containsExactly("_SUCCESS", "data", "run.json");
  }

  @Test
  void aReadOnlyDiskIsOneLineAndWhatStandsThereIsStillComplete() throws Exception {
    assertThat(done("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
    assertThat(simulate("simulate.traces-per-class=1")).isZero();
    assertThat(done("mount", "-o", "remount,ro", disk.toString())).isTrue();

    assertThat(simulate("simulate.traces-per-class=1")).isZero();
    assertThat(mistake("simulate.traces-per-class=2", "--overwrite"))
        .contains("cannot write to " + disk.resolve("out") + " (")
        .contains("Read-only file system")
        .contains("check that the disk has room and that you may write there");
    assertThat(names("out")).containsExactly("_SUCCESS", "data", "run.json");
  }

  private int simulate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("simulate-captures"));
    for (String setting :
        List.of("simulate.classes=iot-light", "simulate.output=" + disk + "/out")) {
      arguments.addAll(List.of("--set", setting));
    }
    for (String word : more) {
      arguments.addAll(word.startsWith("--") ? List.of(word) : List.of("--set", word));
    }
    return Main.run(arguments.toArray(String[]::new));
  }

  private String mistake(String... more) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(simulate(more)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    List<String> lines =
        caught
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("netdiffus: "))
            .toList();
    assertThat(lines).as(caught.toString(StandardCharsets.UTF_8)).hasSize(1);
    return lines.get(0);
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> children = Files.list(disk.resolve(folder))) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean done(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
