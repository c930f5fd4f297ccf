package org.netdiffus.spark;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.netdiffus.series.FileRead;
import org.netdiffus.series.ReadCounts;
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
          .add("down_bytes", DataTypes.LongType, false);

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
    SortedMap<String, Long> skipped = new TreeMap<>();
    counts.skipped().forEach((reason, some) -> skipped.put(reason, some.count()));
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
        toScala(skipped),
        counts.faults().isEmpty() ? null : counts.faults().get(counts.faults().firstKey()),
        read.upBytes(),
        read.downBytes());
  }

  /**
   * The row of a capture whose traces are made later.
   *
   * @param path its path relative to the input
   */
  static Row row(String path, CapturePieceRead read) {
    CaptureFigures figures = read.figures();
    List<Long> times = figures.times();
    SortedMap<String, Long> skipped = new TreeMap<>();
    read.skipped().forEach((reason, some) -> skipped.put(reason, some.count()));
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
        toScala(skipped),
        figures.faults().isEmpty() ? null : figures.faults().get(0),
        0L,
        0L);
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
