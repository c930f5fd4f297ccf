package org.netdiffus.spark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process as another one on the same machine finds it again, by what Linux says of it under
 * {@code /proc}.
 *
 * @param host name of the machine, for people
 * @param space the machine's boot and the process's pid name space: where a pid means one process;
 *     empty when that cannot be told
 * @param pid number of the process
 * @param startTicks when it started, in the system's ticks since boot, which no change of the clock
 *     moves; tells it from a later process of the same number
 */
record ProcessPlace(
    @JsonProperty("host") String host,
    @JsonProperty("space") String space,
    @JsonProperty("pid") long pid,
    @JsonProperty("start-ticks") long startTicks) {
  /** Place of the start time behind the process's name in {@code /proc/PID/stat}: field 22. */
  private static final int START = 22 - 3;

  /** What is known of a process. */
  enum Life {
    /** It runs. */
    RUNS,
    /** It has ended. */
    GONE,
    /** It cannot be seen from here. */
    OUT_OF_SIGHT
  }

  /** The process that asks. */
  static ProcessPlace own() {
    long pid = ProcessHandle.current().pid();
    return new ProcessPlace(hostName(), spaceHere(), pid, startTicksOf(pid));
  }

  /** Whether the process runs, as far as this one can see. */
  Life life() {
    if (space.isEmpty() || !space.equals(spaceHere())) {
      return Life.OUT_OF_SIGHT;
    }
    long ticks = startTicksOf(pid);
    if (ticks == 0 && !Files.exists(Path.of("/proc/1"))) {
      return Life.OUT_OF_SIGHT; // processes of others are hidden here
    }
    return ticks == startTicks ? Life.RUNS : Life.GONE;
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "a host without a name";
    }
  }

  private static String spaceHere() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException | SecurityException untold) {
      return "";
    }
  }

  /** 0 for a process that does not run. */
  private static long startTicksOf(long pid) {
    try {
      String stat =
          new String(
              Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
      // The name stands in parentheses and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? 0 : Long.parseLong(fields[START]);
    } catch (IOException gone) {
      return 0;
    }
  }
}
