package org.netdiffus.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.InputIdentity;

/**
 * The last line on standard output of a command: one JSON object for the program that started it,
 * such as a scheduler.
 *
 * @param verb the verb
 * @param state what became of it
 * @param output run folder that it wrote; empty, and left out, where it writes none
 * @param rows what it counts of its output: captures, series, tiles, training steps, judged tiles,
 *     files; the sum of the steps of a pipeline
 * @param skipped what was left out, by reason; reasons that met nothing are left out
 * @param seconds how long this command took
 * @param settings fingerprint of the settings that decide the result: the same text means the same
 *     settings; empty, and left out, for commands that have none
 * @param forecast what a dry run expects; left out elsewhere
 * @param steps the lines of a pipeline's steps; left out elsewhere
 */
record ClosingLine(
    @JsonProperty("verb") String verb,
    @JsonProperty("state") State state,
    @JsonProperty("output") @JsonInclude(JsonInclude.Include.NON_EMPTY) String output,
    @JsonProperty("rows") long rows,
    @JsonProperty("skipped") SortedMap<String, Long> skipped,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("settings") @JsonInclude(JsonInclude.Include.NON_EMPTY) String settings,
    @JsonProperty("forecast") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        SortedMap<String, Number> forecast,
    @JsonProperty("steps") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClosingLine> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SKIPPED = "skipped: ";

  /** What became of a command. */
  enum State {
    /** It did its work now. */
    @JsonProperty("done")
    DONE,
    /** Its output stood complete from the same settings and input. */
    @JsonProperty("complete already")
    COMPLETE,
    /** A dry run: it wrote nothing. */
    @JsonProperty("planned")
    PLANNED
  }

  /**
   * The line of a verb that writes a run folder.
   *
   * @param counts of the run's record
   */
  static ClosingLine of(
      Verb verb,
      State state,
      String output,
      Map<String, Long> counts,
      double seconds,
      ResolvedSettings settings) {
    SortedMap<String, Long> skipped = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          int reason = name.indexOf(SKIPPED);
          if (reason >= 0 && count > 0) {
            skipped.merge(name.substring(reason + SKIPPED.length()), count, Long::sum);
          }
        });
    // What stands before their damage was taken, but something of them was left out.
    long faulty = counts.getOrDefault(ExtractSummary.FAULTY_FILES, 0L);
    if (faulty > 0) {
      skipped.put("faulty-file", faulty);
    }
    return new ClosingLine(
        verb.name(),
        state,
        output,
        verb.rowsIn(counts),
        skipped,
        seconds,
        fingerprint(verb.decidingSettings(settings)),
        new TreeMap<>(),
        List.of());
  }

  /**
   * The line of a verb that prints what it finds.
   *
   * @param files how many it looked at
   */
  static ClosingLine printed(
      String verb, long files, SortedMap<String, Long> skipped, double seconds) {
    return new ClosingLine(
        verb, State.DONE, "", files, skipped, seconds, "", new TreeMap<>(), List.of());
  }

  /** The line of all steps of a pipeline together. */
  static ClosingLine ofSteps(String verb, String output, List<ClosingLine> steps, double seconds) {
    SortedMap<String, Long> skipped = new TreeMap<>();
    SortedMap<String, String> fingerprints = new TreeMap<>();
    long rows = 0;
    State state = State.COMPLETE;
    for (ClosingLine step : steps) {
      step.skipped().forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
      fingerprints.put(step.verb(), step.settings());
      rows += step.rows();
      state = step.state() == State.COMPLETE ? state : step.state();
    }
    return new ClosingLine(
        verb,
        state,
        output,
        rows,
        skipped,
        seconds,
        fingerprint(fingerprints),
        new TreeMap<>(),
        steps);
  }

  /** The line of a dry run, with what it expects by name. */
  ClosingLine withForecast(SortedMap<String, Number> expected) {
    return new ClosingLine(verb, state, output, rows, skipped, seconds, settings, expected, steps);
  }

  /** One line of JSON. */
  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of texts and numbers can be written", e);
    }
  }

  /** Seconds since a time of {@link System#nanoTime}, to the millisecond. */
  static double secondsSince(long started) {
    return Math.round((System.nanoTime() - started) / 1e6) / 1e3;
  }

  /** SHA-256 of the settings as JSON with sorted keys. */
  private static String fingerprint(SortedMap<String, String> settings) {
    try {
      return InputIdentity.of("", JSON.writeValueAsBytes(settings)).sha256();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts can be written", e);
    }
  }
}
