package org.netdiffus.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.report.Estimate;
import org.netdiffus.report.ExperimentPage;
import org.netdiffus.report.StepVerdict;
import org.netdiffus.spark.RunFolder;

/**
 * What a step of an experiment has found that writes no report: {@code figures.json}.
 *
 * @param figures in the order in which they are to be read
 * @param trainings networks behind them
 * @param converged how many of these had converged
 * @param warnings sentences that a reader must know
 */
record StepFigures(List<Figure> figures, long trainings, long converged, List<String> warnings)
    implements FoundFigures {
  /** What the name of a figure holds that is a difference of two others. */
  private static final String DIFFERENCE = " minus ";

  /** Name of the file. */
  static final String FILE = "figures.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A figure.
   *
   * @param group what it belongs to: figures of a group answer the same question
   */
  record Figure(String group, MeasuredResult result) {}

  /**
   * From the folder of a step.
   *
   * @param source name of the folder
   */
  static StepFigures read(RunFolder folder, String source) {
    JsonNode root;
    try {
      root = JSON.readTree(folder.read(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Figure> figures = new ArrayList<>();
    for (JsonNode node : root.get("figures")) {
      figures.add(
          new Figure(
              node.get("group").asText(),
              new MeasuredResult(
                  node.get("what").asText(),
                  node.path("value").asDouble(Double.NaN),
                  node.path("error").asDouble(Double.NaN),
                  node.get("unit").asText(),
                  node.get("n").asLong(),
                  source)));
    }
    List<String> warnings = new ArrayList<>();
    root.get("warnings").forEach(warning -> warnings.add(source + ": " + warning.asText()));
    return new StepFigures(
        figures, root.path("trainings").asLong(), root.path("converged").asLong(), warnings);
  }

  /** Content of the file. */
  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode array = root.putArray("figures");
    for (Figure figure : figures) {
      MeasuredResult result = figure.result();
      ObjectNode node = array.addObject();
      node.put("group", figure.group()).put("what", result.what());
      if (result.isMeasured()) {
        if (!Double.isFinite(result.value()) || !Double.isFinite(result.error())) {
          throw new IllegalStateException(result + " is no number");
        }
        node.put("value", result.value()).put("error", result.error());
      }
      node.put("unit", result.unit()).put("n", result.n());
    }
    root.put("trainings", trainings);
    root.put("converged", converged);
    root.set("warnings", JSON.valueToTree(warnings));
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** The figures of a group. */
  List<MeasuredResult> of(String group) {
    return figures.stream()
        .filter(figure -> figure.group().equals(group))
        .map(Figure::result)
        .toList();
  }

  /** The figures with one standard error, as on the page, and warnings, in lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (MeasuredResult figure : all()) {
      String number =
          figure.isMeasured()
              ? String.format(
                  Locale.ROOT, "%.4g ± %.2g %s  ", figure.value(), figure.error(), figure.unit())
              : "";
      lines.add("%s%s (n = %d)".formatted(number, figure.what(), figure.n()));
    }
    lines.addAll(warnings);
    return lines;
  }

  /** How many of the differences are more than accident, each by itself, and the convergence. */
  @Override
  public StepVerdict verdict(String step, String report) {
    List<String> notes = new ArrayList<>();
    if (trainings > 0) {
      notes.add("%d of %d trainings had converged.".formatted(converged, trainings));
    }
    int differences = 0;
    int beyond = 0;
    for (MeasuredResult figure : all()) {
      if (figure.what().contains(DIFFERENCE)) {
        Estimate difference = Estimate.of(figure);
        boolean told = difference.lower() > 0 || difference.upper() < 0;
        differences++;
        beyond += told ? 1 : 0;
        notes.add(
            "%s: %s, %s."
                .formatted(
                    figure.what(),
                    ExperimentPage.inWords(figure),
                    told
                        ? (difference.value() > 0 ? "more" : "less")
                        : "no difference that %d test tiles can show".formatted(figure.n())));
      }
    }
    return new StepVerdict(
        step,
        "",
        "%d of %d differences are beyond two standard errors.".formatted(beyond, differences),
        notes,
        report);
  }

  /** All figures. */
  @Override
  public List<MeasuredResult> all() {
    return figures.stream().map(Figure::result).toList();
  }
}
