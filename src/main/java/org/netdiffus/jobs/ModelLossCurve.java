package org.netdiffus.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.netdiffus.measure.LossCurve;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.RunFolder;

/** The loss curve of a model folder: the numbers {@code step} and {@code loss} of each line. */
final class ModelLossCurve {
  private static final String FILE = "metrics.jsonl";

  private ModelLossCurve() {}

  /** The curve of the model, or an empty one when there is no model. */
  static LossCurve read(List<RunFolder> models) {
    List<JsonNode> lines = new ArrayList<>();
    for (RunFolder model : models) {
      lines.addAll(lines(model));
    }
    return new LossCurve(
        lines.stream().mapToInt(line -> line.get("step").intValue()).toArray(),
        lines.stream().mapToDouble(line -> line.get("loss").doubleValue()).toArray());
  }

  private static List<JsonNode> lines(RunFolder model) {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String text : new String(model.read(FILE), StandardCharsets.UTF_8).lines().toList()) {
      lines.add(line(json, text, model));
    }
    return lines;
  }

  private static JsonNode line(ObjectMapper json, String text, RunFolder model) {
    try {
      JsonNode line = json.readTree(text);
      if (line.path("step").isNumber() && line.path("loss").isNumber()) {
        return line;
      }
      throw unreadable(text, model);
    } catch (JsonProcessingException e) {
      UserError error = unreadable(text, model);
      error.initCause(e);
      throw error;
    }
  }

  private static UserError unreadable(String text, RunFolder model) {
    return UserError.input(
        FILE + " in " + model + " holds a line without step and loss: " + text,
        "train the model anew, or leave evaluate.model empty");
  }
}
