package org.netdiffus.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.netdiffus.diffusion.MomentNormalisation;
import org.netdiffus.diffusion.NormalScores;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.RankNormalisation;

/**
 * A normalisation in a model's description: {@code mean} and {@code deviation} of each channel, or
 * {@code normal-scores}, one object a channel.
 */
final class NormalisationJson {
  private static final String SCORES = "normal-scores";

  private NormalisationJson() {}

  static ObjectNode write(Normalisation normalisation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (normalisation instanceof MomentNormalisation moments) {
      put(node.putArray("mean"), moments.mean());
      put(node.putArray("deviation"), moments.deviation());
    } else if (normalisation instanceof RankNormalisation ranks) {
      ArrayNode channels = node.putArray(SCORES);
      for (NormalScores scores : ranks.scores()) {
        ObjectNode channel = channels.addObject();
        put(channel.putArray("least"), scores.least());
        put(channel.putArray("greatest"), scores.greatest());
        ArrayNode edges = channel.putArray("edges");
        for (double edge : scores.edges()) {
          edges.add(edge);
        }
      }
    }
    return node;
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException when a field is missing or does not fit the others
   */
  static Normalisation read(JsonNode node) {
    if (!node.has(SCORES)) {
      return new MomentNormalisation(
          floats(node.required("mean")), floats(node.required("deviation")));
    }
    List<NormalScores> scores = new ArrayList<>();
    for (JsonNode channel : node.get(SCORES)) {
      scores.add(
          new NormalScores(
              floats(channel.required("least")),
              floats(channel.required("greatest")),
              doubles(channel.required("edges"))));
    }
    return new RankNormalisation(scores);
  }

  static void put(ArrayNode array, float[] values) {
    for (float value : values) {
      array.add(value);
    }
  }

  static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }
}
