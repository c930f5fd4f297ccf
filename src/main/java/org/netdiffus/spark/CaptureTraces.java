package org.netdiffus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.netdiffus.series.ClientSide;
import org.netdiffus.series.FirstSource;
import org.netdiffus.series.LabelRule;
import org.netdiffus.series.ReadRules;
import org.netdiffus.series.TraceRule;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;

/**
 * Captures cut into traces, in one job over all of them. The captures are read in the parts of the
 * source {@code capture}; each task gathers its packets by trace, leaves out what cannot reach a
 * series, and hands chunks of packets on, which Spark sorts by trace and time on disk. So memory
 * depends neither on the number of packets nor on that of traces, and the result neither on the
 * parts nor on the number of tasks.
 */
final class CaptureTraces {
  private static final long PARTITION_BYTES = 64L << 20;
  private static final int PIECES_A_PARTITION = 10_000;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final CaptureFiles files;
  private final ReadRules rules;
  private final TraceFiles.Grouping grouping;
  private final List<CapturePartition> partitions;
  private final TraceSortKey.Spreading spreading;

  /**
   * @param captures what is read
   * @param options how the data source divides large files, in its options
   */
  CaptureTraces(
      SparkSession spark,
      List<InputFiles.File> captures,
      ReadRules rules,
      TraceFiles.Grouping grouping,
      Map<String, String> options) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.files = new CaptureFiles(captures);
    this.rules = rules;
    this.grouping = grouping;
    CapturePlan plan =
        new CapturePlan(
            CaptureOptions.of(new CaseInsensitiveStringMap(options)),
            context.hadoopConfiguration());
    this.partitions = new ArrayList<>(plan.partitions(statuses(captures, this::isLabelled)));
    addUnread(statuses(captures, file -> !isLabelled(file)));
    long bytes = captures.stream().mapToLong(InputFiles.File::bytes).sum();
    long pieces = partitions.stream().mapToLong(partition -> partition.pieces().size()).sum();
    this.spreading =
        new TraceSortKey.Spreading(
            Math.toIntExact(1 + pieces / PIECES_A_PARTITION),
            (int)
                Math.max(context.defaultParallelism(), Math.min(10_000, bytes / PARTITION_BYTES)));
  }

  private boolean isLabelled(InputFiles.File file) {
    return rules.label() instanceof LabelRule.Addressed
        || rules.label().labelOfFile(file.relative()).isPresent();
  }

  /** Files without a label are not read, so they have no parts. */
  private void addUnread(List<FileStatus> unlabelled) {
    List<CapturePiece> whole =
        unlabelled.stream()
            .map(
                file ->
                    new CapturePiece(
                        file.getPath().toString(),
                        file.getLen(),
                        new CapturePiece.Whole(file.getLen())))
            .toList();
    if (!whole.isEmpty()) {
      partitions.add(new CapturePartition(whole, List.of()));
    }
  }

  private List<FileStatus> statuses(
      List<InputFiles.File> captures, Predicate<InputFiles.File> wanted) {
    return captures.stream().filter(wanted).map(this::status).toList();
  }

  private FileStatus status(InputFiles.File file) {
    Path path = new Path(file.path());
    try {
      FileStatus now = path.getFileSystem(context.hadoopConfiguration()).getFileStatus(path);
      // As long as it was when it was listed: of a capture that grows, what the record names.
      return new FileStatus(
          file.bytes(),
          false,
          now.getReplication(),
          now.getBlockSize(),
          now.getModificationTime(),
          now.getPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of all captures in the columns of {@link ReadTable}. */
  Dataset<Row> read() {
    JavaPairRDD<byte[], byte[]> sorted = sorted();
    Broadcast<ReadRules> shared = context.broadcast(rules);
    Broadcast<CaptureFiles> numbered = context.broadcast(files);
    Broadcast<Map<Integer, Long>> ends = context.broadcast(ends(sorted));
    TraceFiles.Grouping groups = grouping;
    return spark.createDataFrame(
        sorted.mapPartitions(
            rows -> new TraceRows(rows, shared.value(), numbered.value(), ends.value(), groups)),
        ReadTable.SCHEMA);
  }

  private JavaPairRDD<byte[], byte[]> sorted() {
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    Broadcast<ReadRules> shared = context.broadcast(rules);
    Broadcast<CaptureFiles> numbered = context.broadcast(files);
    Broadcast<Map<String, FirstSource>> sources = context.broadcast(firstSources(hadoop));
    List<Tuple2<CapturePartition, Seq<String>>> placed =
        partitions.stream()
            .map(one -> new Tuple2<>(one, JavaConverters.asScalaBuffer(one.hosts()).toSeq()))
            .collect(Collectors.toList());
    ClassTag<CapturePartition> tag = ClassTag.apply(CapturePartition.class);
    return spark
        .sparkContext()
        .makeRDD(JavaConverters.asScalaBuffer(placed).toSeq(), tag)
        .toJavaRDD()
        .mapPartitionsToPair(
            tasks -> {
              List<CapturePiece> pieces = new ArrayList<>();
              tasks.forEachRemaining(task -> pieces.addAll(task.pieces()));
              return new GatheredPieces(
                  pieces.iterator(),
                  numbered.value(),
                  shared.value(),
                  sources.value(),
                  hadoop.value().value());
            })
        .repartitionAndSortWithinPartitions(spreading, new TraceSortKey.Order());
  }

  /** Who sends first in the files that are read in parts, where that tells the direction. */
  private Map<String, FirstSource> firstSources(Broadcast<SerializableConfiguration> hadoop) {
    boolean asked =
        rules.traces().unit() == TraceRule.Unit.FILE
            && rules.client() instanceof ClientSide.FirstSender;
    List<CapturePiece> inParts =
        partitions.stream()
            .flatMap(partition -> partition.pieces().stream())
            .filter(piece -> asked && !(piece.part() instanceof CapturePiece.Whole))
            .map(
                piece ->
                    new CapturePiece(
                        piece.path(), piece.bytes(), new CapturePiece.Whole(piece.bytes())))
            .distinct()
            .toList();
    if (inParts.isEmpty()) {
      return Map.of();
    }
    Broadcast<ReadRules> shared = context.broadcast(rules);
    return new HashMap<>(
        context
            .parallelize(inParts, inParts.size())
            .mapToPair(
                file ->
                    new Tuple2<>(
                        file.path(), firstSource(file, shared.value(), hadoop.value().value())))
            .filter(file -> file._2().isPresent())
            .mapValues(Optional::get)
            .collectAsMap());
  }

  private static Optional<FirstSource> firstSource(
      CapturePiece file, ReadRules rules, Configuration configuration) throws IOException {
    try (OpenPiece open = OpenPiece.open(file, rules.tunnel(), configuration)) {
      while (open.advance()) {
        Optional<FirstSource> found = FirstSource.of(open.packet(), rules.packets());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Where the reading of damaged captures ends, by the numbers of the files. Only captures whose
   * boundaries are guessed have parts behind damage; for them the first stage runs here already,
   * and its output is used again.
   */
  private Map<Integer, Long> ends(JavaPairRDD<byte[], byte[]> sorted) {
    boolean guessed =
        partitions.stream()
            .flatMap(partition -> partition.pieces().stream())
            .anyMatch(piece -> piece.part() instanceof CapturePiece.Between);
    Map<Integer, Long> ends = new HashMap<>();
    if (guessed) {
      // Only the partitions of the parts are computed; the others hold chunks.
      JavaPairRDD<Integer, Long> found =
          sorted
              .mapValues(bytes -> RecordBytes.read(bytes, CapturePieceRead.class))
              .filter(row -> row._2().figures().endsReading())
              .mapToPair(row -> new Tuple2<>(TraceSortKey.file(row._1()), row._2().end()));
      for (List<Tuple2<Integer, Long>> some : found.collectPartitions(spreading.pieces())) {
        some.forEach(end -> ends.merge(end._1(), end._2(), Math::min));
      }
    }
    return ends;
  }
}
