package org.netdiffus.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.report.ExperimentJson;
import org.netdiffus.report.ExperimentPage;
import org.netdiffus.report.ExperimentView;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunFolder;

/** The last step of an experiment: the figures of its reports beside the paper's, on one page. */
final class ExperimentSummary implements Job {
  private static final Set<String> FINDING =
      Set.of("evaluate", "audit-privacy", DetectAnomalies.NAME, CompareForms.NAME);

  private final ExperimentSettings settings;
  private final String title;
  private final List<ExperimentStep> steps;

  private ExperimentSummary(ExperimentSettings settings, String title) {
    this.settings = settings;
    this.title = title;
    this.steps = settings.experiment().steps(settings);
  }

  static Job of(ResolvedSettings settings) {
    return new ExperimentSummary(ExperimentSettings.of(settings), settings.text("evaluate.title"));
  }

  @Override
  public String output() {
    return settings.output() + "/summary";
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<EvaluationFigures> reports = new ArrayList<>();
    List<AuditFigures> audits = new ArrayList<>();
    List<StepFigures> found = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    List<RunFolder> read = new ArrayList<>();
    for (ExperimentStep step : steps) {
      String output = Verb.of(step.verb()).section() + ".output";
      Optional<RunFolder> place =
          Optional.ofNullable(step.settings().get(output))
              .filter(path -> isRead(step))
              .map(path -> RunFolder.completed(path, step.verb(), hadoop));
      place.ifPresent(
          folder -> {
            String page =
                switch (step.verb()) {
                  case "evaluate" -> {
                    reports.add(EvaluationFigures.read(folder, name(folder)));
                    yield "report.html";
                  }
                  case "audit-privacy" -> {
                    audits.add(AuditFigures.read(folder, name(folder)));
                    yield "privacy.html";
                  }

                  default -> {
                    found.add(StepFigures.read(folder, name(folder)));
                    yield StepFigures.FILE;
                  }
                };
            pages.add("../" + name(folder) + "/" + page);
            read.add(folder);
          });
    }
    List<String> plan =
        List.of(
            settings.experiment().settingName() + ": " + settings.experiment().purpose(),
            "compares %d reports with the paper".formatted(read.size()));
    return new Prepared(
        read.stream().map(RunFolder::identity).toList(),
        plan,
        folder ->
            write(
                new ExperimentComparisons(settings, reports, audits, found), pages, read, folder));
  }

  /** What several steps say is said once, behind the names of them all. */
  static List<String> together(List<String> warnings) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String warning : warnings) {
      int end = warning.indexOf(": ");
      sources.merge(
          warning.substring(end + 2), warning.substring(0, end), (some, one) -> some + ", " + one);
    }
    return sources.entrySet().stream().map(e -> e.getValue() + ": " + e.getKey()).toList();
  }

  /**
   * The settings of all steps. Where steps differ, each value stands with the names of its steps.
   *
   * @param steps settings by the name of the step, in the order of the steps
   */
  static SortedMap<String, String> settings(Map<String, Map<String, String>> steps) {
    SortedMap<String, Map<String, String>> values = new TreeMap<>();
    steps.forEach(
        (step, used) ->
            used.forEach(
                (key, value) ->
                    values
                        .computeIfAbsent(key, one -> new LinkedHashMap<>())
                        .merge(value, step, (some, one) -> some + ", " + one)));
    SortedMap<String, String> all = new TreeMap<>();
    values.forEach(
        (key, used) ->
            all.put(
                key,
                used.size() == 1
                    ? used.keySet().iterator().next()
                    : used.entrySet().stream()
                        .map(one -> one.getKey() + " (" + one.getValue() + ")")
                        .collect(Collectors.joining("; "))));
    return all;
  }

  /** Whether a step finds something out; the others prepare what such steps look at. */
  private static boolean isRead(ExperimentStep step) {
    return FINDING.contains(step.verb());
  }

  private Outcome write(
      ExperimentComparisons comparisons,
      List<String> pages,
      List<RunFolder> read,
      RunFolder folder) {
    List<MeasuredResult> figures = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (EvaluationFigures report : comparisons.reports()) {
      figures.addAll(report.all());
      said.addAll(report.warnings());
    }
    for (AuditFigures audit : comparisons.audits()) {
      figures.addAll(audit.all());
      said.addAll(audit.warnings());
    }
    for (StepFigures step : comparisons.found()) {
      figures.addAll(step.all());
      said.addAll(step.warnings());
    }
    List<String> warnings = together(said);
    Map<String, Map<String, String>> used = new LinkedHashMap<>();
    read.forEach(run -> used.put(name(run), run.record().settings()));
    ExperimentView view =
        new ExperimentView(
            settings.experiment().settingName(),
            title,
            settings.experiment().purpose(),
            comparisons.all(),
            figures,
            pages,
            settings(used),
            warnings);
    folder.writeWork(
        "experiment.json", ExperimentJson.write(view).getBytes(StandardCharsets.UTF_8));
    folder.writeWork("experiment.html", ExperimentPage.html(view).getBytes(StandardCharsets.UTF_8));
    List<String> summary = new ArrayList<>();
    for (Comparison comparison : view.comparisons()) {
      summary.add(comparison.question());
      comparison.ours().forEach(ours -> summary.add("  " + line(ours)));
    }
    summary.addAll(warnings);
    summary.add("page: " + folder.path("experiment.html").toUri().getPath());
    return new Outcome(
        new TreeMap<>(Map.of("reports", (long) read.size())), new TreeMap<>(), summary);
  }

  /** A figure with its standard error, as on the page, where one is known. */
  private static String line(MeasuredResult figure) {
    String error =
        Double.isNaN(figure.error()) ? "" : String.format(Locale.ROOT, " ± %.2g", figure.error());
    return String.format(
        Locale.ROOT,
        "%.4g%s %s  %s (%s)",
        figure.value(),
        error,
        figure.unit(),
        figure.what(),
        figure.source());
  }

  private static String name(RunFolder folder) {
    return new Path(folder.toString()).getName();
  }
}
