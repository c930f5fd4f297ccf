package org.netdiffus.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.forecast.StepForecast;
import org.netdiffus.settings.ResolvedSettings;

/**
 * Forecasts of the verbs up to sampled tiles against runs of them on data sets: rows, bytes, and
 * seconds of CPU of the process, which other work on the machine hardly changes. Trainings and
 * drawings are tiny. The first data set pays for what a new process has to load and compile.
 *
 * <pre>submit/bench forecast FOLDER_FOR_RUNS SETTINGS_FILE=CAPTURES...</pre>
 */
public final class ForecastBench {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ForecastBench() {}

  public static void main(String[] words) throws IOException {
    SparkSession spark = SparkSession.builder().appName("forecast").getOrCreate();
    Path folder = Path.of(words[0]);
    System.out.printf(
        "%-24s %-16s %9s %9s %11s %11s %8s %8s%n",
        "data", "verb", "rows exp.", "rows", "bytes exp.", "bytes", "CPU exp.", "CPU s");
    for (String verb :
        List.of("extract-series", "render-tiles", "train-denoiser", "sample-tiles")) {
      for (int i = 1; i < words.length; i++) {
        String[] parts = words[i].split("=", 2);
        compare(spark, verb, Path.of(parts[0]), parts[1], folder);
      }
    }
    spark.stop();
  }

  private static void compare(
      SparkSession spark, String verb, Path file, String captures, Path folder) throws IOException {
    String name = String.valueOf(file.getFileName()).replace(".conf", "");
    JobRunner runner =
        new JobRunner(
            spark,
            new PrintStream(PrintStream.nullOutputStream()),
            JobRunner.Overwrite.WHEN_DIFFERENT);
    ResolvedSettings settings =
        ResolvedSettings.resolve(List.of(file), singles(captures, folder.resolve(name).toString()));
    StepForecast forecast = new Forecasts(spark).of(Verb.of(verb), settings).orElseThrow();
    long before = SYSTEM.getProcessCpuTime();
    ClosingLine line = runner.run(Verb.of(verb), settings);
    double cpu = (SYSTEM.getProcessCpuTime() - before) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-24s %-16s %9d %9d %11d %11d %8.1f %8.1f%n",
        name,
        verb,
        forecast.rows(),
        line.rows(),
        forecast.outputBytes(),
        bytes(Path.of(line.output())),
        forecast.coreSeconds() + forecast.driverSeconds(),
        cpu);
  }

  private static List<String> singles(String captures, String place) {
    return new ArrayList<>(
        List.of(
            "extract.input=" + captures,
            "extract.output=" + place + "/series",
            "render.input=" + place + "/series",
            "render.output=" + place + "/tiles",
            "train.input=" + place + "/tiles",
            "train.output=" + place + "/model",
            "train.steps=10",
            "train.batch=8",
            "train.preview-every=0",
            "sample.model=" + place + "/model",
            "sample.output=" + place + "/synthetic",
            "sample.steps=4",
            "sample.batch=16",
            "sample.per-class=4"));
  }

  private static long bytes(Path output) throws IOException {
    Path data = Files.exists(output.resolve("data")) ? output.resolve("data") : output;
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
