package org.netdiffus.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.series.FileRead;
import org.netdiffus.series.NaturalOrder;
import org.netdiffus.series.Neighbours;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.Series;
import org.netdiffus.series.Split;
import org.netdiffus.series.TraceFile;

/**
 * Files of traces as rows: whole files spread over tasks by their sizes. Every file gives its
 * series and one row of counts, so that counts are part of the data and a task that runs twice
 * counts once.
 */
public final class TraceFiles {
  /** Columns of {@link #read}: those of a series, or {@code counts} and {@code file} alone. */
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
          .add("file", FileTable.SCHEMA, true);

  private static final long TASK_BYTES = 64L << 20;
  private static final int TASKS_A_CORE = 4;
  private static final int MOST_NEIGHBOUR_BYTES = 1 << 20;

  private TraceFiles() {}

  /**
   * What the split needs to know of a trace.
   *
   * @param group what is found in the trace's identity belongs together; the empty pattern is for
   *     every trace by itself
   * @param seed seed of the hash
   */
  public record Grouping(Pattern group, long seed) implements Serializable {
    private String of(String traceId) {
      return group.pattern().isEmpty() ? traceId : Split.group(group, traceId);
    }
  }

  /** The rows of all files, in no order; nothing is read before an action. */
  public static Dataset<Row> read(
      SparkSession spark, InputFiles input, ReadRules rules, Grouping grouping) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    Broadcast<ReadRules> shared = context.broadcast(rules);
    List<List<InputFiles.File>> tasks =
        tasks(input.files(), TASKS_A_CORE * context.defaultParallelism());
    return spark.createDataFrame(
        context
            .parallelize(tasks, tasks.size())
            .flatMap(
                files ->
                    new FileRows(
                        files.iterator(), shared.value(), grouping, hadoop.value().value())),
        SCHEMA);
  }

  /** The counts of all files together. */
  public static ReadCounts counts(Dataset<Row> read) {
    return read.where("counts is not null")
        .select("counts")
        .javaRDD()
        .map(row -> CountsCodec.read(row.getAs(0)))
        .treeAggregate(ReadCounts.NONE, ReadCounts::plus, ReadCounts::plus);
  }

  /** What every file holds, in the columns of {@link FileTable} and the order of the paths. */
  public static Dataset<Row> files(Dataset<Row> read) {
    return read.where("file is not null").select("file.*").coalesce(1).sortWithinPartitions("path");
  }

  /**
   * Spreads files over tasks so that the largest task is small: each file, the largest first, goes
   * to the task that has least.
   *
   * @param atLeast tasks, unless there are fewer files or so many bytes that more are due
   */
  static List<List<InputFiles.File>> tasks(List<InputFiles.File> files, int atLeast) {
    long bytes = files.stream().mapToLong(InputFiles.File::bytes).sum();
    long wanted = Math.max(atLeast, bytes / TASK_BYTES + 1);
    int count = (int) Math.min(files.size(), wanted);
    record Load(long bytes, int files, int task) {}
    PriorityQueue<Load> loads =
        new PriorityQueue<>(
            Comparator.comparingLong(Load::bytes)
                .thenComparingInt(Load::files)
                .thenComparingInt(Load::task));
    List<List<InputFiles.File>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(new ArrayList<>());
      loads.add(new Load(0, 0, i));
    }
    List<InputFiles.File> largestFirst = new ArrayList<>(files);
    largestFirst.sort(
        Comparator.comparingLong(InputFiles.File::bytes)
            .reversed()
            .thenComparing(InputFiles.File::relative));
    for (InputFiles.File file : largestFirst) {
      Load least = loads.remove();
      tasks.get(least.task()).add(file);
      loads.add(new Load(least.bytes() + file.bytes(), least.files() + 1, least.task()));
    }
    return tasks;
  }

  /** Rows of one file after the other; a file is read when its first row is asked for. */
  private static final class FileRows implements Iterator<Row> {
    private final Iterator<InputFiles.File> files;
    private final ReadRules rules;
    private final Grouping grouping;
    private final Configuration configuration;
    private Iterator<Row> rows = Collections.emptyIterator();

    FileRows(
        Iterator<InputFiles.File> files,
        ReadRules rules,
        Grouping grouping,
        Configuration configuration) {
      this.files = files;
      this.rules = rules;
      this.grouping = grouping;
      this.configuration = configuration;
    }

    @Override
    public boolean hasNext() {
      // Every file has at least its row of counts.
      return rows.hasNext() || files.hasNext();
    }

    @Override
    public Row next() {
      if (!rows.hasNext()) {
        rows = rows(files.next());
      }
      return rows.next();
    }

    private Iterator<Row> rows(InputFiles.File file) {
      Path path = new Path(file.path());
      List<Row> found = new ArrayList<>();
      try {
        FileSystem system = path.getFileSystem(configuration);
        UnpackedStream in =
            UnpackedStream.open(
                file.bytes() == 0 ? InputStream.nullInputStream() : system.open(path));
        FileRead read =
            TraceFile.read(
                in,
                file.relative(),
                neighbours(system, path.getParent()),
                rules,
                series -> found.add(row(series)));
        found.add(row(read, FileTable.row(file.relative(), read, in.packing().stream().toList())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return found.iterator();
    }

    private static Row row(FileRead read, Row file) {
      Object[] cells = new Object[SCHEMA.size()];
      cells[SCHEMA.fieldIndex("counts")] = CountsCodec.write(read.counts());
      cells[SCHEMA.fieldIndex("file")] = file;
      return RowFactory.create(cells);
    }

    private Row row(Series series) {
      String group = grouping.of(series.traceId());
      return RowFactory.create(
          series.traceId(),
          series.label(),
          series.feature().settingName(),
          rules.shape().features().indexOf(series.feature()),
          series.length(),
          series.values(),
          series.source(),
          series.startNanos(),
          NaturalOrder.key(series.traceId()),
          group,
          Split.hash(grouping.seed(), group),
          null,
          null);
    }
  }

  private static Neighbours neighbours(FileSystem system, Path folder) {
    return name -> {
      Path path = new Path(folder, name);
      if (!system.exists(path)) {
        return Optional.empty();
      }
      FileStatus status = system.getFileStatus(path);
      if (!status.isFile() || status.getLen() > MOST_NEIGHBOUR_BYTES) {
        return Optional.empty();
      }
      try (InputStream in = system.open(path)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    };
  }
}
