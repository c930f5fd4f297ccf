package org.netdiffus.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Verbs on simulated captures, run as the command line runs them, each in a session of so many
 * cores, with their folders in a temporary one. What they print goes to a log there.
 */
final class SimulatedRuns implements AutoCloseable {
  private static final int LAST_LINES = 40;

  private final Path folder;
  private final PrintStream log;

  private SimulatedRuns(Path folder, PrintStream log) {
    this.folder = folder;
    this.log = log;
  }

  /** Simulates captures and renders them as tiles of so many pixels a side, in {@code tiles}. */
  static SimulatedRuns withTiles(int size) throws IOException {
    SimulatedRuns runs = inEmptyFolder();
    runs.verb(
        1,
        "simulate-captures",
        "simulate.output=" + runs.path("captures"),
        "simulate.traces-per-class=40");
    runs.verb(
        1,
        "extract-series",
        "extract.input=" + runs.path("captures/data"),
        "extract.output=" + runs.path("series"),
        "extract.bin-width=500ms",
        "extract.length=" + 3 * size,
        "extract.client=private-networks");
    runs.verb(
        1,
        "render-tiles",
        "render.input=" + runs.path("series"),
        "render.output=" + runs.path("tiles"),
        "render.size=" + size,
        "render.preview=0");
    return runs;
  }

  /** No verb run yet. */
  static SimulatedRuns inEmptyFolder() throws IOException {
    Path folder = Files.createTempDirectory("netdiffus-bench");
    PrintStream log = new PrintStream(folder.resolve("log.txt").toFile(), StandardCharsets.UTF_8);
    return new SimulatedRuns(folder, log);
  }

  /** A place in the folder of these runs. */
  Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Runs a verb, replacing what it wrote before.
   *
   * @param cores tasks that run side by side
   * @param settings {@code key=value} each
   */
  void verb(int cores, String verb, String... settings) {
    List<String> words = new ArrayList<>(List.of(verb, "--overwrite"));
    for (String setting : settings) {
      words.add("--set");
      words.add(setting);
    }
    PrintStream terminal = System.out;
    System.setProperty("spark.master", "local[" + cores + "]");
    System.setOut(log);
    int code;
    try {
      code = Main.run(words.toArray(String[]::new));
    } finally {
      System.setOut(terminal);
    }
    if (code != 0) {
      throw new IllegalStateException(
          "exit code %d of %s, which said:%n%s"
              .formatted(code, String.join(" ", words), lastLines()));
    }
  }

  /** The folder goes, so what matters of the log has to be told. */
  private String lastLines() {
    log.flush();
    try {
      List<String> lines = Files.readAllLines(path("log.txt"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
