package org.netdiffus.dl4j;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.netdiffus.diffusion.ClippingRange;
import org.netdiffus.diffusion.Noise;
import org.netdiffus.diffusion.NoiseSchedule;
import org.netdiffus.diffusion.Normalisation;
import org.netdiffus.diffusion.PredictionTarget;

/**
 * What has to be known of a trained denoiser besides its weights: the {@code state.json} of a
 * checkpoint.
 *
 * @param step steps of training done
 * @param loss mean loss of the last round
 * @param shape the network
 * @param labels names of the classes, by class number
 * @param normalisation brings tiles to the network's units
 * @param clipping range of the training tiles in the network's units, for sampling
 * @param target what the network predicts
 * @param noise form of the noise that the training tiles were mixed with
 * @param schedule form of the noise schedule
 * @param timeSteps T, steps of the noise schedule
 * @param validation losses of the tiles that were not trained on, in the order of the steps; empty
 *     when there are none
 * @param tiles how the training tiles were made, a JSON object that is kept as it is
 * @param settings the settings of the training, by their keys
 */
public record DenoiserDescription(
    int step,
    double loss,
    UNetShape shape,
    List<String> labels,
    Normalisation normalisation,
    ClippingRange clipping,
    PredictionTarget target,
    Noise.Form noise,
    NoiseSchedule.Shape schedule,
    int timeSteps,
    List<Validation> validation,
    String tiles,
    Map<String, String> settings) {
  /** Name of the file in a checkpoint. */
  public static final String NAME = "state.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The loss of the validation tiles at a checkpoint.
   *
   * @param step the checkpoint's
   * @param loss mean squared error of the averaged weights, each example weighted as in training
   */
  public record Validation(@JsonProperty("step") int step, @JsonProperty("loss") double loss) {}

  /** Checks that labels and classes match. */
  public DenoiserDescription {
    labels = List.copyOf(labels);
    settings = Map.copyOf(settings);
    validation = List.copyOf(validation);
    if (labels.size() != shape.classes()) {
      throw new IllegalArgumentException(
          labels.size() + " labels for a network of " + shape.classes() + " classes");
    }
  }

  /** Step of the checkpoint of the least validation loss; this one's where there is none. */
  public int bestStep() {
    return validation.stream()
        .min(Comparator.comparingDouble(Validation::loss))
        .map(Validation::step)
        .orElse(step);
  }

  /** Share of the labels that the training did not show; 0 where the settings do not say. */
  public double labelDropout() {
    return Double.parseDouble(settings.getOrDefault("train.label-dropout", "0"));
  }

  /** As JSON, indented. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("step", step);
    root.put("loss", loss);
    root.set("network", JSON.valueToTree(shape));
    root.set("labels", JSON.valueToTree(labels));
    root.set("normalisation", NormalisationJson.write(normalisation));
    ObjectNode range = root.putObject("clipping");
    NormalisationJson.put(range.putArray("lower"), clipping.lower());
    NormalisationJson.put(range.putArray("upper"), clipping.upper());
    root.put("target", target.settingName());
    root.put("noise", noise.settingName());
    root.put("schedule", schedule.settingName());
    root.put("time-steps", timeSteps);
    root.set("validation", JSON.valueToTree(validation));
    try {
      root.set("tiles", JSON.readTree(tiles));
      ObjectNode sorted = root.putObject("settings");
      settings.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (IOException e) {
      throw new IllegalArgumentException("tiles are described by no JSON: " + tiles, e);
    }
  }

  /**
   * From JSON. One that was written before there were forms of noise and validation has independent
   * noise and none.
   *
   * @throws IOException when it is not what {@link #toJson} writes
   */
  public static DenoiserDescription fromJson(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    try {
      Map<String, String> settings = new LinkedHashMap<>();
      root.required("settings")
          .fields()
          .forEachRemaining(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      return new DenoiserDescription(
          root.required("step").intValue(),
          root.required("loss").doubleValue(),
          shape(root.required("network")),
          List.of(JSON.treeToValue(root.required("labels"), String[].class)),
          NormalisationJson.read(root.required("normalisation")),
          new ClippingRange(
              NormalisationJson.floats(root.required("clipping").required("lower")),
              NormalisationJson.floats(root.required("clipping").required("upper"))),
          named(PredictionTarget.values(), root.required("target").textValue()),
          named(Noise.Form.values(), root.path("noise").asText("independent")),
          named(NoiseSchedule.Shape.values(), root.required("schedule").textValue()),
          root.required("time-steps").intValue(),
          List.of(JSON.treeToValue(validation(root), Validation[].class)),
          JSON.writeValueAsString(root.required("tiles")),
          settings);
    } catch (IllegalArgumentException e) {
      throw new IOException("the description of a denoiser is not complete", e);
    }
  }

  private static JsonNode validation(JsonNode root) {
    return root.has("validation") ? root.get("validation") : JSON.createArrayNode();
  }

  /** Descriptions that were written before there was an option do not name it. */
  private static UNetShape shape(JsonNode network) throws IOException {
    ObjectNode complete = network.deepCopy();
    ObjectNode options = JSON.valueToTree(UNetOptions.NONE);
    complete
        .path("options")
        .fields()
        .forEachRemaining(given -> options.set(given.getKey(), given.getValue()));
    complete.set("options", options);
    return JSON.treeToValue(complete, UNetShape.class);
  }

  private static <E extends Enum<E>> E named(E[] values, String name) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is called " + name));
  }
}
