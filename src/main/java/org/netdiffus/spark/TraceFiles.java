package org.netdiffus.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static scala.collection.JavaConverters.asScalaBuffer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.capture.AddressNames;
import org.netdiffus.series.FileRead;
import org.netdiffus.series.Neighbours;
import org.netdiffus.series.ReadCounts;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.Split;
import org.netdiffus.series.TraceFile;
import org.netdiffus.series.TraceFormat;

/**
 * Files of traces as rows: whole files spread over tasks by their sizes, large captures in parts.
 * Every file gives its series and one row of counts, so that counts are part of the data and a task
 * that runs twice counts once.
 */
public final class TraceFiles {
  private static final long TASK_BYTES = 64L << 20;
  static final int TASKS_A_CORE = 4;
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
    String of(String traceId) {
      return group.pattern().isEmpty() ? traceId : Split.group(group, traceId);
    }
  }

  /**
   * The rows of all files in the columns of {@link ReadTable}, in no order. Whole files are read
   * before an action; captures in parts may be read by this method.
   *
   * @param options options of the source {@code capture} that say how large captures are divided
   */
  public static Dataset<Row> read(
      SparkSession spark,
      InputFiles input,
      ReadRules rules,
      Grouping grouping,
      Map<String, String> options) {
    List<InputFiles.File> captures = new ArrayList<>();
    List<InputFiles.File> others = new ArrayList<>();
    Set<String> told = inParts(spark, input.files(), rules, options);
    for (InputFiles.File file : input.files()) {
      (told.contains(file.path()) ? captures : others).add(file);
    }
    if (captures.isEmpty()) {
      return whole(spark, others, rules, grouping);
    }
    Dataset<Row> cut = new CaptureTraces(spark, captures, rules, grouping, options).read();
    return others.isEmpty() ? cut : cut.union(whole(spark, others, rules, grouping));
  }

  private static Dataset<Row> whole(
      SparkSession spark, List<InputFiles.File> files, ReadRules rules, Grouping grouping) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    Broadcast<ReadRules> shared = context.broadcast(rules);
    List<List<InputFiles.File>> tasks = tasks(files, TASKS_A_CORE * context.defaultParallelism());
    return spark.createDataFrame(
        context
            .parallelize(tasks, tasks.size())
            .flatMap(
                task ->
                    new FileRows(
                        task.iterator(), shared.value(), grouping, hadoop.value().value())),
        ReadTable.SCHEMA);
  }

  /**
   * Paths of the captures, told by their first bytes, that are read in parts: all of them where
   * traces are cut from captures; where each is one trace the large ones, unless they are packed.
   */
  private static Set<String> inParts(
      SparkSession spark,
      List<InputFiles.File> files,
      ReadRules rules,
      Map<String, String> options) {
    boolean whole = rules.traces().wholeFiles();
    if (rules.format() == TraceFormat.PCAP && !whole) {
      return files.stream().map(InputFiles.File::path).collect(Collectors.toSet());
    }
    boolean captures = rules.format() == TraceFormat.AUTO || rules.format() == TraceFormat.PCAP;
    long least = CaptureOptions.of(new CaseInsensitiveStringMap(options)).splitBytes();
    List<InputFiles.File> asked =
        files.stream().filter(file -> captures && (!whole || file.bytes() > least)).toList();
    if (asked.isEmpty()) {
      return Set.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    int tasks = Math.min(asked.size(), TASKS_A_CORE * context.defaultParallelism());
    return new HashSet<>(
        context
            .parallelize(asked, tasks)
            .filter(file -> startsAsCapture(file, whole, hadoop.value().value()))
            .map(InputFiles.File::path)
            .collect());
  }

  private static boolean startsAsCapture(
      InputFiles.File file, boolean unpacked, Configuration configuration) throws IOException {
    CaptureStore store = CaptureStore.of(file.path(), file.bytes(), configuration);
    if (unpacked) {
      return TraceFormat.startsAsCapture(store.start(TraceFormat.MAGIC_BYTES));
    }
    try (UnpackedStream in = UnpackedStream.open(store.from(0))) {
      return TraceFormat.startsAsCapture(in.readNBytes(TraceFormat.MAGIC_BYTES));
    } catch (EOFException | ZipException damaged) {
      return false; // what is told of it when it is read whole
    }
  }

  /** The counts of all files together. */
  public static ReadCounts counts(Dataset<Row> read) {
    return read.where("counts is not null")
        .select("counts")
        .javaRDD()
        .map(row -> RecordBytes.read(row.getAs(0), ReadCounts.class))
        .treeAggregate(ReadCounts.NONE, ReadCounts::plus, ReadCounts::plus);
  }

  /** What every file holds, in the columns of {@link FileTable} and the order of the paths. */
  public static Dataset<Row> files(Dataset<Row> read) {
    Dataset<Row> files = read.where("file is not null").select("file.*");
    return withTraces(files, read).coalesce(1).sortWithinPartitions("path");
  }

  private static Dataset<Row> withTraces(Dataset<Row> files, Dataset<Row> read) {
    List<String> added = List.of("traces", "up_bytes", "down_bytes");
    Dataset<Row> traced =
        read.where("traced is not null")
            .select("traced.*")
            .groupBy("path")
            .agg(
                sum("traces").as("more_traces"),
                sum("unlabelled").as("unlabelled"),
                sum("up_bytes").as("more_up_bytes"),
                sum("down_bytes").as("more_down_bytes"));
    Map<String, Column> withUnlabelled =
        Map.of(
            "skipped",
            expr("if(unlabelled > 0, map_concat(skipped, map('no-label', unlabelled)), skipped)"),
            "skipped_at",
            expr("if(unlabelled > 0, map_concat(skipped_at, map('no-label', 1L)), skipped_at)"));
    Column[] columns =
        Arrays.stream(FileTable.SCHEMA.fieldNames())
            .map(
                name ->
                    added.contains(name)
                        ? col(name).plus(coalesce(col("more_" + name), lit(0L))).as(name)
                        : withUnlabelled.getOrDefault(name, col(name)).as(name))
            .toArray(Column[]::new);
    return files.join(traced, asScalaBuffer(List.of("path")).toSeq(), "left").select(columns);
  }

  /** How many tasks read so many whole files on so many cores. */
  public static int tasks(int files, long bytes, int cores) {
    return taskCount(files, bytes, (long) TASKS_A_CORE * cores);
  }

  private static int taskCount(int files, long bytes, long atLeast) {
    return (int) Math.min(files, Math.max(atLeast, bytes / TASK_BYTES + 1));
  }

  /**
   * Spreads files over tasks so that the largest task is small: each file, the largest first, goes
   * to the task that has least.
   *
   * @param atLeast tasks, unless there are fewer files or so many bytes that more are due
   */
  static List<List<InputFiles.File>> tasks(List<InputFiles.File> files, int atLeast) {
    long bytes = files.stream().mapToLong(InputFiles.File::bytes).sum();
    int count = taskCount(files.size(), bytes, atLeast);
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
    private final AddressNames names;
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
      this.names = rules.addresses().names();
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
            UnpackedStream.open(CaptureStore.of(path, file.bytes(), configuration).from(0));
        FileRead read =
            TraceFile.read(
                in,
                file.relative(),
                neighbours(system, path.getParent()),
                rules,
                series -> found.add(ReadTable.series(series, rules.shape(), grouping, names)));
        found.add(
            ReadTable.file(
                read.counts().named(names),
                FileTable.row(
                    names.inText(file.relative()), read, in.packing().stream().toList())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return found.iterator();
    }
  }

  static Neighbours neighbours(FileSystem system, Path folder) {
    return name -> {
      Path path = new Path(folder, name);
      if (!system.exists(path)) {
        return Optional.empty();
      }
      FileStatus status = system.getFileStatus(path);
      if (!status.isFile() || status.getLen() > MOST_NEIGHBOUR_BYTES) {
        return Optional.empty();
      }
      try (InputStream in = new CaptureStore(system, path, status.getLen()).from(0)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    };
  }
}
