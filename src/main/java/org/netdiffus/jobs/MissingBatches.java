package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileTable;
import scala.Tuple2;

/** Which batches of a sampling have not been drawn yet. */
final class MissingBatches {
  private MissingBatches() {}

  /** All batches of a drawing. */
  static List<Long> all(SampleDrawing drawing) {
    return LongStream.range(0, drawing.batches().count()).boxed().toList();
  }

  /**
   * The batches of which a tile is missing in what a run under way has written, in their order.
   *
   * @param drawing whose batches are meant
   */
  static List<Long> of(SparkSession spark, RunFolder folder, SampleDrawing drawing) {
    if (!folder.hasWork(RunFolder.DATA)) {
      return all(drawing);
    }
    Path data = folder.workPath(RunFolder.DATA);
    Dataset<Row> drawn = spark.read().schema(TileTable.SCHEMA).parquet(data.toString());
    return spark
        .range(drawing.batches().count())
        .flatMap(
            (FlatMapFunction<Long, Tuple2<Long, String>>)
                number ->
                    drawing.traceIds(number).stream()
                        .map(id -> new Tuple2<>(number, id))
                        .iterator(),
            Encoders.tuple(Encoders.LONG(), Encoders.STRING()))
        .toDF("batch", "id")
        .join(drawn, col("id").equalTo(col("trace_id")), "left_anti")
        .select("batch")
        .distinct()
        .orderBy("batch")
        .as(Encoders.LONG())
        .collectAsList();
  }
}
