package org.netdiffus.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.forecast.Executors;
import org.netdiffus.forecast.StepForecast;
import org.netdiffus.settings.ResolvedSettings;

/**
 * A forecast in the words of people and programs.
 *
 * @param verb the verb
 * @param step what is expected
 * @param executors what it is planned for
 * @param price of a core hour
 */
record Outlook(String verb, StepForecast step, Executors executors, double price) {
  private static final String THOUSAND = "price of 1000 synthetic traces";

  /** What each synthetic trace goes through. */
  private static final Set<String> SYNTHETIC = Set.of("sample-tiles", "recover-series");

  static Outlook of(Verb verb, StepForecast step, Executors executors, ResolvedSettings settings) {
    return new Outlook(
        verb.name(), step, executors, settings.number("forecast.price-per-core-hour", 0, 1e6));
  }

  /** Lines for people. */
  List<String> lines() {
    return List.of(
        "expected: %,d files of %,d bytes in, %,d tasks, %,d rows of %,d bytes out"
            .formatted(
                step.files(), step.inputBytes(), step.tasks(), step.rows(), step.outputBytes()),
        "expected: an executor of %d cores needs %,d MiB of heap and %,d MiB outside it"
            .formatted(
                executors.cores(),
                step.heap().of(executors.cores()),
                step.offHeap().of(executors.cores())),
        String.format(
            Locale.ROOT,
            "expected: %s on %d executors of %d cores, %.3g core hours, price %.3g",
            time(step.seconds(executors)),
            executors.count(),
            executors.cores(),
            step.coreHours(executors),
            priceOfAll()));
  }

  /** Numbers for programs, by name. */
  SortedMap<String, Number> numbers() {
    SortedMap<String, Number> numbers = new TreeMap<>();
    numbers.put("files", step.files());
    numbers.put("input bytes", step.inputBytes());
    numbers.put("tasks", step.tasks());
    numbers.put("rows", step.rows());
    numbers.put("output bytes", step.outputBytes());
    numbers.put("heap MiB", step.heap().of(executors.cores()));
    numbers.put("off-heap MiB", step.offHeap().of(executors.cores()));
    numbers.put("seconds", rounded(step.seconds(executors)));
    numbers.put("core seconds", rounded(step.coreSeconds() + step.driverSeconds()));
    numbers.put("core hours", step.coreHours(executors));
    numbers.put("price", priceOfAll());
    if (SYNTHETIC.contains(verb) && step.output().traces() > 0) {
      numbers.put(THOUSAND, priceOfAll() * 1000 / step.output().traces());
    }
    return numbers;
  }

  private double priceOfAll() {
    return step.coreHours(executors) * price;
  }

  /** What all steps of a dry run take together, by name; the steps come after one another. */
  static SortedMap<String, Number> total(List<Outlook> steps) {
    SortedMap<String, Number> total = new TreeMap<>();
    for (Outlook step : steps) {
      SortedMap<String, Number> numbers = step.numbers();
      for (String name : List.of("seconds", "core hours", "price", THOUSAND)) {
        Number more = numbers.get(name);
        if (more != null) {
          total.merge(name, more, (one, other) -> one.doubleValue() + other.doubleValue());
        }
      }
    }
    return total;
  }

  /** The totals in one line for people. */
  static String totalLine(SortedMap<String, Number> total) {
    Number thousand = total.get(THOUSAND);
    return String.format(
        Locale.ROOT,
        "expected in all: %s, %.3g core hours, price %.3g%s",
        time(total.getOrDefault("seconds", 0).doubleValue()),
        total.getOrDefault("core hours", 0).doubleValue(),
        total.getOrDefault("price", 0).doubleValue(),
        thousand == null
            ? ""
            : String.format(
                Locale.ROOT,
                "; drawing and recovering 1,000 synthetic traces: %.3g",
                thousand.doubleValue()));
  }

  private static String time(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
