package org.netdiffus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that a bench runs on. Figures of two machines, or of two runs, do not compare; ratios
 * of one run do.
 *
 * @param processor model of the CPU
 * @param cores that Java may use
 * @param memory in MiB
 * @param load mean number of processes that wanted a core in the last minute
 */
public record Machine(String processor, int cores, long memory, double load) {
  /** This machine, as Linux tells it; words and zeros where it does not. */
  public static Machine here() {
    return new Machine(
        field("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        field("/proc/meminfo", "MemTotal")
            .map(value -> Long.parseLong(value.replaceAll("\\D", "")) / 1024)
            .orElse(0L),
        lines("/proc/loadavg")
            .findFirst()
            .map(line -> Double.parseDouble(line.substring(0, line.indexOf(' '))))
            .orElse(0.0));
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "machine: %s, %d cores, %d MiB, load %.1f, Java %s, OMP_NUM_THREADS=%s",
        processor,
        cores,
        memory,
        load,
        Runtime.version(),
        System.getenv().getOrDefault("OMP_NUM_THREADS", "not set"));
  }

  private static Optional<String> field(String file, String name) {
    return lines(file)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Stream<String> lines(String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return Stream.empty();
    }
    try {
      return Files.readAllLines(path, StandardCharsets.UTF_8).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
