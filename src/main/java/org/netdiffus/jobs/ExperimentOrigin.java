package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.netdiffus.report.ExperimentPictures;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;

/**
 * Where the data of an experiment come from, by the records of the runs that made them.
 *
 * @param parts their folders, in the order in which they were made
 */
record ExperimentOrigin(List<Part> parts) {
  /** Begin of the keys that {@code render-tiles} keeps of the series that it read. */
  private static final String EXTRACT = "extract.";

  /** Bytes up to which a contact sheet has a place on a page. */
  private static final int MOST_BYTES = 1_000_000;

  /**
   * A folder of the data.
   *
   * @param set name of the data set
   * @param kind {@code tiles}, {@code model} or {@code synthetic}
   */
  record Part(String set, String kind, RunFolder folder) {}

  /** Of those folders that stand complete, for a summary of steps that have read them. */
  static ExperimentOrigin of(ExperimentSettings settings, Configuration hadoop) {
    List<String> kinds =
        settings.experiment().needs().contains(Experiment.SYNTHETIC)
            ? List.of(Experiment.TILES, Experiment.MODEL, Experiment.SYNTHETIC)
            : List.of(Experiment.TILES);
    Map<String, String> sets = new LinkedHashMap<>();
    settings.sets().forEach(set -> sets.put(set.name(), set.folder()));
    if (sets.isEmpty()) {
      sets.put(nameOf(settings.data(), hadoop), settings.data());
    }
    List<Part> parts = new ArrayList<>();
    sets.forEach(
        (set, place) ->
            kinds.forEach(
                kind ->
                    complete(place + "/" + kind, hadoop)
                        .ifPresent(folder -> parts.add(new Part(set, kind, folder)))));
    return new ExperimentOrigin(List.copyOf(parts));
  }

  /**
   * The title that an evaluation in the folder of the pipeline was given; none for several data
   * sets, and none that would not be read again as one text.
   */
  static Optional<String> title(ExperimentSettings settings, Configuration hadoop) {
    return settings.sets().isEmpty()
        ? complete(settings.data() + "/report", hadoop)
            .flatMap(
                folder -> Optional.ofNullable(folder.record().settings().get("evaluate.title")))
            .filter(title -> !title.startsWith("[") && !title.startsWith("{"))
        : Optional.empty();
  }

  /** What the data are called where nobody gave them a title: by their folders. */
  static String name(ExperimentSettings settings, Configuration hadoop) {
    return settings.sets().isEmpty()
        ? nameOf(settings.data(), hadoop)
        : String.join(", ", settings.sets().stream().map(TrafficSet::name).toList());
  }

  /** Settings of the runs; where data sets differ, each value with the names of its sets. */
  SortedMap<String, String> settings() {
    Map<String, Map<String, String>> bySet = new LinkedHashMap<>();
    for (Part part : parts) {
      Map<String, String> all = bySet.computeIfAbsent(part.set(), set -> new TreeMap<>());
      RunRecord record = part.folder().record();
      record
          .facts()
          .forEach(
              (key, value) -> {
                if (key.startsWith(EXTRACT)) {
                  all.put(key, value);
                }
              });
      all.putAll(record.settings());
    }
    return ExperimentSummary.settings(bySet);
  }

  /** The contact sheets of real and synthetic tiles, where these were drawn. */
  List<ExperimentPictures.Sheet> sheets() {
    return parts.stream()
        .filter(part -> !part.kind().equals(Experiment.MODEL))
        .filter(part -> part.folder().record().files().contains(Preview.NAME))
        .flatMap(
            part -> {
              byte[] png = part.folder().read(Preview.NAME);
              String title =
                  part.kind().equals(Experiment.TILES) ? "Real tiles" : "Synthetic tiles";
              return png.length > MOST_BYTES
                  ? Stream.empty()
                  : Stream.of(ExperimentPictures.Sheet.of(title, png));
            })
        .toList();
  }

  private static Optional<RunFolder> complete(String path, Configuration hadoop) {
    return Optional.of(RunFolder.at(path, hadoop))
        .filter(folder -> folder.state() == RunFolder.State.COMPLETE);
  }

  /** Of a folder such as {@code .} too. */
  private static String nameOf(String folder, Configuration hadoop) {
    return new Path(RunFolder.at(folder, hadoop).toString()).getName();
  }
}
