package org.netdiffus.jobs;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.netdiffus.dl4j.TrainingRound;

/** The lines of {@code metrics.jsonl}, one a round of training. */
final class TrainingMetrics {
  /** Name of the file. */
  static final String NAME = "metrics.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Line> lines = new ArrayList<>();

  /** The file so far: it is written again and again while it grows. */
  private final StringBuilder text = new StringBuilder();

  /**
   * One round.
   *
   * @param step steps done
   * @param loss mean loss of the round
   * @param lossByQuarter mean squared error by quarter of the noise schedule, from 1, the least
   *     noisy; without weights, and only where there were examples
   * @param learningRate rate of its last step
   * @param tilesPerSecond tiles of all workers in a second
   * @param validationLoss loss of the validation tiles: one number where it was measured, else none
   */
  @JsonPropertyOrder({
    "step",
    "loss",
    "loss_by_quarter",
    "learning_rate",
    "tiles_per_second",
    "validation_loss"
  })
  record Line(
      @JsonProperty("step") int step,
      @JsonProperty("loss") double loss,
      @JsonProperty("loss_by_quarter") SortedMap<Integer, Double> lossByQuarter,
      @JsonProperty("learning_rate") double learningRate,
      @JsonProperty("tiles_per_second") double tilesPerSecond,
      @JsonProperty("validation_loss")
          @JsonSetter(nulls = Nulls.AS_EMPTY)
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          @JsonFormat(
              with = {
                JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY
              })
          List<Double> validationLoss) {}

  private TrainingMetrics() {}

  /** Of a training at its beginning. */
  static TrainingMetrics none() {
    return new TrainingMetrics();
  }

  /** The lines of a file up to a step; a training goes on from there. */
  static TrainingMetrics upTo(int step, byte[] file) {
    TrainingMetrics metrics = new TrainingMetrics();
    new String(file, StandardCharsets.UTF_8)
        .lines()
        .map(TrainingMetrics::parse)
        .filter(line -> line.step() <= step)
        .forEach(metrics::add);
    return metrics;
  }

  private static Line parse(String line) {
    try {
      return JSON.readValue(line, Line.class);
    } catch (JsonProcessingException e) {
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
    add(
        new Line(
            round.step(),
            round.loss(),
            round.byLevel().means(),
            round.learningRate(),
            Math.round(rate * 100) / 100.0,
            validationLoss));
  }

  private void add(Line line) {
    lines.add(line);
    try {
      text.append(JSON.writeValueAsString(line)).append('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // plain numbers
    }
  }

  /** All lines, in the order of their steps. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The file. */
  byte[] file() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
