package org.netdiffus.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    List<JsonNode> audits = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    List<RunFolder> read = new ArrayList<>();
    for (ExperimentStep step : steps) {
      Map<String, String> places = step.settings();
      if (step.verb().equals("evaluate")) {
        RunFolder folder =
            RunFolder.completed(places.getOrDefault("evaluate.output", ""), "evaluate", hadoop);
        reports.add(EvaluationFigures.read(folder, name(folder)));
        pages.add("../" + name(folder) + "/report.html");
        read.add(folder);
      } else if (step.verb().equals("audit-privacy")) {
        RunFolder folder =
            RunFolder.completed(places.getOrDefault("audit.output", ""), "audit-privacy", hadoop);
        audits.add(json(folder.read("privacy.json")));
        pages.add("../" + name(folder) + "/privacy.html");
        read.add(folder);
      }
    }
    List<String> plan =
        List.of(
            settings.experiment().settingName() + ": " + settings.experiment().purpose(),
            "compares %d reports with the paper".formatted(read.size()));
    return new Prepared(
        read.stream().map(RunFolder::identity).toList(),
        plan,
        folder -> write(new ExperimentComparisons(settings, reports, audits), pages, read, folder));
  }

  private Outcome write(
      ExperimentComparisons comparisons,
      List<String> pages,
      List<RunFolder> read,
      RunFolder folder) {
    List<MeasuredResult> figures = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (EvaluationFigures report : comparisons.reports()) {
      figures.addAll(report.all());
      warnings.addAll(report.warnings());
    }
    SortedMap<String, String> used = new TreeMap<>();
    read.forEach(run -> used.putAll(run.record().settings()));
    ExperimentView view =
        new ExperimentView(
            settings.experiment().settingName(),
            title,
            settings.experiment().purpose(),
            comparisons.all(),
            figures,
            pages,
            used,
            warnings);
    folder.writeWork(
        "experiment.json", ExperimentJson.write(view).getBytes(StandardCharsets.UTF_8));
    folder.writeWork("experiment.html", ExperimentPage.html(view).getBytes(StandardCharsets.UTF_8));
    List<String> summary = new ArrayList<>();
    for (Comparison comparison : view.comparisons()) {
      summary.add(comparison.question());
      comparison
          .ours()
          .forEach(
              ours ->
                  summary.add(
                      String.format(
                          Locale.ROOT, "  %.4g %s  %s", ours.value(), ours.unit(), ours.what())));
    }
    summary.addAll(warnings);
    summary.add("page: " + folder.path("experiment.html").toUri().getPath());
    return new Outcome(
        new TreeMap<>(Map.of("reports", (long) read.size())), new TreeMap<>(), summary);
  }

  private static String name(RunFolder folder) {
    return new Path(folder.toString()).getName();
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
