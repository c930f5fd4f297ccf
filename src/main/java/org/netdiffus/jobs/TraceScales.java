package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.spark.TileRow;
import org.netdiffus.tile.ScaleKind;

/**
 * Scales for synthetic tiles when each training tile has its own: a synthetic tile shows the form
 * of a trace but not its volume, which is drawn from the training traces of its class.
 *
 * @param maxima of each class, for training traces evenly spaced in the order of their maxima, the
 *     maximum of each channel in the feature's units; the channels of a trace stay together, since
 *     they depend on each other. Empty when no channel has scales of that kind
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TraceScales(@JsonProperty(TraceScales.FIELD) SortedMap<String, List<List<Double>>> maxima)
    implements Serializable {
  /** Field of a JSON object that otherwise describes the kind of the tiles. */
  static final String FIELD = "trace-maxima";

  /** Scales that every tile has in common, so that none has to be drawn. */
  static final TraceScales NONE = new TraceScales(new TreeMap<>());

  private static final int MOST_PER_CLASS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The scales of training tiles: all traces of a class, or 100 of them. */
  static TraceScales of(Dataset<Row> tiles, TileKind kind) {
    if (!isDrawnFor(kind)) {
      return NONE;
    }
    // Ranks and not Spark's approximate quantiles, which depend on how the rows are spread.
    WindowSpec ofClass = Window.partitionBy("label");
    SortedMap<String, List<List<Double>>> maxima = new TreeMap<>();
    tiles
        .select(col("label"), col("trace_id"), col("scales.maximum").as("maxima"))
        .withColumn("rank", row_number().over(ofClass.orderBy("maxima", "trace_id")))
        .withColumn("traces", count(lit(1)).over(ofClass))
        // Whole numbers: true for as many ranks as wanted, each in the middle of its share of them.
        .filter(
            "traces <= %1$dL or (rank * %1$dL + traces div 2) div traces"
                .concat(" > ((rank - 1) * %1$dL + traces div 2) div traces")
                .formatted(MOST_PER_CLASS))
        .orderBy("label", "rank")
        .select("label", "maxima")
        .collectAsList()
        .forEach(
            row ->
                maxima
                    .computeIfAbsent(row.getString(0), label -> new ArrayList<>())
                    .add(List.copyOf(row.<Double>getList(1))));
    return new TraceScales(maxima);
  }

  /**
   * From what {@link #describe} has written.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static TraceScales fromJson(String json) {
    try {
      ObjectNode tree = JSON.readValue(json, ObjectNode.class);
      return tree.has(FIELD) ? JSON.treeToValue(tree, TraceScales.class) : NONE;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this does not describe tiles: " + json, e);
    }
  }

  /** A JSON object that describes the kind and, if there are any, the maxima. */
  String describe(TileKind kind) {
    if (maxima.isEmpty()) {
      return kind.toJson();
    }
    try {
      ObjectNode tree = JSON.readValue(kind.toJson(), ObjectNode.class);
      tree.set(FIELD, JSON.valueToTree(maxima));
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** Whether tiles of this kind can be given scales, for each of these classes. */
  boolean suffice(TileKind kind, List<String> labels) {
    return !isDrawnFor(kind) || maxima.keySet().containsAll(labels);
  }

  /**
   * The kind with the scales of one synthetic tile.
   *
   * @param label class of the tile
   * @param seed seed of the tile, which alone decides the draw
   */
  TileKind draw(TileKind kind, String label, long seed) {
    if (!isDrawnFor(kind)) {
      return kind;
    }
    List<List<Double>> traces = maxima.getOrDefault(label, List.of());
    List<Double> drawn =
        traces.get(CounterRandom.of(seed, Purpose.SCALE, 0, 0).nextInt(traces.size()));
    return kind.withScales(
        IntStream.range(0, kind.channels())
            .mapToObj(channel -> scale(kind.scales().get(channel), drawn.get(channel)))
            .toList());
  }

  private static TileRow.Scale scale(TileRow.Scale scale, double maximum) {
    return isOwn(scale)
        ? new TileRow.Scale(scale.feature(), scale.kind(), maximum, scale.signed())
        : scale;
  }

  private static boolean isDrawnFor(TileKind kind) {
    return kind.scales().stream().anyMatch(TraceScales::isOwn);
  }

  private static boolean isOwn(TileRow.Scale scale) {
    return scale.kind().equals(ScaleKind.TRACE.settingName());
  }
}
