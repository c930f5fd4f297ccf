package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.netdiffus.series.Feature;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.Skipped;

/** What {@code extract-series} says at its end. */
final class ExtractSummary {
  /** Name of the count of files that were read. */
  static final String FILES = "files";

  /** Name of the count of files that hold damage or are none of the formats. */
  static final String FAULTY_FILES = "files: faulty";

  private static final int MOST_FAULTS_SHOWN = 5;

  /** Share of packets of unknown direction from which on the rule looks wrong. */
  private static final double MUCH_UNKNOWN = 0.2;

  private ExtractSummary() {}

  static Job.Outcome of(
      ReadCounts read, ExtractChecks.Sides sides, SeriesShape shape, List<String> files) {
    SortedMap<String, Long> counts = new TreeMap<>();
    SortedMap<String, String> facts = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    counts.put(FILES, read.files());
    counts.put(FAULTY_FILES, read.faultyFiles());
    counts.put("traces", read.traces());
    counts.put("traces: train", sides.train());
    counts.put("traces: test", sides.test());
    counts.put("labels", sides.labels());
    counts.put("packets", read.packets());
    counts.put("bytes", read.bytes());
    counts.put("series", read.traces() * shape.features().size());
    lines.add(
        "%,d traces of %,d labels from %,d files: %,d train, %,d test"
            .formatted(read.traces(), sides.labels(), read.files(), sides.train(), sides.test()));
    lines.addAll(files);
    read.skipped()
        .forEach(
            (reason, skipped) -> {
              String first = skipped.file() + ", " + place(reason) + " " + skipped.place();
              counts.put("skipped: " + reason, skipped.count());
              facts.put("skipped first: " + reason, first);
              lines.add("skipped %,d %s (the first: %s)".formatted(skipped.count(), reason, first));
            });
    unknownDirections(read).ifPresent(lines::add);
    read.faults().forEach((file, fault) -> facts.put("faulty: " + file, fault));
    read.faults().entrySet().stream()
        .limit(MOST_FAULTS_SHOWN)
        .forEach(fault -> lines.add("faulty: " + fault.getKey() + ": " + fault.getValue()));
    if (read.faultyFiles() > MOST_FAULTS_SHOWN) {
      lines.add("and %,d more".formatted(read.faultyFiles() - MOST_FAULTS_SHOWN));
    }
    for (Feature feature : shape.features()) {
      facts.put("unit: " + feature.settingName(), shape.unit(feature));
    }
    return new Job.Outcome(counts, facts, lines);
  }

  /** What to do where many packets are neither from nor to the client. */
  private static Optional<String> unknownDirections(ReadCounts read) {
    return Optional.ofNullable(read.skipped().get("direction-unknown"))
        .map(Skipped::count)
        .filter(skipped -> skipped > MUCH_UNKNOWN * (read.packets() + skipped))
        .map(
            skipped ->
                "%.0f %% of the packets are neither from nor to the client as extract.client tells it:"
                        .formatted(100.0 * skipped / (read.packets() + skipped))
                    + " see private-networks, mac-file:NAME and cidr:LIST");
  }

  private static String place(String reason) {
    return reason.equals("not-ip") ? "frame" : "place";
  }
}
