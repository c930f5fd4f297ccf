package org.netdiffus.jobs;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.netdiffus.settings.UserError;
import org.netdiffus.spark.InputIdentity;
import org.netdiffus.spark.RunFolder;
import org.netdiffus.spark.TileRow;
import org.netdiffus.spark.TileTable;

/**
 * What is evaluated, checked: real and synthetic tiles of the same kind and the same classes.
 *
 * @param real run folder of the real tiles
 * @param synthetic run folders of the synthetic sets
 * @param models run folder of the model, or none
 * @param realTiles all rows of the real tiles
 * @param candidates sets of synthetic tiles to judge side by side, the first is {@code synthetic};
 *     or none
 * @param census tiles of each class (in order of labels) by part, the synthetic ones those of the
 *     first candidate
 * @param size side of a tile
 * @param channels channels of a tile
 * @param features feature of each channel
 * @param points points of the series behind a tile
 */
record EvaluationInput(
    RunFolder real,
    List<RunFolder> synthetic,
    List<RunFolder> models,
    Dataset<Row> realTiles,
    List<Candidate> candidates,
    SortedMap<String, PartCounts> census,
    int size,
    int channels,
    List<String> features,
    int points) {
  private static final int LEAST_SIZE = 8;
  private static final int MOST_SIZE = 128;
  private static final String[] KIND = {"size", "channels", "features", "points", "order", "gamma"};

  /** The latter is a step of the experiment {@code hierarchy}. */
  private static final String WRITERS = "render-tiles (or " + UniteTiles.NAME + ")";

  /** Name of the candidate that {@code evaluate.synthetic} holds. */
  private static final String SYNTHETIC = "synthetic";

  /** Tiles of one class. */
  record PartCounts(long training, long test, long synthetic) {
    PartCounts plus(String split, long count) {
      return switch (split) {
        case "train" -> new PartCounts(training + count, test, synthetic);
        case "test" -> new PartCounts(training, test + count, synthetic);
        case Candidate.SPLIT -> new PartCounts(training, test, synthetic + count);
        default -> throw new IllegalStateException("tiles of an unknown part " + split);
      };
    }
  }

  /**
   * Opens the folders and checks that they belong together.
   *
   * @throws UserError that names what does not fit
   */
  static EvaluationInput open(SparkSession spark, EvaluateSettings settings) {
    var hadoop = spark.sparkContext().hadoopConfiguration();
    RunFolder real = RunFolder.completed(settings.real(), WRITERS, hadoop);
    List<CandidateFolder> folders =
        settings.synthetic().stream().map(path -> CandidateFolder.open(spark, path)).toList();
    List<RunFolder> models =
        settings.model().isEmpty()
            ? List.of()
            : List.of(RunFolder.completed(settings.model(), "train-denoiser", hadoop));
    Dataset<Row> realTiles = read(spark, real);
    Row kind = kind(realTiles, real);
    TileRow example = TileTable.fromRow(realTiles.orderBy("trace_id").first());
    SortedMap<String, PartCounts> realCensus = census(realTiles);
    requireParts(realCensus, real);
    List<Candidate> candidates = new ArrayList<>();
    List<SortedMap<String, PartCounts>> censuses = new ArrayList<>();
    for (CandidateFolder folder : folders) {
      Dataset<Row> tiles =
          settings
              .syntheticPerClass()
              .of(
                  folder.tiles(spark, example, real),
                  CandidateLimit.training(realCensus),
                  settings.seed())
              // A column anew also gives a schema to rows that were just drawn from series.
              .withColumn("split", lit(Candidate.SPLIT));
      requireSameKind(kind, kind(tiles, folder.folder()), folder.folder());
      SortedMap<String, PartCounts> census = census(realTiles.unionByName(tiles));
      requireClasses(census, folder.folder());
      censuses.add(census);
      candidates.add(candidate(folder, candidates, tiles, synthetic(census)));
    }
    return new EvaluationInput(
        real,
        folders.stream().map(CandidateFolder::folder).toList(),
        models,
        realTiles,
        candidates,
        censuses.isEmpty() ? realCensus : censuses.get(0),
        kind.getInt(0),
        kind.getInt(1),
        kind.getList(2),
        kind.getInt(3));
  }

  /** The first is the one that the report is about; the others are named by their folders. */
  private static Candidate candidate(
      CandidateFolder folder,
      List<Candidate> before,
      Dataset<Row> tiles,
      SortedMap<String, Long> counts) {
    if (before.isEmpty()) {
      return new Candidate(SYNTHETIC, "Synthetic tiles", tiles, counts);
    }
    String name = "other: " + folder.shortName();
    boolean known = before.stream().anyMatch(candidate -> candidate.name().equals(name));
    return new Candidate(
        known ? name + " (" + (before.size() + 1) + ")" : name,
        "%s (%s)".formatted(folder.shortName(), folder.verb()),
        tiles,
        counts);
  }

  private static SortedMap<String, Long> synthetic(SortedMap<String, PartCounts> census) {
    SortedMap<String, Long> counts = new TreeMap<>();
    census.forEach((label, of) -> counts.put(label, of.synthetic()));
    return counts;
  }

  /** Whether a sample of so many tiles of each class and part leaves any out. */
  boolean exceeds(int perClass) {
    return census.values().stream().anyMatch(c -> Math.max(c.training(), c.test()) > perClass)
        || candidates.stream()
            .flatMap(candidate -> candidate.counts().values().stream())
            .anyMatch(count -> count > perClass);
  }

  /** The classes, sorted. */
  List<String> labels() {
    return List.copyOf(census.keySet());
  }

  /** Identity of all that is read. */
  List<InputIdentity> identities() {
    return Stream.of(List.of(real), synthetic, models)
        .flatMap(List::stream)
        .map(RunFolder::identity)
        .toList();
  }

  private static Dataset<Row> read(SparkSession spark, RunFolder folder) {
    return spark.read().schema(TileTable.SCHEMA).parquet(folder.data());
  }

  private static Row kind(Dataset<Row> tiles, RunFolder folder) {
    List<Row> kinds = tiles.selectExpr(KIND).distinct().limit(2).collectAsList();
    if (kinds.size() != 1) {
      throw UserError.input(
          folder + (kinds.isEmpty() ? " holds no tiles" : " holds tiles of more than one kind"),
          "look into its run.json for why");
    }
    int size = kinds.get(0).getInt(0);
    if (size < LEAST_SIZE || size > MOST_SIZE) {
      throw UserError.input(
          "tiles of " + size + " pixels in " + folder + " do not fit the classifier",
          "render tiles of " + LEAST_SIZE + " to " + MOST_SIZE + " pixels");
    }
    return kinds.get(0);
  }

  private static void requireSameKind(Row real, Row synthetic, RunFolder folder) {
    for (int i = 0; i < KIND.length; i++) {
      if (!real.get(i).equals(synthetic.get(i))) {
        throw UserError.input(
            "%s of the synthetic tiles in %s is %s, that of the real ones %s"
                .formatted(KIND[i], folder, synthetic.get(i), real.get(i)),
            "sample from a model that was trained on the real tiles");
      }
    }
  }

  /** As many rows come to the driver as there are classes in each part. */
  private static SortedMap<String, PartCounts> census(Dataset<Row> tiles) {
    SortedMap<String, PartCounts> census = new TreeMap<>();
    for (Row row : tiles.groupBy("label", "split").count().collectAsList()) {
      PartCounts counts = census.getOrDefault(row.getString(0), new PartCounts(0, 0, 0));
      census.put(row.getString(0), counts.plus(row.getString(1), row.getLong(2)));
    }
    return census;
  }

  private static void requireParts(SortedMap<String, PartCounts> census, RunFolder real) {
    census.forEach(
        (label, counts) -> {
          if (counts.training() == 0 || counts.test() == 0) {
            throw UserError.input(
                "class " + label + " in " + real + " lacks training or test tiles",
                "give it at least 2 traces");
          }
        });
    if (census.size() < 2) {
      throw UserError.input(
          "all tiles in " + real + " are of class " + census.firstKey(),
          "classifiers need at least two classes");
    }
  }

  private static void requireClasses(SortedMap<String, PartCounts> census, RunFolder synthetic) {
    List<String> classes =
        census.entrySet().stream()
            .filter(entry -> entry.getValue().training() > 0)
            .map(Map.Entry::getKey)
            .toList();
    census.forEach(
        (label, counts) -> {
          if (!classes.contains(label)) {
            throw UserError.input(
                "synthetic tiles of class " + label + " in " + synthetic + " have no real ones",
                "the real classes are " + String.join(", ", classes));
          }
          if (counts.synthetic() == 0) {
            throw UserError.input(
                "there are no synthetic tiles of class " + label + " in " + synthetic,
                "sample every class of the real tiles");
          }
        });
  }
}
