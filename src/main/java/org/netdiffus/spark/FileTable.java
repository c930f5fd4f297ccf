package org.netdiffus.spark;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.series.FileRead;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.Skipped;
import scala.collection.JavaConverters;

/** Columns of {@code captures.parquet}: what every file that was read holds, one row a file. */
public final class FileTable {
  /** Name of the table beside the series. */
  public static final String NAME = "captures.parquet";

  /** The columns, in the order in which they are written. */
  public static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("format", DataTypes.StringType, true)
          .add("link_types", counts(), false)
          .add("packets", DataTypes.LongType, false)
          .add("original_bytes", DataTypes.LongType, false)
          .add("captured_bytes", DataTypes.LongType, false)
          .add("first_time_ns", DataTypes.LongType, true)
          .add("last_time_ns", DataTypes.LongType, true)
          .add("traces", DataTypes.LongType, false)
          .add("skipped", counts(), false)
          .add("damage", DataTypes.StringType, true)
          .add("up_bytes", DataTypes.LongType, false)
          .add("down_bytes", DataTypes.LongType, false)
          .add("trace_packets", DataTypes.LongType, false)
          .add("trace_bytes", DataTypes.LongType, false)
          .add("skipped_at", counts(), false);

  private FileTable() {}

  /**
   * The row of a file.
   *
   * @param path its path relative to the input
   * @param read what its reading came to
   * @param packing how it is packed: one at most
   */
  static Row row(String path, FileRead read, List<UnpackedStream.Packing> packing) {
    ReadCounts counts = read.counts();
    boolean capture = read.totals().packets() > 0;
    List<Long> times = read.totals().times();
    String format =
        packing.stream()
            .map(UnpackedStream.Packing::description)
            .reduce(read.format(), (name, packed) -> name + ", " + packed);
    return RowFactory.create(
        path,
        read.format().isEmpty() ? null : format,
        toScala(read.totals().linkTypes()),
        capture ? read.totals().packets() : counts.packets(),
        capture ? read.totals().originalBytes() : counts.bytes(),
        read.totals().capturedBytes(),
        times.isEmpty() ? null : times.get(0),
        times.isEmpty() ? null : times.get(1),
        counts.traces(),
        toScala(each(counts.skipped(), Skipped::count)),
        counts.faults().isEmpty() ? null : counts.faults().get(counts.faults().firstKey()),
        read.upBytes(),
        read.downBytes(),
        counts.packets(),
        counts.bytes(),
        toScala(each(counts.skipped(), Skipped::place)));
  }

  /**
   * The row of a capture whose traces are made later.
   *
   * @param path its path relative to the input
   */
  static Row row(String path, CapturePieceRead read) {
    CaptureFigures figures = read.figures();
    List<Long> times = figures.times();
    return RowFactory.create(
        path,
        figures.format().isEmpty() ? null : figures.format(),
        toScala(figures.linkTypes()),
        figures.packets(),
        figures.originalBytes(),
        figures.capturedBytes(),
        times.isEmpty() ? null : times.get(0),
        times.isEmpty() ? null : times.get(1),
        0L,
        toScala(each(read.skipped(), Skipped::count)),
        figures.faults().isEmpty() ? null : figures.faults().get(0),
        0L,
        0L,
        read.packets(),
        read.bytes(),
        toScala(each(read.skipped(), Skipped::place)));
  }

  /** What the reading of the file of a row came to: from the row, what it was made of. */
  static ReadCounts counts(Row file) {
    String path = file.getAs("path");
    Map<String, Long> places = file.getJavaMap(file.fieldIndex("skipped_at"));
    SortedMap<String, Skipped> skipped = new TreeMap<>();
    file.<String, Long>getJavaMap(file.fieldIndex("skipped"))
        .forEach(
            (reason, count) ->
                skipped.put(reason, new Skipped(count, path, places.getOrDefault(reason, 1L))));
    SortedMap<String, String> faults = new TreeMap<>();
    if (!file.isNullAt(file.fieldIndex("damage"))) {
      faults.put(path, file.getAs("damage"));
    }
    return new ReadCounts(
        1,
        file.<Long>getAs("traces"),
        file.<Long>getAs("trace_packets"),
        file.<Long>getAs("trace_bytes"),
        skipped,
        faults.size(),
        faults);
  }

  private static Map<String, Long> each(
      Map<String, Skipped> skipped, Function<Skipped, Long> figure) {
    Map<String, Long> figures = new TreeMap<>();
    skipped.forEach((reason, some) -> figures.put(reason, figure.apply(some)));
    return figures;
  }

  /** Rows take maps of Scala alone. */
  static scala.collection.Map<String, Long> toScala(Map<String, Long> counts) {
    return JavaConverters.mapAsScalaMap(counts);
  }

  /** The type of counts by name. */
  static MapType counts() {
    return DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false);
  }
}
