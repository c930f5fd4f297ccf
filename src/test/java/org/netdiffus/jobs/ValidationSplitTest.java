package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.netdiffus.testing.LocalSpark;

@ExtendWith(LocalSpark.class)
class ValidationSplitTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, false);

  @Test
  void everyClassGivesItsShareAtLeastOneTileUnlessItHasOneOnly(SparkSession spark) {
    Dataset<Row> tiles = tiles(spark, Map.of("a", 20, "b", 10, "c", 2, "d", 1));

    ValidationSplit split = ValidationSplit.of(tiles, 0.2, 1);

    assertThat(byLabel(split.validating()))
        .isEqualTo(new TreeMap<>(Map.of("a", 4L, "b", 2L, "c", 1L)));
    assertThat(byLabel(split.trained()))
        .isEqualTo(new TreeMap<>(Map.of("a", 16L, "b", 8L, "c", 1L, "d", 1L)));
    Set<String> both = traces(split.trained());
    both.retainAll(traces(split.validating()));
    assertThat(both).isEmpty();
  }

  @Test
  void theShareFollowsFromTheSeedAndTheTracesAlone(SparkSession spark) {
    Dataset<Row> tiles = tiles(spark, Map.of("a", 40));
    Set<String> chosen = traces(ValidationSplit.of(tiles, 0.25, 1).validating());

    assertThat(traces(ValidationSplit.of(tiles.repartition(5), 0.25, 1).validating()))
        .isEqualTo(chosen)
        .hasSize(10);
    assertThat(traces(ValidationSplit.of(tiles, 0.25, 2).validating())).isNotEqualTo(chosen);
    assertThat(traces(ValidationSplit.of(tiles, 0.5, 1).validating())).containsAll(chosen);
  }

  @Test
  void aShareOfNothingLeavesAllTiles(SparkSession spark) {
    Dataset<Row> tiles = tiles(spark, Map.of("a", 3));

    ValidationSplit split = ValidationSplit.of(tiles, 0, 1);

    assertThat(traces(split.trained())).hasSize(3);
    assertThat(traces(split.validating())).isEmpty();
  }

  private static Dataset<Row> tiles(SparkSession spark, Map<String, Integer> counts) {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (label, count) -> {
          for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create(label + "/" + i, label));
          }
        });
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Map<String, Long> byLabel(Dataset<Row> tiles) {
    Map<String, Long> counts = new TreeMap<>();
    tiles
        .groupBy("label")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private static Set<String> traces(Dataset<Row> tiles) {
    Set<String> traces = new TreeSet<>();
    tiles.collectAsList().forEach(row -> traces.add(row.getString(0)));
    return traces;
  }
}
