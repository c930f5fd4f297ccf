package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.netdiffus.baseline.SeriesJitter;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.diffusion.SampleSeed;
import org.netdiffus.series.Feature;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.tile.SeriesScale;

/**
 * A bootstrap with jitter: each synthetic trace is a training trace of its class, drawn at random,
 * moved in time and changed in its values; the features of a trace stay together. What it draws are
 * nearly copies, so it shows what likeness to real traffic costs in privacy.
 *
 * @param training what is drawn from
 * @param jitter how a series is changed
 * @param largest largest value of each feature in the training part, which no value exceeds
 * @param seed seed of the run
 */
record BootstrapDrawing(
    TrainBaseline.Training training,
    SeriesJitter jitter,
    SortedMap<String, Double> largest,
    long seed) {
  static BootstrapDrawing of(TrainBaseline.Training training, BaselineSettings settings) {
    SortedMap<String, Double> largest = new TreeMap<>();
    for (SeriesScale scale :
        ScaleFitting.fit(training.series(), training.features(), new ScaleRule.TrainingMaximum())) {
      largest.put(scale.feature(), scale.maximum());
    }
    return new BootstrapDrawing(training, settings.jitter(), largest, settings.seed());
  }

  TrainBaseline.Drawn draw(BaselineRequests requests) {
    Dataset<Row> series = training.series();
    Dataset<Row> numbered =
        series
            .select("trace_id", "label")
            .distinct()
            .withColumn(
                BaselineRequests.NUMBER,
                row_number().over(Window.partitionBy("label").orderBy("trace_id")).minus(lit(1)));
    Dataset<Row> drawn =
        requests
            .rows(series.sparkSession())
            .join(numbered, columns("label", BaselineRequests.NUMBER), "inner")
            .join(
                series.select("trace_id", "label", "feature", "length", "values"),
                columns("trace_id", "label"),
                "inner")
            .select(col("label"), col("index"), col("feature"), col("length"), col("values"));
    Jittering jittering =
        new Jittering(jitter, training.features(), new TreeMap<>(largest), training.points(), seed);
    return new TrainBaseline.Drawn(drawn.map(jittering, SeriesTable.encoder()), model());
  }

  private static scala.collection.immutable.Seq<String> columns(String... names) {
    return scala.collection.JavaConverters.asScalaBuffer(List.of(names)).toList();
  }

  private String model() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("kind", BaselineSettings.Kind.BOOTSTRAP.settingName());
    root.put("jitter", jitter.spread());
    root.put("shift", jitter.shift());
    root.set("largest", mapper.valueToTree(largest));
    root.set("traces", mapper.valueToTree(training.traces()));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** From a drawn training series to a synthetic one. */
  private record Jittering(
      SeriesJitter jitter,
      List<String> features,
      TreeMap<String, Double> largest,
      int points,
      long seed)
      implements MapFunction<Row, Row>, Serializable {
    @Override
    public Row call(Row row) {
      String label = row.getString(0);
      long index = row.getLong(1);
      String feature = row.getString(2);
      long sampleSeed = SampleSeed.of(seed, label, index);
      float[] values = floats(row.getList(4), row.getInt(3));
      float[] moved =
          jitter.apply(
              values,
              points,
              kind(feature),
              largest.getOrDefault(feature, Double.MAX_VALUE),
              CounterRandom.of(
                  sampleSeed, Purpose.BASELINE, 0, BaselineRequests.Draw.COMMON.step()),
              CounterRandom.of(
                  sampleSeed,
                  Purpose.BASELINE,
                  features.indexOf(feature),
                  BaselineRequests.Draw.VALUES.step()));
      return SeriesTable.toRow(
          new SeriesRow(
              TileKind.syntheticTrace(label, index),
              label,
              "synthetic",
              feature,
              moved.length,
              Arrays.copyOf(moved, points),
              BaselineSettings.Kind.BOOTSTRAP.settingName()));
    }

    private static float[] floats(List<Float> boxed, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = boxed.get(i);
      }
      return values;
    }

    private static SeriesJitter.Values kind(String feature) {
      return Feature.named(feature)
          .map(
              known ->
                  switch (known) {
                    case DIRECTION -> SeriesJitter.Values.FIXED;
                    case GAP -> SeriesJitter.Values.REAL;
                    case BYTES_DOWN, BYTES_UP, BYTES, PACKETS, SIZE, SIGNED_SIZE ->
                        SeriesJitter.Values.WHOLE;
                  })
          .orElse(SeriesJitter.Values.REAL);
    }
  }
}
