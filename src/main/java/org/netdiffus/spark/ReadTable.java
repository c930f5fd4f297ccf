package org.netdiffus.spark;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.capture.AddressNames;
import org.netdiffus.series.NaturalOrder;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.Series;
import org.netdiffus.series.SeriesShape;
import org.netdiffus.series.Skipped;
import org.netdiffus.series.Split;

/**
 * Rows of what was read: a series each, or the counts of a file, so that counts are part of the
 * data and a task that runs twice counts once.
 *
 * <p>A series has the columns up to {@code group_hash} and no other. {@code counts} stand alone or
 * beside one of {@code file}, the file in the columns of {@link FileTable}, and {@code traced},
 * what later steps add to the row of a file.
 */
final class ReadTable {
  static final StructType SCHEMA =
      new StructType()
          .add("trace_id", DataTypes.StringType, true)
          .add("label", DataTypes.StringType, true)
          .add("feature", DataTypes.StringType, true)
          .add("feature_number", DataTypes.IntegerType, true)
          .add("length", DataTypes.IntegerType, true)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType, false), true)
          .add("source", DataTypes.StringType, true)
          .add("start", DataTypes.LongType, true)
          .add("natural_id", DataTypes.StringType, true)
          .add("split_group", DataTypes.StringType, true)
          .add("group_hash", DataTypes.LongType, true)
          .add("counts", DataTypes.BinaryType, true)
          .add("file", FileTable.SCHEMA, true)
          .add(
              "traced",
              new StructType()
                  .add("path", DataTypes.StringType, false)
                  .add("traces", DataTypes.LongType, false)
                  .add("unlabelled", DataTypes.LongType, false)
                  .add("up_bytes", DataTypes.LongType, false)
                  .add("down_bytes", DataTypes.LongType, false),
              true);

  private ReadTable() {}

  static Row series(
      Series series, SeriesShape shape, TraceFiles.Grouping grouping, AddressNames names) {
    String traceId = names.inText(series.traceId());
    String group = grouping.of(traceId);
    return RowFactory.create(
        traceId,
        series.label(),
        series.feature().settingName(),
        shape.features().indexOf(series.feature()),
        series.length(),
        series.values(),
        names.inText(series.source()),
        series.startNanos(),
        NaturalOrder.key(traceId),
        group,
        Split.hash(grouping.seed(), group),
        null,
        null,
        null);
  }

  /** The row of a series as it was written, but for its time, which is not written. */
  static Row series(SeriesRow series, int featureNumber, TraceFiles.Grouping grouping) {
    String group = grouping.of(series.traceId());
    return RowFactory.create(
        series.traceId(),
        series.label(),
        series.feature(),
        featureNumber,
        series.length(),
        series.values(),
        series.source(),
        null,
        NaturalOrder.key(series.traceId()),
        group,
        Split.hash(grouping.seed(), group),
        null,
        null,
        null);
  }

  /**
   * The row of a file.
   *
   * @param file in the columns of {@link FileTable}
   */
  static Row file(ReadCounts counts, Row file) {
    Object[] cells = new Object[SCHEMA.size()];
    cells[SCHEMA.fieldIndex("counts")] = RecordBytes.write(counts);
    cells[SCHEMA.fieldIndex("file")] = file;
    return RowFactory.create(cells);
  }

  /**
   * Traces that were made of the packets of a file.
   *
   * @param unlabelled how many more were left out for want of a label
   */
  static Row traced(String path, long traces, long unlabelled, long upBytes, long downBytes) {
    SortedMap<String, Skipped> skipped = new TreeMap<>();
    if (unlabelled > 0) {
      skipped.put("no-label", new Skipped(unlabelled, path, 1));
    }
    ReadCounts counts = new ReadCounts(0, traces, 0, 0, skipped, 0, Collections.emptySortedMap());
    Object[] cells = new Object[SCHEMA.size()];
    cells[SCHEMA.fieldIndex("counts")] = RecordBytes.write(counts);
    cells[SCHEMA.fieldIndex("traced")] =
        RowFactory.create(path, traces, unlabelled, upBytes, downBytes);
    return RowFactory.create(cells);
  }
}
