package org.netdiffus.jobs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunCounters;

/**
 * A verb of the command line.
 *
 * @param name such as {@code render-tiles}
 * @param purpose one line for the help
 * @param section the verb's part of the settings, such as {@code render}
 * @param aside settings of that part that the result does not depend on: places, and what only
 *     shows how a run comes forward
 * @param rows names of the counts in the run's record that add up to the rows of its output
 * @param job makes the job from resolved settings
 * @param further parts of the settings that decide the result beside its own
 */
record Verb(
    String name,
    String purpose,
    String section,
    Set<String> aside,
    List<String> rows,
    Function<ResolvedSettings, Job> job,
    List<String> further) {

  Verb(
      String name,
      String purpose,
      String section,
      Set<String> aside,
      List<String> rows,
      Function<ResolvedSettings, Job> job) {
    this(name, purpose, section, aside, rows, job, List.of());
  }

  /** Settings of a verb that name what it reads. */
  private static final List<String> READ =
      List.of("input", "model", "real", "synthetic", "scales-of");

  /**
   * A place that a verb reads.
   *
   * @param key the setting that names it
   */
  record Read(String key, String path) {}

  /** Every verb that writes one run folder, in the order of the pipeline. */
  static final List<Verb> ALL =
      List.of(
          new Verb(
              "simulate-captures",
              "Seeded captures of a few traffic classes, for demonstration and scale tests.",
              "simulate",
              Set.of("output"),
              List.of("captures"),
              SimulateCaptures::of),
          new Verb(
              "extract-series",
              "Captures or packet tables to labelled series.",
              "extract",
              Set.of("input", "follow-links", "output", "split-size", "index", "strict-index"),
              List.of("series"),
              ExtractSeries::of),
          new Verb(
              "render-tiles",
              "Series to GASF tiles.",
              "render",
              Set.of("input", "scales-of", "output"),
              List.of("tiles"),
              RenderTiles::of),
          new Verb(
              "train-denoiser",
              "Tiles to a diffusion model.",
              "train",
              Set.of("input", "output", "preview-every"),
              List.of("steps"),
              TrainDenoiser::of),
          new Verb(
              "sample-tiles",
              "A trained model to synthetic tiles, an exact number of each class.",
              "sample",
              Set.of("model", "output"),
              List.of("tiles"),
              SampleTiles::of),
          new Verb(
              "recover-series",
              "Tiles to series in their units.",
              "recover",
              Set.of("input", "output"),
              List.of("series: exact", "series: approximate"),
              RecoverSeries::of),
          new Verb(
              "train-baseline",
              "Series to a simple generator and synthetic series that it draws.",
              "baseline",
              Set.of("input", "output"),
              List.of("series"),
              TrainBaseline::of),
          new Verb(
              "evaluate",
              "Real and synthetic tiles to a report.",
              "evaluate",
              Set.of("real", "synthetic", "model", "output"),
              List.of("tiles judged, training", "tiles judged, test", "tiles judged, synthetic"),
              Evaluate::of),
          new Verb(
              "audit-privacy",
              "A trained model and its tiles to how well its loss gives training tiles away.",
              "audit",
              Set.of("real", "model", "output"),
              List.of("tiles, training", "tiles, held out"),
              AuditPrivacy::of));

  /**
   * What of the settings of {@code evaluate} says nothing about a step that trains the CNN only.
   */
  private static final Set<String> NOT_OF_THE_CNN =
      Set.of(
          "real",
          "synthetic",
          "model",
          "output",
          "title",
          "classifiers",
          "forest-trees",
          "boosting-rounds",
          "two-sample",
          "sample",
          "examples");

  /** Steps of experiments that are no verbs of the command line. */
  static final List<Verb> OF_EXPERIMENTS =
      List.of(
          new Verb(
              DetectAnomalies.NAME,
              "Few known anomalies among legitimate classes, and unknown ones.",
              "evaluate",
              NOT_OF_THE_CNN,
              List.of("tiles judged, test"),
              DetectAnomalies::of,
              List.of("experiment.anomaly")),
          new Verb(
              CompareForms.NAME,
              "Series as images and as they are.",
              "evaluate",
              Stream.concat(NOT_OF_THE_CNN.stream(), Stream.of("input"))
                  .collect(Collectors.toSet()),
              List.of("tiles judged, test"),
              CompareForms::of),
          new Verb(
              UniteTiles.NAME,
              "Tiles of several sets, each labelled by its set.",
              UniteTiles.SECTION,
              Set.of("input", "output"),
              List.of("tiles"),
              UniteTiles::of));

  /** The verb or step of this name. */
  static Verb of(String name) {
    return Stream.concat(ALL.stream(), OF_EXPERIMENTS.stream())
        .filter(verb -> verb.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The places that it reads, as far as settings name them. */
  List<Read> reads(ResolvedSettings settings) {
    return READ.stream()
        .map(name -> section + "." + name)
        .filter(settings::has)
        .flatMap(key -> settings.texts(key).stream().map(path -> new Read(key, path)))
        .filter(read -> !read.path().isEmpty())
        .toList();
  }

  /** Rows of its output, by the counts of its record. */
  long rowsIn(Map<String, Long> counts) {
    return rows.stream().mapToLong(count -> counts.getOrDefault(count, 0L)).sum();
  }

  /** What its rows are, among the metrics of a run. */
  RunCounters.Gauge gauge() {
    return switch (section) {
      case "simulate" -> RunCounters.Gauge.CAPTURES;
      case "extract", "recover", "baseline" -> RunCounters.Gauge.SERIES;
      case "render", UniteTiles.SECTION -> RunCounters.Gauge.TILES;
      case "train" -> RunCounters.Gauge.STEPS;
      case "sample" -> RunCounters.Gauge.SAMPLES;
      default -> RunCounters.Gauge.JUDGED;
    };
  }

  /** The settings that decide the verb's result. */
  SortedMap<String, String> decidingSettings(ResolvedSettings settings) {
    SortedMap<String, String> deciding = settings.section(section);
    deciding.keySet().removeIf(key -> aside.contains(key.substring(section.length() + 1)));
    further.forEach(part -> deciding.putAll(settings.section(part)));
    return deciding;
  }
}
