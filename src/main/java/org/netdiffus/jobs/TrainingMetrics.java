package org.netdiffus.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.netdiffus.dl4j.TrainingRound;

/** The lines of {@code metrics.jsonl}, one a round of training. */
final class TrainingMetrics {
  /** Name of the file. */
  static final String NAME = "metrics.jsonl";

  private static final String VALIDATION_LOSS = "validation_loss";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Line> lines;

  /**
   * One round.
   *
   * @param step steps done
   * @param loss mean loss of the round
   * @param learningRate rate of its last step
   * @param tilesPerSecond tiles of all workers in a second
   * @param validationLoss loss of the validation tiles: one number where it was measured, else none
   */
  record Line(
      int step,
      double loss,
      double learningRate,
      double tilesPerSecond,
      List<Double> validationLoss) {
    private static Line parse(String line) throws JsonProcessingException {
      JsonNode json = JSON.readTree(line);
      return new Line(
          json.required("step").intValue(),
          json.required("loss").doubleValue(),
          json.required("learning_rate").doubleValue(),
          json.required("tiles_per_second").doubleValue(),
          json.has(VALIDATION_LOSS) ? List.of(json.get(VALIDATION_LOSS).doubleValue()) : List.of());
    }

    private ObjectNode json() {
      ObjectNode json =
          JSON.createObjectNode()
              .put("step", step)
              .put("loss", loss)
              .put("learning_rate", learningRate)
              .put("tiles_per_second", tilesPerSecond);
      validationLoss.forEach(value -> json.put(VALIDATION_LOSS, value));
      return json;
    }
  }

  private TrainingMetrics(List<Line> lines) {
    this.lines = lines;
  }

  /** Of a training at its beginning. */
  static TrainingMetrics none() {
    return new TrainingMetrics(new ArrayList<>());
  }

  /** The lines of a file up to a step; a training goes on from there. */
  static TrainingMetrics upTo(int step, byte[] file) {
    return new TrainingMetrics(
        new String(file, StandardCharsets.UTF_8)
            .lines()
            .map(TrainingMetrics::parse)
            .filter(line -> line.step() <= step)
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  private static Line parse(String line) {
    try {
      return Line.parse(line);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a line of " + NAME + ": " + line, e);
    }
  }

  /**
   * Adds a round.
   *
   * @param validationLoss loss of the validation tiles after it, where it was measured
   */
  void add(TrainingRound round, List<Double> validationLoss) {
    double rate = round.seconds() > 0 ? round.images() / round.seconds() : 0;
    lines.add(
        new Line(
            round.step(),
            round.loss(),
            round.learningRate(),
            Math.round(rate * 100) / 100.0,
            validationLoss));
  }

  /** All lines, in the order of their steps. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The file. */
  byte[] file() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      try {
        text.append(JSON.writeValueAsString(line.json())).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e); // plain numbers
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
