package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.netdiffus.capture.AddressNames;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.ReadRules;
import org.netdiffus.settings.ExtractSettings;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.FileTable;
import org.netdiffus.spark.InputFiles;
import org.netdiffus.spark.OutwardLinks;
import org.netdiffus.spark.PseudonymKey;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.RunRecord;
import org.netdiffus.spark.StandingSeries;
import org.netdiffus.spark.TraceFiles;
import org.netdiffus.spark.TraceSplit;

/** Captures or packet tables to labelled series with their part of the data. */
final class ExtractSeries implements Job {
  private static final long OUTPUT_FILE_BYTES = 128L << 20;

  private static final String NOT_WHOLE =
      "the series that stood there were not whole, so every file was read again";

  private final ExtractSettings settings;

  private ExtractSeries(ExtractSettings settings) {
    this.settings = settings;
  }

  static Job of(ResolvedSettings settings) {
    return new ExtractSeries(ExtractSettings.of(settings));
  }

  @Override
  public String output() {
    return settings.output();
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    ExtractInput input = ExtractInput.at(settings, hadoop);
    AddressRule addresses = PseudonymKey.read("extract.pseudonyms", settings.pseudonyms(), hadoop);
    ReadRules rules = ExtractRules.of(settings, input::manifestText, addresses);
    TraceFiles.Grouping grouping = ExtractRules.grouping(settings);
    SortedMap<String, Long> filesByLabel = input.filesByLabel(rules.label());
    ExtractChecks checks = new ExtractChecks(settings);
    checks.files(rules, input.files().files().size(), filesByLabel);
    if (!settings.followLinks()) {
      OutwardLinks.refuse(input.files(), "extract.follow-links");
    }
    AddressNames names = addresses.names();
    return new Prepared(
        look ->
            Stream.of(input.files(), input.besides(rules))
                .flatMap(
                    files ->
                        switch (look) {
                          case LISTED -> files.listed().stream();
                          case READ -> files.identities(context).stream();
                        })
                .map(identity -> identity.named(names))
                .toList(),
        plan(input.files(), rules, filesByLabel),
        folder -> write(spark, folder, input.files(), rules, grouping));
  }

  private List<String> plan(
      InputFiles files, ReadRules rules, SortedMap<String, Long> filesByLabel) {
    List<String> plan = new ArrayList<>();
    long bytes = files.files().stream().mapToLong(InputFiles.File::bytes).sum();
    plan.add(
        "input: %,d files of %,d bytes below %s"
            .formatted(files.files().size(), bytes, settings.input()));
    if (filesByLabel.isEmpty()) {
      plan.add("labels: read from the files (extract.label = " + settings.label() + ")");
    }
    filesByLabel.forEach((label, count) -> plan.add("label %s: %,d files".formatted(label, count)));
    rules
        .shape()
        .features()
        .forEach(
            feature ->
                plan.add(
                    "series: %,d values of %s (%s)"
                        .formatted(
                            settings.length(),
                            feature.settingName(),
                            rules.shape().unit(feature))));
    plan.add(
        "split: %.0f %% of the traces of each label train, by %s"
            .formatted(100 * settings.trainShare(), settings.split()));
    return plan;
  }

  private Outcome write(
      SparkSession spark,
      RunFolder folder,
      InputFiles input,
      ReadRules rules,
      TraceFiles.Grouping grouping) {
    Optional<ReadBefore> before = readBefore(folder, input);
    boolean whole = before.isEmpty() || StandingSeries.isWhole(spark, folder);
    Optional<ReadBefore> taken = before.filter(known -> whole);
    Dataset<Row> read =
        taken
            .map(known -> readOthers(spark, folder, input, known, rules, grouping))
            .orElseGet(() -> read(spark, input, rules, grouping))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> parts =
        TraceSplit.parts(read, ranking(), settings.trainShare())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ReadCounts counts = TraceFiles.counts(read);
      ExtractChecks checks = new ExtractChecks(settings);
      checks.traces(counts);
      ExtractChecks.Sides sides = checks.classes(parts);
      if (sides.train() + sides.test() != counts.traces()) {
        throw new IllegalStateException(
            "%d traces were counted and %d came"
                .formatted(counts.traces(), sides.train() + sides.test()));
      }
      write(TraceSplit.series(read, parts), folder, counts.traces(), rules);
      String files = folder.workPath(FileTable.NAME).toString();
      TraceFiles.files(read).write().parquet(files);
      return ExtractSummary.of(
          counts,
          sides,
          rules.shape(),
          Stream.concat(
                  whole ? taken.map(ReadBefore::described).stream() : Stream.of(NOT_WHOLE),
                  FileLines.of(
                      spark.read().schema(FileTable.SCHEMA).parquet(files).toLocalIterator())
                      .stream())
              .toList());
    } finally {
      parts.unpersist();
      read.unpersist();
    }
  }

  private Dataset<Row> read(
      SparkSession spark, InputFiles input, ReadRules rules, TraceFiles.Grouping grouping) {
    return TraceFiles.read(spark, input, rules, grouping, ExtractRules.reading(settings));
  }

  /** The rows of the files that are known as they stand, and of all others. */
  private Dataset<Row> readOthers(
      SparkSession spark,
      RunFolder folder,
      InputFiles input,
      ReadBefore before,
      ReadRules rules,
      TraceFiles.Grouping grouping) {
    Dataset<Row> standing =
        StandingSeries.read(spark, folder, before.dropped(), rules.shape(), grouping);
    InputFiles others = input.without(before.known());
    return others.files().isEmpty()
        ? standing
        : standing.union(read(spark, others, rules, grouping));
  }

  /**
   * What the run that is being replaced has read already. By order of time the split asks for the
   * times of traces, which are not written; and of a key of pseudonyms nothing is, so that nobody
   * can tell whether it is the same.
   */
  private Optional<ReadBefore> readBefore(RunFolder folder, InputFiles input) {
    if (ranking() == TraceSplit.Ranking.ORDER
        || !settings.pseudonyms().isEmpty()
        || folder.state() != RunFolder.State.COMPLETE) {
      return Optional.empty();
    }
    RunRecord standing = folder.record();
    int files = Math.toIntExact(standing.counts().getOrDefault(ExtractSummary.FILES, 0L));
    return folder
        .startedRecord()
        .filter(standing::treatsFilesLike)
        .flatMap(
            plan ->
                ReadBefore.of(
                    ReadBefore.Inputs.of(standing.inputs(), files),
                    ReadBefore.Inputs.of(plan.inputs(), input.files().size())));
  }

  private TraceSplit.Ranking ranking() {
    return settings.split().equals(ExtractSettings.ORDER)
        ? TraceSplit.Ranking.ORDER
        : TraceSplit.Ranking.HASH;
  }

  /** Rows go to files by a hash of their trace, so that the files do not depend on the cluster. */
  private void write(Dataset<Row> series, RunFolder folder, long traces, ReadRules rules) {
    long bytes = 4L * settings.length() * traces * rules.shape().features().size();
    int files = Math.toIntExact(bytes / OUTPUT_FILE_BYTES + 1);
    series
        .repartition(files, col("trace_id"))
        .sortWithinPartitions("split", "label", "trace_id", "feature_number")
        .drop("feature_number")
        .write()
        .parquet(folder.workPath(RunFolder.DATA).toString());
  }
}
