package org.netdiffus.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.netdiffus.measure.Comparison;
import org.netdiffus.measure.MeasuredResult;

/** {@code experiment.json}: every number of an experiment. */
public final class ExperimentJson {
  private ExperimentJson() {}

  /**
   * The experiment as JSON, indented; what is not known is left out: an error, or a value whose
   * name says why there is none.
   */
  public static String write(ExperimentView view) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("name", view.name());
    root.put("title", view.title());
    root.put("purpose", view.purpose());
    root.put("standsFor", view.standsFor());
    root.set("verdicts", mapper.valueToTree(view.verdicts()));
    ArrayNode comparisons = root.putArray("comparisons");
    for (Comparison comparison : view.comparisons()) {
      ObjectNode node = comparisons.addObject();
      node.put("question", comparison.question());
      node.set("paper", mapper.valueToTree(comparison.paper()));
      figures(node.putArray("ours"), comparison.ours());
      node.put("reason", comparison.reason());
    }
    figures(root.putArray("figures"), view.figures());
    root.set("origin", mapper.valueToTree(new TreeMap<>(view.origin())));
    root.set("settings", mapper.valueToTree(new TreeMap<>(view.settings())));
    root.set("warnings", mapper.valueToTree(view.warnings()));
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  private static void figures(ArrayNode array, List<MeasuredResult> figures) {
    for (MeasuredResult figure : figures) {
      ObjectNode node = array.addObject();
      node.put("what", figure.what());
      if (figure.isMeasured()) {
        node.put("value", figure.value());
      }
      if (!Double.isNaN(figure.error())) {
        node.put("error", figure.error());
      }
      node.put("unit", figure.unit());
      node.put("n", figure.n());
      node.put("source", figure.source());
    }
  }
}
