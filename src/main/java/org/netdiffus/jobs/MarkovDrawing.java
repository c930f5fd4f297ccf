package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.netdiffus.baseline.SeriesModel;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.diffusion.SampleSeed;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import scala.Tuple2;

/**
 * A hidden Markov model of each class and feature, each fitted in one task to a bounded number of
 * traces. What comes to the driver are the models, as many as there are classes and features.
 *
 * @param training what is learnt from
 * @param settings of the run
 */
record MarkovDrawing(TrainBaseline.Training training, BaselineSettings settings) {
  private static final String PLACE = "place";

  /** The models of a class by feature, by class. */
  private static final class Models extends TreeMap<String, TreeMap<String, SeriesModel>> {
    private static final long serialVersionUID = 1;
  }

  static MarkovDrawing of(TrainBaseline.Training training, BaselineSettings settings) {
    return new MarkovDrawing(training, settings);
  }

  TrainBaseline.Drawn draw(BaselineRequests requests) {
    SparkSession spark = training.series().sparkSession();
    Models models = fit();
    Broadcast<Models> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(models);
    Drawing drawing = new Drawing(shared, training.features(), training.points(), settings.seed());
    return new TrainBaseline.Drawn(
        requests.rows(spark).flatMap(drawing, SeriesTable.encoder()), model(models));
  }

  private Models fit() {
    Dataset<Row> chosen =
        training
            .series()
            .select("trace_id", "label")
            .distinct()
            .withColumn(
                PLACE,
                row_number()
                    .over(
                        Window.partitionBy("label")
                            .orderBy(
                                xxhash64(col("trace_id"), lit(settings.seed())), col("trace_id"))))
            .filter(col(PLACE).leq(settings.tracesPerClass()))
            .select("trace_id");
    SeriesModel.Rule rule = settings.rule();
    long seed = settings.seed();
    List<String> features = training.features();
    JavaPairRDD<Tuple2<String, String>, Iterable<SeriesRow>> groups =
        FloatRows.of(
                training
                    .series()
                    .join(
                        chosen,
                        training.series().col("trace_id").equalTo(chosen.col("trace_id")),
                        "left_semi"))
            .toJavaRDD()
            .map(SeriesTable::fromRow)
            .mapToPair(row -> new Tuple2<>(new Tuple2<>(row.label(), row.feature()), row))
            .groupByKey();
    Models models = new Models();
    groups
        .map(group -> new Tuple2<>(group._1(), fit(group._1(), group._2(), features, rule, seed)))
        .collect()
        .forEach(
            fitted ->
                models
                    .computeIfAbsent(fitted._1()._1(), label -> new TreeMap<>())
                    .put(fitted._1()._2(), fitted._2()));
    return models;
  }

  private static SeriesModel fit(
      Tuple2<String, String> key,
      Iterable<SeriesRow> rows,
      List<String> features,
      SeriesModel.Rule rule,
      long seed) {
    List<SeriesRow> sorted = new ArrayList<>();
    rows.forEach(sorted::add);
    sorted.sort(Comparator.comparing(SeriesRow::traceId));
    return SeriesModel.fit(
        sorted.stream().map(row -> Arrays.copyOf(row.values(), row.length())).toList(),
        rule,
        CounterRandom.of(
            SampleSeed.of(seed, key._1(), 0),
            Purpose.BASELINE,
            features.indexOf(key._2()),
            BaselineRequests.Draw.FIT.step()));
  }

  private static String model(Models models) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("kind", BaselineSettings.Kind.HMM.settingName());
    root.set("models", mapper.valueToTree(models));
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** From a request to the series of all features. */
  private record Drawing(Broadcast<Models> models, List<String> features, int points, long seed)
      implements FlatMapFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Row request) {
      String label = request.getString(0);
      long index = request.getLong(1);
      Map<String, SeriesModel> ofClass = Objects.requireNonNull(models.value().get(label));
      List<Row> rows = new ArrayList<>();
      ofClass.forEach(
          (feature, model) -> {
            float[] values =
                model.draw(
                    CounterRandom.of(
                        SampleSeed.of(seed, label, index),
                        Purpose.BASELINE,
                        features.indexOf(feature),
                        BaselineRequests.Draw.VALUES.step()));
            rows.add(
                SeriesTable.toRow(
                    new SeriesRow(
                        TileKind.syntheticTrace(label, index),
                        label,
                        "synthetic",
                        feature,
                        values.length,
                        Arrays.copyOf(values, points),
                        BaselineSettings.Kind.HMM.settingName())));
          });
      return rows.iterator();
    }
  }
}
