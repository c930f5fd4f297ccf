package org.netdiffus.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.report.ExperimentJson;
import org.netdiffus.report.ExperimentPage;
import org.netdiffus.report.ExperimentPictures;
import org.netdiffus.report.ExperimentView;
import org.netdiffus.report.Gallery;
import org.netdiffus.report.ReportExamples;
import org.netdiffus.report.StepVerdict;
import org.netdiffus.settings.ResolvedSettings;
import org.netdiffus.spark.RunFolder;

/** The last step of an experiment: the figures of its reports beside the paper's, on one page. */
final class ExperimentSummary implements Job {
  /** Where the reports of the steps lie beside the page. */
  private static final String REPORTS = "reports/";

  /** Classes and examples of each side that a page shows; its reports show more. */
  private static final int CLASSES = 6;

  private static final int EXAMPLES = 3;

  private final ExperimentSettings settings;
  private final String title;
  private final List<ExperimentStep> steps;

  /** Without a title it is the data's name that the page bears. */
  private ExperimentSummary(ExperimentSettings settings, String title) {
    this.settings = settings;
    this.title = title;
    this.steps = settings.experiment().steps(settings);
  }

  static Job of(ResolvedSettings settings) {
    String title = settings.text("evaluate.title");
    // The default says nothing of the data.
    boolean given =
        !title.equals(ResolvedSettings.resolve(List.of(), List.of()).text("evaluate.title"));
    return new ExperimentSummary(ExperimentSettings.of(settings), given ? title : "");
  }

  @Override
  public String output() {
    return settings.output() + "/summary";
  }

  @Override
  public Prepared prepare(SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    ExperimentOrigin origin = ExperimentOrigin.of(settings, hadoop);
    List<DoneStep> done = steps.stream().map(step -> DoneStep.of(step, hadoop)).toList();
    List<DoneStep.Report> reports = done.stream().flatMap(step -> step.reports().stream()).toList();
    String named = title.isEmpty() ? ExperimentOrigin.name(settings, hadoop) : title;
    List<String> plan =
        List.of(
            settings.experiment().settingName() + ": " + settings.experiment().purpose(),
            "compares %d reports with the paper".formatted(reports.size()));
    return new Prepared(
        Stream.concat(
                origin.parts().stream().map(ExperimentOrigin.Part::folder),
                reports.stream().map(report -> report.step().folder()))
            .map(RunFolder::identity)
            .toList(),
        plan,
        folder -> write(named, origin, done, reports, folder));
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

  private Outcome write(
      String named,
      ExperimentOrigin origin,
      List<DoneStep> done,
      List<DoneStep.Report> reports,
      RunFolder folder) {
    List<MeasuredResult> figures = new ArrayList<>();
    List<String> said = new ArrayList<>();
    List<StepVerdict> verdicts = new ArrayList<>();
    for (DoneStep.Report report : reports) {
      String copy = REPORTS + report.copy();
      figures.addAll(report.found().all());
      said.addAll(report.found().warnings());
      verdicts.add(report.found().verdict(report.step().name(), copy));
      folder.writeWork(copy, report.bytes());
    }
    Map<String, Map<String, String>> used = new LinkedHashMap<>();
    done.forEach(step -> used.put(step.name(), step.folder().record().settings()));
    List<String> warnings = together(said);
    ExperimentView view =
        new ExperimentView(
            settings.experiment().settingName(),
            named,
            settings.experiment().purpose(),
            settings.standsFor(),
            verdicts,
            pictures(origin, reports),
            new ExperimentComparisons(
                    settings,
                    DoneStep.Report.of(reports, EvaluationFigures.class),
                    DoneStep.Report.of(reports, AuditFigures.class),
                    DoneStep.Report.of(reports, StepFigures.class))
                .all(),
            figures,
            origin.settings(),
            settings(used),
            warnings);
    folder.writeWork(
        "experiment.json", ExperimentJson.write(view).getBytes(StandardCharsets.UTF_8));
    folder.writeWork("experiment.html", ExperimentPage.html(view).getBytes(StandardCharsets.UTF_8));
    List<String> summary = new ArrayList<>();
    verdicts.forEach(verdict -> summary.add(verdict.step() + ": " + verdict.headline()));
    for (Comparison comparison : view.comparisons()) {
      summary.add(comparison.question());
      comparison.ours().forEach(ours -> summary.add("  " + line(ours)));
    }
    summary.addAll(warnings);
    summary.add("page: " + folder.path("experiment.html").toUri().getPath());
    return new Outcome(
        new TreeMap<>(Map.of("reports", (long) reports.size())), new TreeMap<>(), summary);
  }

  /** Of the first step with a report that has them, else of the data. */
  private static ExperimentPictures pictures(
      ExperimentOrigin origin, List<DoneStep.Report> reports) {
    for (DoneStep.Report report : reports) {
      if (report.found() instanceof EvaluationFigures figures) {
        Gallery gallery =
            ReportExamples.of(
                new String(report.bytes(), StandardCharsets.UTF_8), CLASSES, EXAMPLES);
        int classes = figures.root().get("classes").size();
        String lead =
            "%s: each tile with the series recovered from it beneath, in %s. %sGrey runs from 0 (black) to 1 (white), and the series of a class share one scale."
                .formatted(
                    report.step().name(),
                    figures.root().get("seriesUnit").asText(),
                    classes > CLASSES
                        ? "Of %d classes the first %d; its report has more. "
                            .formatted(classes, CLASSES)
                        : "");
        return gallery.classes().isEmpty()
            ? ExperimentPictures.NONE
            : new ExperimentPictures(lead, List.of(gallery), List.of());
      }
    }
    List<ExperimentPictures.Sheet> sheets = origin.sheets();
    return sheets.isEmpty()
        ? ExperimentPictures.NONE
        : new ExperimentPictures(
            "The first tiles of each class in the data, from 0 (black) to 1 (white).",
            List.of(),
            sheets);
  }

  /** A figure with its standard error, as on the page, where one is known. */
  private static String line(MeasuredResult figure) {
    if (!figure.isMeasured()) {
      return "%s (%s)".formatted(figure.what(), figure.source());
    }
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
}
