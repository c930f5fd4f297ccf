package org.netdiffus.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.netdiffus.spark.FloatRows;
import org.netdiffus.spark.SeriesRow;
import org.netdiffus.spark.SeriesTable;
import org.netdiffus.tile.MagnitudeCounts;
import org.netdiffus.tile.ScaleFit;
import org.netdiffus.tile.SeriesScale;
import scala.Tuple2;

/**
 * The scale of each feature, from the training part alone. What comes to the driver is one number
 * (for a quantile, one table of counts) a feature.
 */
final class ScaleFitting {
  private ScaleFitting() {}

  /**
   * Fits the scales.
   *
   * @param series rows of all parts
   * @param features name of each feature; one without a training series is silent (maximum 0)
   * @return one scale a feature, in their order; those of {@code trace} still without the maximum
   *     that only a trace knows
   */
  static List<SeriesScale> fit(Dataset<Row> series, List<String> features, ScaleRule rule) {
    Map<String, Double> maxima = new HashMap<>();
    if (rule instanceof ScaleRule.Bound bound) {
      features.forEach(feature -> maxima.put(feature, bound.maximum()));
    } else if (rule instanceof ScaleRule.Quantile quantile) {
      maxima.putAll(quantiles(training(series), quantile.share()));
    } else if (!(rule instanceof ScaleRule.OwnMaximum)) {
      maxima.putAll(largest(training(series)));
    }
    return features.stream()
        .map(
            feature ->
                new SeriesScale(
                    feature,
                    rule.kind(),
                    maxima.getOrDefault(feature, 0.0),
                    Channels.isSigned(feature)))
        .toList();
  }

  private static JavaPairRDD<String, SeriesRow> training(Dataset<Row> series) {
    return FloatRows.of(series.filter(series.col("split").equalTo("train")))
        .toJavaRDD()
        .map(SeriesTable::fromRow)
        .filter(row -> Channels.isFinite(row.values()))
        .mapToPair(row -> new Tuple2<>(row.feature(), row));
  }

  private static Map<String, Double> largest(JavaPairRDD<String, SeriesRow> training) {
    return training
        .aggregateByKey(ScaleFit.NONE, (fit, row) -> fit.plus(row.values()), ScaleFit::plus)
        .mapValues(ScaleFit::largest)
        .collectAsMap();
  }

  private static Map<String, Double> quantiles(
      JavaPairRDD<String, SeriesRow> training, double share) {
    Map<String, MagnitudeCounts.Place> places =
        new HashMap<>(
            training
                .aggregateByKey(
                    MagnitudeCounts.byUpperBits(),
                    (counts, row) -> counts.add(row.values(), row.length()),
                    MagnitudeCounts::add)
                .filter(counts -> counts._2().total() > 0)
                .mapValues(counts -> counts.placeOfShare(share))
                .collectAsMap());
    return training
        .filter(row -> places.containsKey(row._1()))
        .<MagnitudeCounts>combineByKey(
            row -> start(places, row).add(row.values(), row.length()),
            (counts, row) -> counts.add(row.values(), row.length()),
            MagnitudeCounts::add)
        .mapToPair(counts -> new Tuple2<>(counts._1(), value(places, counts)))
        .collectAsMap();
  }

  private static MagnitudeCounts start(Map<String, MagnitudeCounts.Place> places, SeriesRow row) {
    return MagnitudeCounts.byLowerBits(place(places, row.feature()));
  }

  private static double value(
      Map<String, MagnitudeCounts.Place> places, Tuple2<String, MagnitudeCounts> counts) {
    MagnitudeCounts.Place upper = place(places, counts._1());
    return upper.value(counts._2().placeOfRank(upper.rank()));
  }

  private static MagnitudeCounts.Place place(
      Map<String, MagnitudeCounts.Place> places, String feature) {
    return java.util.Objects.requireNonNull(places.get(feature));
  }
}
