package org.netdiffus.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.diffusion.CounterRandom;
import org.netdiffus.diffusion.Purpose;
import org.netdiffus.diffusion.SampleSeed;

/**
 * Which series are drawn: of each class so many, numbered from 0.
 *
 * @param labels the classes, sorted
 * @param counts series of each class to draw
 * @param traces training traces of each class
 * @param seed seed of the run
 */
record BaselineRequests(List<String> labels, long[] counts, long[] traces, long seed)
    implements Serializable {
  /** Place of the drawn training trace among those of its class. */
  static final String NUMBER = "number";

  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.StringType, false)
          .add("index", DataTypes.LongType, false)
          .add(NUMBER, DataTypes.IntegerType, false);

  /** Of each class so many, or as many as there are training traces of it. */
  static BaselineRequests of(SortedMap<String, Long> traces, int perClass, long seed) {
    long[] known = traces.values().stream().mapToLong(Long::longValue).toArray();
    long[] counts = known.clone();
    if (perClass > 0) {
      Arrays.fill(counts, perClass);
    }
    return new BaselineRequests(new ArrayList<>(traces.keySet()), counts, known, seed);
  }

  /** Series to draw. */
  long total() {
    return Arrays.stream(counts).sum();
  }

  /** A row for each series: its class, its number within the class, and the trace that it draws. */
  Dataset<Row> rows(SparkSession spark) {
    return spark
        .range(0, total(), 1, spark.sparkContext().defaultParallelism())
        .map((MapFunction<Long, Row>) this::row, Encoders.row(SCHEMA));
  }

  private Row row(long place) {
    long index = place;
    int label = 0;
    while (index >= counts[label]) {
      index -= counts[label];
      label++;
    }
    CounterRandom random =
        CounterRandom.of(
            SampleSeed.of(seed, labels.get(label), index), Purpose.BASELINE, 0, Draw.TRACE.step());
    return RowFactory.create(
        labels.get(label), index, random.nextInt(Math.toIntExact(traces[label])));
  }

  /** What the random numbers of a series are for. */
  enum Draw {
    /** The training trace that a bootstrap draws. */
    TRACE(0),
    /** What all features of a trace have in common. */
    COMMON(1),
    /** Single values. */
    VALUES(2),
    /** Where the fit of a model begins. */
    FIT(3);

    private final int step;

    Draw(int step) {
      this.step = step;
    }

    int step() {
      return step;
    }
  }
}
