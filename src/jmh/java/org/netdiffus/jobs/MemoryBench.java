package org.netdiffus.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.netdiffus.bench.Machine;
import org.netdiffus.dl4j.UNetPreset;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Peak memory of {@code train-denoiser} with one worker, by preset: a process of its own for each,
 * since what a process once had it does not give back. What counts for {@code memoryOverhead} is
 * what lies outside the heap: weights with gradient and Adam's moments (four numbers a parameter,
 * small beside the rest), and what a step keeps for its way back, which grows with batch, side and
 * channels.
 */
public final class MemoryBench {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEBI = 1 << 20;

  private MemoryBench() {}

  /**
   * Trains with one preset and watches.
   *
   * @param words name of a preset ({@code cpu}), {@code --batch=N} (the preset's), {@code
   *     --steps=N} (20, under {@code --quick} 3)
   */
  public static void main(String[] words) throws IOException {
    List<String> given = List.of(words);
    String name = given.stream().filter(word -> !word.startsWith("--")).findFirst().orElse("cpu");
    UNetPreset preset = UNetPreset.named(name);
    int steps = number(given, "--steps=", given.contains("--quick") ? 3 : 20);
    int batch = number(given, "--batch=", batchOf(name));
    System.out.println(Machine.here());
    System.out.printf(
        Locale.ROOT,
        "settings: preset %s, tiles of %d pixels, batch %d, %d steps, one worker, one thread%n",
        name,
        preset.size(),
        batch,
        steps);
    try (SimulatedRuns runs = SimulatedRuns.withTiles(preset.size())) {
      AtomicLong outside = new AtomicLong();
      Thread watcher = watcher(outside);
      watcher.start();
      runs.verb(
          1,
          "train-denoiser",
          "train.input=" + runs.path("tiles"),
          "train.output=" + runs.path("model"),
          "train.preset=" + name,
          "train.workers=1",
          "train.batch=" + batch,
          "train.averaging-frequency=" + Math.max(1, steps / 4),
          "train.preview-every=0",
          "train.steps=" + steps);
      watcher.interrupt();
      byte[] metrics = Files.readAllBytes(runs.path("model").resolve(TrainingMetrics.NAME));
      List<TrainingMetrics.Line> lines = TrainingMetrics.upTo(steps, metrics).lines();
      System.out.printf(
          Locale.ROOT,
          "%s: %,d parameters, at most %.0f MiB outside the heap, %.0f MiB in all,"
              + " %.3f steps/s in the last round%n",
          name,
          preset.shape(1, 6).parameters(),
          outside.get() / MEBI,
          status("VmHWM:") / MEBI,
          lines.get(lines.size() - 1).tilesPerSecond() / batch);
    }
  }

  private static int batchOf(String preset) {
    return ResolvedSettings.resolve(List.of(), List.of("train.preset=" + preset))
        .wholeNumber("train.batch", 1, 4096);
  }

  private static int number(List<String> words, String option, int otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(option))
        .map(word -> Integer.parseInt(word.substring(option.length())))
        .findFirst()
        .orElse(otherwise);
  }

  /** Looks ten times a second at how much memory of the process is not heap. */
  private static Thread watcher(AtomicLong outside) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (true) {
                  long heap =
                      ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
                  long beside = status("VmRSS:") - heap;
                  outside.accumulateAndGet(beside, Math::max);
                  Thread.sleep(100);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the training is over
              }
            },
            "memory-watcher");
    watcher.setDaemon(true);
    return watcher;
  }

  private static long status(String name) {
    try {
      return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
