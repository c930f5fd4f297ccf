package org.netdiffus.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.netdiffus.bench.Machine;

/**
 * How jobs grow, and what uneven input does to them: driver memory, what tasks send to the driver,
 * shuffles, files and time. Run it with {@code NETDIFFUS_BENCH_HEAP=1g}: everything has to fit.
 *
 * <pre>
 * generation [TILES ...]     sample-tiles and recover-series of so many tiles (10000 100000)
 * one-large [MIB] [FILES]    one capture of so many MiB among so many small ones (2048 10000)
 * empty [FILES]              so many empty files beside a few captures (10000)
 * one-label [TRACES]         so many traces, nine of ten of one label (100000)
 * long-trace [PACKETS]       one trace of so many packets, cut as a flow (100000000)
 * </pre>
 *
 * Without a word all of them run, at a hundredth of their size with {@code --quick}.
 */
public final class OperationsBench {
  private static final int CORES = 2;

  private OperationsBench() {}

  /**
   * Runs the bench.
   *
   * @param words one of the above with its sizes; {@code --quick}
   */
  public static void main(String[] words) throws IOException {
    List<String> given = new ArrayList<>(List.of(words));
    int less = given.remove("--quick") ? 100 : 1;
    String what = given.isEmpty() ? "all" : given.remove(0);
    long[] sizes = given.stream().mapToLong(Long::parseLong).toArray();
    System.setProperty("spark.extraListeners", DriverLoad.class.getName());
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: local[%d], heap of at most %d MiB%n%-52s %9s %9s %9s %9s %9s %6s %9s%n",
        CORES,
        Runtime.getRuntime().maxMemory() >> 20,
        "what",
        "seconds",
        "heap MiB",
        "to driver",
        "shuffled",
        "written",
        "files",
        "rows");
    boolean all = what.equals("all");
    if (all || what.equals("generation")) {
      generation(sizes.length > 0 && !all ? sizes : new long[] {10_000 / less, 100_000 / less});
    }
    if (all || what.equals("one-large")) {
      oneLarge(size(sizes, 0, 2048 / less, all), (int) size(sizes, 1, 10_000 / less, all));
    }
    if (all || what.equals("empty")) {
      empty((int) size(sizes, 0, 10_000 / less, all));
    }
    if (all || what.equals("one-label")) {
      oneLabel((int) size(sizes, 0, 100_000 / less, all));
    }
    if (all || what.equals("long-trace")) {
      longTrace(size(sizes, 0, 100_000_000L / less, all));
    }
  }

  private static long size(long[] sizes, int place, long usual, boolean all) {
    return !all && place < sizes.length ? sizes[place] : usual;
  }

  /** From a network of the preset test, 8 pixels, two evaluations a tile. */
  private static void generation(long[] tiles) throws IOException {
    try (SimulatedRuns runs = SimulatedRuns.withTiles(8)) {
      runs.verb(
          CORES,
          "train-denoiser",
          "train.input=" + runs.path("tiles"),
          "train.output=" + runs.path("model"),
          "train.preset=test",
          "train.workers=1",
          "train.steps=2",
          "train.preview-every=0",
          "train.batch=4");
      for (long count : tiles) {
        measured(
            runs,
            count + " tiles: sample-tiles",
            "synthetic",
            "sample-tiles",
            "sample.model=" + runs.path("model"),
            "sample.output=" + runs.path("synthetic"),
            "sample.per-class=" + count / 6,
            "sample.batch=500",
            "sample.steps=2");
        measured(
            runs,
            count + " tiles: recover-series",
            "recovered",
            "recover-series",
            "recover.input=" + runs.path("synthetic"),
            "recover.output=" + runs.path("recovered"));
      }
    }
  }

  private static void oneLarge(long mebibytes, int files) throws IOException {
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      Path captures = runs.path("captures");
      for (int i = 0; i < files; i++) {
        MadeCaptures.write(captures.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".pcap"), i, 20, 4);
      }
      MadeCaptures.write(
          captures.resolve("a/large.pcap"),
          -1,
          (mebibytes << 20) / MadeCaptures.RECORD_BYTES,
          1000);
      String name = mebibytes + " MiB among " + files + " small captures";
      measured(runs, name + ", files", "series", extract(runs, "file"));
      measured(runs, name + ", flows", "series", extract(runs, "flow"));
    }
  }

  private static void empty(int files) throws IOException {
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      Path captures = runs.path("captures");
      for (int i = 0; i < 20; i++) {
        MadeCaptures.write(captures.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".pcap"), i, 20, 4);
      }
      for (int i = 0; i < files; i++) {
        Files.createFile(captures.resolve("a/empty-" + i + ".pcap"));
      }
      measured(runs, files + " empty files", "series", extract(runs, "file"));
      measured(runs, files + " empty files, flows", "series", extract(runs, "flow"));
    }
  }

  private static void oneLabel(int traces) throws IOException {
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      Path table = runs.path("bins.csv");
      try (var out = Files.newBufferedWriter(table)) {
        out.write("app,b0,b1,b2,b3,b4,b5,b6,b7\n");
        for (int i = 0; i < traces; i++) {
          out.write(i % 10 == 0 ? "rare-" + i / 10 % 5 : "frequent");
          for (int bin = 0; bin < 8; bin++) {
            out.write("," + (i * 31 + bin * 17) % 1500);
          }
          out.write("\n");
        }
      }
      measured(
          runs,
          traces + " traces, 90 % of one label: extract-series",
          "series",
          "extract-series",
          "extract.input=" + table,
          "extract.output=" + runs.path("series"),
          "extract.format=bins",
          "extract.label=column:app",
          "extract.length=8");
      measured(
          runs,
          traces + " traces, 90 % of one label: render-tiles",
          "tiles",
          "render-tiles",
          "render.input=" + runs.path("series"),
          "render.output=" + runs.path("tiles"),
          "render.size=8");
    }
  }

  private static void longTrace(long packets) throws IOException {
    try (SimulatedRuns runs = SimulatedRuns.inEmptyFolder()) {
      Path captures = runs.path("captures");
      for (int i = 0; i < 4; i++) {
        MadeCaptures.write(captures.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".pcap"), i, 20, 4);
      }
      MadeCaptures.write(captures.resolve("a/long.pcap"), -1, packets, 1);
      measured(runs, "a trace of " + packets + " packets, file", "series", extract(runs, "file"));
      measured(runs, "a trace of " + packets + " packets, flow", "series", extract(runs, "flow"));
    }
  }

  private static String[] extract(SimulatedRuns runs, String trace) {
    return new String[] {
      "extract-series",
      "extract.input=" + runs.path("captures"),
      "extract.output=" + runs.path("series"),
      "extract.trace=" + trace,
      "extract.length=720"
    };
  }

  private static void measured(SimulatedRuns runs, String what, String output, String... words)
      throws IOException {
    String[] settings = java.util.Arrays.copyOfRange(words, 1, words.length);
    DriverLoad.begin();
    long began = System.nanoTime();
    runs.verb(CORES, words[0], settings);
    double seconds = (System.nanoTime() - began) / 1e9;
    DriverLoad.Totals totals = DriverLoad.totals();
    long[] written = filesAndBytes(runs.path(output));
    System.out.printf(
        Locale.ROOT,
        "%-52s %9.1f %9.0f %8.2fM %8.1fM %8.1fM %6d %9d%n",
        what,
        seconds,
        totals.heapBytes() / 1048576.0,
        totals.resultBytes() / 1048576.0,
        totals.shuffledBytes() / 1048576.0,
        written[1] / 1048576.0,
        written[0],
        totals.rowsWritten());
  }

  private static long[] filesAndBytes(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new long[] {files.size(), bytes};
    }
  }
}
