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
import org.netdiffus.spark.RunFolder;

/**
 * What a step of an experiment has found that writes no report: {@code figures.json}.
 *
 * @param figures in the order in which they are to be read
 * @param warnings sentences that a reader must know
 */
record StepFigures(List<Figure> figures, List<String> warnings) {
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
                  node.get("value").asDouble(),
                  node.get("error").asDouble(),
                  node.get("unit").asText(),
                  node.get("n").asLong(),
                  source)));
    }
    List<String> warnings = new ArrayList<>();
    root.get("warnings").forEach(warning -> warnings.add(source + ": " + warning.asText()));
    return new StepFigures(figures, warnings);
  }

  /** Content of the file. */
  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode array = root.putArray("figures");
    for (Figure figure : figures) {
      MeasuredResult result = figure.result();
      if (!Double.isFinite(result.value()) || !Double.isFinite(result.error())) {
        throw new IllegalStateException(result + " is no number");
      }
      array
          .addObject()
          .put("group", figure.group())
          .put("what", result.what())
          .put("value", result.value())
          .put("error", result.error())
          .put("unit", result.unit())
          .put("n", result.n());
    }
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
      lines.add(
          String.format(
              Locale.ROOT,
              "%.4g ± %.2g %s  %s (n = %d)",
              figure.value(),
              figure.error(),
              figure.unit(),
              figure.what(),
              figure.n()));
    }
    lines.addAll(warnings);
    return lines;
  }

  /** All figures. */
  List<MeasuredResult> all() {
    return figures.stream().map(Figure::result).toList();
  }
}
