package org.netdiffus.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;
import org.netdiffus.series.AddressLabel;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.Feature;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.PacketFilter;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.TableColumns;
import org.netdiffus.series.TimeScale;
import org.netdiffus.series.TraceColumn;
import org.netdiffus.series.TraceFormat;
import org.netdiffus.series.TraceRule;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.TraceFiles;

/** The settings of {@code extract-series} in the words of the series room. */
final class ExtractRules {
  private ExtractRules() {}

  /**
   * Checks the settings against each other and gives the rules.
   *
   * @param manifest gives the text of the label manifest at a path, when the settings name one
   * @param addresses what addresses are called in what is written
   * @throws UserError for a name that is not known, or settings that exclude each other
   */
  static ReadRules of(
      ExtractSettings settings, Function<String, String> manifest, AddressRule addresses) {
    TraceFormat format =
        known(
            "extract.format",
            settings.format(),
            TraceFormat.named(settings.format()),
            "auto, pcap, packets, cells, bins, values, joy");
    SeriesShape shape = shape(settings);
    boolean timed =
        (settings.binPackets() == 0 && shape.features().get(0).binned())
            || shape.features().contains(Feature.GAP);
    if (format == TraceFormat.VALUES && timed) {
      throw UserError.settings(
          "extract.format = values has no times, and extract.feature = "
              + String.join(", ", settings.features())
              + " needs them",
          "set extract.bin-packets, or extract.feature=size");
    }
    boolean binned = format == TraceFormat.BINS || format == TraceFormat.AUTO;
    List<String> prefixes = settings.table().binPrefixes();
    if (format == TraceFormat.BINS && prefixes.size() != shape.features().size()) {
      throw UserError.settings(
          "extract.table.bin-prefix has "
              + prefixes.size()
              + " prefixes for the "
              + shape.features().size()
              + " of extract.feature",
          "give one prefix for each feature, in their order");
    }
    if (binned && prefixes.stream().anyMatch(String::isEmpty)) {
      throw UserError.settings(
          "extract.table.bin-prefix is empty",
          "give what stands before the numbers of the columns");
    }
    return new ReadRules(
        format,
        known(
            "extract.packets",
            settings.packets(),
            PacketFilter.named(settings.packets()),
            "ip, all"),
        known(
            "extract.tunnels",
            settings.tunnels(),
            Tunnel.named(settings.tunnels()),
            "outer, inner"),
        traces(settings),
        client(settings),
        label(settings, manifest),
        TraceColumn.parse(settings.traceColumn()),
        new TableColumns(
            settings.table().time(),
            settings.table().size(),
            settings.table().direction(),
            settings.table().up(),
            settings.table().down(),
            prefixes,
            settings.table().length()),
        known(
            "extract.table.time-unit",
            settings.table().timeUnit(),
            TimeScale.named(settings.table().timeUnit()),
            "s, ms, us, ns"),
        shape,
        addresses);
  }

  /** How large captures are divided, in options of the source {@code capture}. */
  static Map<String, String> reading(ExtractSettings settings) {
    return Map.of(
        "splitSize",
        settings.traces().splitSize(),
        "index",
        settings.traces().index(),
        "strictIndex",
        Boolean.toString(settings.traces().strictIndex()),
        "tunnels",
        settings.tunnels());
  }

  /** What belongs together in the split. */
  static TraceFiles.Grouping grouping(ExtractSettings settings) {
    try {
      return new TraceFiles.Grouping(Pattern.compile(settings.splitGroup()), settings.seed());
    } catch (PatternSyntaxException e) {
      throw UserError.settings(
          "extract.split-group = "
              + settings.splitGroup()
              + " is no regular expression ("
              + e.getDescription()
              + ")",
          "mend it; it is matched against trace_id");
    }
  }

  private static SeriesShape shape(ExtractSettings settings) {
    List<Feature> features = new ArrayList<>();
    for (String name : settings.features()) {
      Feature feature =
          known(
              "extract.feature",
              name,
              Feature.named(name),
              String.join(", ", Feature.settingNames()));
      if (features.contains(feature)) {
        throw UserError.settings("extract.feature names " + name + " twice", "name it once");
      }
      features.add(feature);
    }
    if (!SeriesShape.mayGoTogether(features)) {
      throw UserError.settings(
          "extract.feature = "
              + String.join(", ", settings.features())
              + " mixes sums over bins with sequences of packets",
          "give either bytes-down, bytes-up, bytes, packets or size, signed-size, direction, gap");
    }
    return new SeriesShape(
        features, settings.binWidthNanos(), settings.binPackets(), settings.length());
  }

  private static TraceRule traces(ExtractSettings settings) {
    ExtractSettings.Traces given = settings.traces();
    TraceRule cuts =
        new TraceRule(
            TraceRule.Unit.FILE, given.idleNanos(), given.activeNanos(), 0, given.mostPackets());
    TraceRule traces =
        known(
            "extract.trace",
            given.unit(),
            cuts.with(given.unit()),
            "file, flow, host, window:180s, flow/window:180s, host/window:180s");
    if (traces.unit() == TraceRule.Unit.HOST && settings.client().equals("first-sender")) {
      throw UserError.settings(
          "extract.trace = " + given.unit() + " needs to know which addresses are clients",
          "set extract.client to private-networks, mac-file:NAME or cidr:LIST");
    }
    if (traces.wholeFiles() && settings.label().startsWith(LabelRule.TABLE_SETTING)) {
      throw UserError.settings(
          "extract.label = " + settings.label() + " labels parts of captures, not whole ones",
          "set extract.trace to flow, host or windows of them, or give manifest:FILE");
    }
    return traces;
  }

  private static ClientSide client(ExtractSettings settings) {
    String choices = "first-sender, private-networks, mac-file:NAME, cidr:LIST";
    try {
      return known(
          "extract.client", settings.client(), ClientSide.parse(settings.client()), choices);
    } catch (IllegalArgumentException malformed) {
      throw UserError.settings(
          "extract.client = " + settings.client() + " (" + malformed.getMessage() + ")",
          "give address blocks separated by commas, such as cidr:10.0.0.0/8");
    }
  }

  private static LabelRule label(ExtractSettings settings, Function<String, String> manifest) {
    Optional<String> path = manifest(settings);
    if (path.isEmpty()) {
      return known(
          "extract.label",
          settings.label(),
          LabelRule.parse(settings.label()),
          "parent, file-name, column:NAME, manifest:FILE, table:FILE, none");
    }
    boolean addressed = settings.label().startsWith(LabelRule.TABLE_SETTING);
    try {
      String text = manifest.apply(path.get());
      return addressed ? AddressLabel.table(text) : LabelRule.manifest(text);
    } catch (IllegalArgumentException unusable) {
      throw UserError.input(
          "the manifest " + path.get() + " cannot be used (" + unusable.getMessage() + ")",
          addressed
              ? "give a table with the columns label and address, port, from or until"
              : "give a table with the columns path and label");
    }
  }

  /** The path of the manifest or table of labels, when the settings name one. */
  static Optional<String> manifest(ExtractSettings settings) {
    return Stream.of(LabelRule.MANIFEST_SETTING, LabelRule.TABLE_SETTING)
        .filter(settings.label()::startsWith)
        .map(start -> settings.label().substring(start.length()).strip())
        .findFirst();
  }

  private static <T> T known(String key, String value, Optional<T> found, String choices) {
    return found.orElseThrow(
        () -> UserError.settings(key + " = " + value, "give one of " + choices));
  }
}
