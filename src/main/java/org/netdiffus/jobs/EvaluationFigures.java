package org.netdiffus.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.netdiffus.measure.MeasuredResult;
import org.netdiffus.report.Estimate;
import org.netdiffus.report.StepVerdict;
import org.netdiffus.spark.RunFolder;

/**
 * The figures of a {@code report.json}.
 *
 * @param root its content
 * @param source name of the report's folder
 */
record EvaluationFigures(JsonNode root, String source) implements FoundFigures {
  /** Name of the candidate that a report is about. */
  static final String SYNTHETIC = "synthetic";

  /** The network of the paper. */
  static final String CNN = "cnn";

  /** The figures of a complete run of {@code evaluate}. */
  static EvaluationFigures read(RunFolder report, String source) {
    try {
      return new EvaluationFigures(new ObjectMapper().readTree(report.read("report.json")), source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the candidates, the one that the report is about first. */
  List<String> candidates() {
    return elements(root.get("candidates")).map(c -> c.get("name").asText()).toList();
  }

  /** Title of a candidate. */
  String title(String candidate) {
    return candidate(candidate).get("title").asText();
  }

  /** Names of the classifiers. */
  List<String> classifiers() {
    return elements(root.get("accuracies"))
        .map(a -> a.get("classifier").asText())
        .distinct()
        .toList();
  }

  /** Accuracy on real test tiles in percent, of a classifier that was trained on real tiles. */
  MeasuredResult original(String classifier) {
    return accuracy(root.get("accuracies"), classifier, Scenario.ORIGINAL, "real tiles");
  }

  /** Accuracy on real test tiles in percent, of a classifier that was trained on a candidate. */
  MeasuredResult accuracy(String candidate, String classifier, Scenario scenario) {
    return accuracy(
        candidate(candidate).get("accuracies"),
        classifier,
        scenario,
        scenario == Scenario.BOTH ? title(candidate) + " and real tiles" : title(candidate));
  }

  /** Real tiles that the network was trained on. */
  long originals() {
    return find(root.get("accuracies"), CNN, Scenario.ORIGINAL).get("trainingTiles").asLong();
  }

  /** Tiles that the network was trained on in a scenario. */
  long trainingTiles(String candidate, Scenario scenario) {
    return find(candidate(candidate).get("accuracies"), CNN, scenario)
        .get("trainingTiles")
        .asLong();
  }

  /**
   * Mean over the classifiers of what a candidate's accuracy is above that of another, points. All
   * are of the same test tiles and may err together: the error of the mean is not larger than the
   * mean of the errors, which stands for it.
   */
  MeasuredResult meanDifference(String candidate, String other) {
    double sum = 0;
    double errors = 0;
    for (String classifier : classifiers()) {
      Estimate difference =
          Estimate.of(accuracy(candidate, classifier, Scenario.SYNTH))
              .minus(Estimate.of(accuracy(other, classifier, Scenario.SYNTH)));
      sum += difference.value();
      errors += difference.error();
    }
    return new MeasuredResult(
        "%s minus %s, mean accuracy of %s"
            .formatted(title(candidate), title(other), String.join(", ", classifiers())),
        sum / classifiers().size(),
        errors / classifiers().size(),
        "points",
        accuracy(candidate, CNN, Scenario.SYNTH).n(),
        source);
  }

  /** A score of a candidate by its name. */
  MeasuredResult score(String candidate, String name) {
    JsonNode score = find(candidate, name);
    return new MeasuredResult(
        score.get("title").asText() + ", " + title(candidate),
        score.get("value").asDouble(),
        score.path("error").asDouble(Double.NaN),
        score.get("unit").asText(),
        score.get("n").asLong(),
        source);
  }

  /** The same score of real test tiles. */
  MeasuredResult floor(String name) {
    JsonNode score = find(SYNTHETIC, name);
    return new MeasuredResult(
        score.get("title").asText() + ", real test tiles",
        score.get("floor").asDouble(),
        score.path("floorError").asDouble(Double.NaN),
        score.get("unit").asText(),
        score.get("n").asLong(),
        source);
  }

  /** Every accuracy and every score. */
  @Override
  public List<MeasuredResult> all() {
    List<MeasuredResult> all = new ArrayList<>();
    classifiers().forEach(classifier -> all.add(original(classifier)));
    for (String candidate : candidates()) {
      for (String classifier : classifiers()) {
        all.add(accuracy(candidate, classifier, Scenario.SYNTH));
        all.add(accuracy(candidate, classifier, Scenario.BOTH));
      }
    }
    for (JsonNode score : candidate(SYNTHETIC).get("scores")) {
      String name = score.get("name").asText();
      all.add(floor(name));
      candidates().forEach(candidate -> all.add(score(candidate, name)));
    }
    return all;
  }

  @Override
  public StepVerdict verdict(String step, String report) {
    return EvaluationVerdict.of(root, step, report);
  }

  @Override
  public List<String> warnings() {
    return elements(root.get("warnings")).map(w -> source + ": " + w.asText()).toList();
  }

  private JsonNode candidate(String name) {
    return elements(root.get("candidates"))
        .filter(c -> c.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no candidate " + name + " in " + source));
  }

  private JsonNode find(String candidate, String score) {
    return elements(candidate(candidate).get("scores"))
        .filter(s -> s.get("name").asText().equals(score))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no score " + score + " in " + source));
  }

  private static JsonNode find(JsonNode accuracies, String classifier, Scenario scenario) {
    return elements(accuracies)
        .filter(a -> a.get("classifier").asText().equals(classifier))
        .filter(a -> a.get("scenario").asText().equals(scenario.title()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no accuracy of " + classifier + " for " + scenario.title()));
  }

  private MeasuredResult accuracy(
      JsonNode accuracies, String classifier, Scenario scenario, String trainedOn) {
    JsonNode accuracy = find(accuracies, classifier, scenario);
    return new MeasuredResult(
        "accuracy, %s trained on %s".formatted(classifier, trainedOn),
        100 * accuracy.get("mean").asDouble(),
        100 * accuracy.get("standardError").asDouble(),
        "%",
        accuracy.get("testTiles").asLong(),
        source);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
