package org.netdiffus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** What captures hold, one row a file, read in the parts that the source {@code capture} has. */
public final class CaptureDescriptions {
  /** Columns of {@link #of}; described in {@code captures.md}. */
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("format", DataTypes.StringType, true)
          .add("link_types", FileTable.counts(), false)
          .add("packets", DataTypes.LongType, false)
          .add("original_bytes", DataTypes.LongType, false)
          .add("captured_bytes", DataTypes.LongType, false)
          .add("first_time_ns", DataTypes.LongType, true)
          .add("last_time_ns", DataTypes.LongType, true)
          .add("skipped", FileTable.counts(), false)
          .add("damage", DataTypes.StringType, true);

  private CaptureDescriptions() {}

  /**
   * The rows of the files at some paths, in the order of their paths.
   *
   * @throws org.netdiffus.settings.UserError when there is nothing at a path
   */
  public static Dataset<Row> of(SparkSession spark, List<String> paths) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration configuration = context.hadoopConfiguration();
    CaptureOptions options = CaptureOptions.of(CaseInsensitiveStringMap.empty());
    CapturePlan plan = new CapturePlan(options, configuration);
    List<CapturePiece> pieces = new ArrayList<>();
    plan.files(paths).forEach(file -> pieces.addAll(plan.pieces(file)));
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(configuration));
    int tasks = Math.max(1, Math.min(pieces.size(), 4 * context.defaultParallelism()));
    return spark
        .createDataFrame(
            context
                .parallelize(pieces, tasks)
                .mapToPair(
                    piece ->
                        new Tuple2<>(piece.path(), read(piece, options, hadoop.value().value())))
                .groupByKey()
                .map(file -> row(file._1(), file._2())),
            SCHEMA)
        .orderBy("path");
  }

  private static CaptureFigures read(
      CapturePiece piece, CaptureOptions options, Configuration configuration) throws IOException {
    try (OpenPiece open = OpenPiece.open(piece, options.tunnel(), configuration)) {
      return CaptureFigures.of(open, piece.part().start());
    }
  }

  private static Row row(String path, Iterable<CaptureFigures> parts) {
    List<CaptureFigures> inOrder = new ArrayList<>();
    parts.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(CaptureFigures::position));
    CaptureFigures all = inOrder.stream().reduce(CaptureFigures::then).orElseThrow();
    boolean timed = !all.times().isEmpty();
    return RowFactory.create(
        path,
        all.format().isEmpty() ? null : all.format(),
        FileTable.toScala(all.linkTypes()),
        all.packets(),
        all.originalBytes(),
        all.capturedBytes(),
        timed ? all.times().get(0) : null,
        timed ? all.times().get(1) : null,
        FileTable.toScala(all.skipped()),
        all.faults().isEmpty() ? null : all.faults().get(0));
  }
}
